// The crew's list in the order to drive: from where the van is, which stays on the phone.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { sendReport } from "../lib/api.mjs";
import { person } from "../lib/browser.mjs";
import { newPlace } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { openStop, signIn } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

const VAN = { longitude: 5.41731, latitude: 52.16042, accuracy: 8 };
/** Turns of what the crew put in front, and of what goes before other work. */
const [CHOSEN, URGENT] = [1, 2];
const TEAM = "/werk?team=straatmeubilair";
/** To and fro, so that the order in which they come is a long way. */
const SPOTS = [[5.3995, 52.1652], [5.4136, 52.1611], [5.4012, 52.1648], [5.4121, 52.1618], [5.4052, 52.1639]];

async function reported([longitude, latitude], more) {
  const place = newPlace();
  await sendReport([longitude, latitude], { locationText: place, description: "Kapot", ...more });
  return place;
}

const shown = (page) =>
  page.locator("[data-stop]").evaluateAll((stops) =>
    stops.map(({ dataset }) => ({ place: dataset.place, turn: Number(dataset.turn), at: dataset.at.split(",").map(Number) })),
  );

const far = ([x, y], [east, north]) => Math.hypot((east - x) * Math.cos((52.16 * Math.PI) / 180), north - y);

function way(stops) {
  return stops.reduce(({ at, sum }, stop) => ({ at: stop.at, sum: sum + far(at, stop.at) }), { at: [VAN.longitude, VAN.latitude], sum: 0 }).sum;
}

/** By the nearest each time, in their turns. */
function byNearest(stops) {
  const [left, order] = [[...stops], []];
  let at = [VAN.longitude, VAN.latitude];
  while (left.length > 0) {
    const turn = Math.min(...left.map((stop) => stop.turn));
    const next = left.filter((stop) => stop.turn === turn).sort((one, other) => far(at, one.at) - far(at, other.at))[0];
    order.push(...left.splice(left.indexOf(next), 1));
    at = next.at;
  }
  return order;
}

scenario("a crew drives a short way from where it is, and nobody else hears where that is", async () => {
  const places = [];
  for (const spot of SPOTS) places.push(await reported(spot, { category: "street_furniture_broken" }));
  const page = await (await person({ place: VAN })).newPage();
  const told = [];
  page.on("request", (request) => told.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`));
  await signIn(page, "crew@demo", "/werk");
  await page.goto(TEAM);
  await page.getByText(/^Vanaf hier .* hemelsbreed$/).waitFor();
  const order = await until("all stops are in the order to drive", async () => {
    const stops = await shown(page);
    const all = places.every((place) => stops.some((stop) => stop.place === place));
    return all && way(stops) <= way(byNearest(stops)) * 1.000_1 && stops;
  });

  const ours = order.filter(({ place }) => places.includes(place)).map(({ place }) => places.indexOf(place));
  assert.deepEqual(ours, [1, 3, 4, 2, 0], "along the line, from the end where the van is");
  await page.getByRole("img", { name: /^Kaart van de route: stop \d+, \d+/ }).waitFor();
  await page.locator("[data-route-map] .me").waitFor({ state: "attached" });
  assert.deepEqual(await faults(page), []);
  assert.ok(!told.some((line) => line.includes("5.417") || line.includes("52.160")), "the van's place left the phone");

  // The server knows the order, also without a script and on the page where an order is done.
  const html = await (await page.request.get(TEAM)).text();
  assert.deepEqual([...html.matchAll(/data-place="([^"]*)"/g)].map(([, place]) => place), order.map(({ place }) => place));
  await page.locator("[data-stop] a").first().click();
  await page.getByRole("button", { name: "Aannemen" }).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("link", { name: "Klaar", exact: true }).click();
  await page.getByText(order[1].place).waitFor();
});

scenario("what comes in with urgency takes its place at once, and nothing falls out", async () => {
  const kept = [];
  for (const spot of SPOTS.slice(0, 3)) kept.push(await reported(spot, { category: "bulky_waste" }));
  const page = await (await person({ place: VAN })).newPage();
  await signIn(page, "crew@demo", "/werk");
  await page.goto("/werk?team=grofvuil");
  await until("the stops are there", async () => {
    const stops = await shown(page);
    return kept.every((place) => stops.some((stop) => stop.place === place));
  });
  const before = await shown(page);

  const urgent = await reported([5.4029, 52.1629], { category: "bulky_waste", answers: { passable: "no" } });
  await page.getByRole("status").filter({ hasText: `Spoed erbij: ${urgent}.` }).waitFor();

  const after = await shown(page);
  const first = after.findIndex(({ turn }) => turn === URGENT);
  assert.ok(after.some(({ place, turn }) => place === urgent && turn === URGENT));
  assert.ok(after.slice(first).every(({ turn }, at, rest) => at === 0 || rest[at - 1].turn <= turn));
  for (const { place } of before) assert.ok(after.some((stop) => stop.place === place), `${place} fell out`);
});

scenario("a crew puts a stop in front, and lets go of it again", async () => {
  const places = [];
  for (const spot of [[5.4021, 52.1652], [5.4075, 52.1633]]) places.push(await reported(spot, { category: "waste_beside_container" }));
  const page = await (await person({ place: VAN })).newPage();
  await signIn(page, "crew@demo", "/werk");
  await until("the stops are there", async () => {
    const stops = await shown(page);
    return places.every((place) => stops.some((stop) => stop.place === place));
  });
  const chosen = (await shown(page)).at(-1).place;
  await openStop(page, chosen);
  assert.deepEqual(await faults(page), []);
  await page.getByRole("button", { name: "Doe deze eerst" }).click();
  await page.getByText("Door jou vooraan").waitFor();
  assert.deepEqual(await faults(page), []);
  const turns = async () => (await shown(page)).map(({ turn }) => turn);
  const its = async () => (await shown(page)).find(({ place }) => place === chosen).turn;
  assert.equal(await its(), CHOSEN);
  assert.ok((await turns()).slice(0, (await turns()).indexOf(CHOSEN)).every((turn) => turn === 0), "only what the crew is at comes before it");
  await page.getByRole("button", { name: "Toch niet" }).click();
  await page.getByText("Door jou vooraan").waitFor({ state: "hidden" });
  await until("it takes its own turn again", async () => (await its()) !== CHOSEN);
});

scenario("who does not say where the van is can ask for it, and reads why it is not known", async () => {
  await reported(SPOTS[0], { category: "street_furniture_broken" });
  const page = await (await person()).newPage();
  await signIn(page, "crew@demo", "/werk");
  await page.getByText(/hemelsbreed$/).waitFor();
  await page.getByRole("button", { name: "Route vanaf hier" }).click();
  const why = page.getByText("Je telefoon geeft je plek niet.");
  await why.waitFor();

  const later = await reported([5.4088, 52.163], { category: "street_furniture_broken" });
  await until("the list came anew", async () => (await shown(page)).some(({ place }) => place === later));
  assert.ok(await why.isVisible(), "a list that came anew took the words away");
});
