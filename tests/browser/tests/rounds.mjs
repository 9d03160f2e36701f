// Bulky-waste rounds: a manager plans one and gives it, who reported reads the day, and a crew drives it without connection.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { ask } from "../lib/api.mjs";
import { DESK, PHONE, person } from "../lib/browser.mjs";
import { photo } from "../lib/photo.mjs";
import { give, planner, propose, reportThings, vehicleThatLeavesNow } from "../lib/rounds.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signInHere } from "../lib/staff.mjs";
import { Phone } from "../lib/street.mjs";
import { until } from "../lib/until.mjs";

const rows = (page) => page.locator(".way > li:has(.av--on)");
const places = (page) => page.locator(".way > li:has(.av--on) b").allInnerTexts();

/** Of today little may be left; the second day always comes. */
async function chooseSecondDay(page) {
  await page.locator("button.day").nth(1).click();
  await page.locator("button.day[aria-pressed=true]").nth(0).waitFor();
}

scenario("a manager plans a round, changes it and gives it; who reported reads the day in their own language", async () => {
  const made = await reportThings(4);
  const page = await planner({ viewport: DESK });
  await propose(page, made.length);
  assert.deepEqual((await places(page)).sort(), made.map(({ place }) => place).sort());
  assert.deepEqual(await faults(page), []);

  // The second stop comes first, the last stays behind and comes along again, and one is larger than it seemed.
  const [first, second] = await places(page);
  await rows(page).nth(1).getByRole("button", { name: /een plaats eerder/ }).click();
  await until("the second is first", async () => (await places(page))[0] === second);
  assert.equal((await places(page))[1], first);
  await rows(page).nth(3).getByRole("button", { name: /van de ronde/ }).click();
  await page.getByRole("button", { name: "Geef ronde van 3 stops" }).waitFor();
  const beside = page.locator(".way > li:has(.av--off)");
  await beside.first().getByRole("button", { name: /mee op deze ronde/ }).click();
  await page.getByRole("button", { name: "Geef ronde van 4 stops" }).waitFor();
  await rows(page).first().locator("summary").click();
  await page.getByLabel("Hoeveel m³ ligt er?").first().fill("3,5");
  await rows(page).first().getByRole("button", { name: "Bewaar" }).click();
  await rows(page).first().locator("summary", { hasText: "3,5 m³" }).waitFor();
  await chooseSecondDay(page);
  await page.getByLabel("Opmerking voor de ploeg").fill("Jaagpad alleen van de zuidkant in.");
  await page.getByRole("button", { name: "Bewaar opmerking" }).click();
  await page.getByText("geschat uit wat er gemeld is").waitFor();
  const promised = (await page.getByText(/lezen: “/).innerText()).match(/“(.*)”/)[1];
  const id = await give(page);
  assert.deepEqual(await faults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await faults(page), []);
  await page.goto("/rondes");
  assert.deepEqual(await faults(page), []);
  await page.goto("/rondes/wagens");
  assert.deepEqual(await faults(page), []);

  const resident = await (await person({ viewport: PHONE })).newPage();
  await until("the resident reads the day", async () => {
    await resident.goto(`/melding/${made[0].reportId}`);
    return (await resident.locator(".og-lead").innerText()).includes(promised);
  });
  assert.deepEqual(await faults(resident), []);
  const arab = await (await person({ viewport: PHONE, locale: "ar" })).newPage();
  await arab.goto(`/melding/${made[0].reportId}`);
  await arab.getByText("يأتي الفريق").first().waitFor();
  assert.deepEqual(await faults(arab), []);

  // It does not hold, and that is said as well.
  await page.goto(`/rondes/${id}`);
  await page.getByRole("button", { name: "Sluit de ronde" }).click();
  await page.getByText("De ronde is gesloten.").waitFor();
  await until("the resident reads that it is off", async () => {
    await resident.goto(`/melding/${made[0].reportId}`);
    return resident.getByText("De afgesproken dag gaat niet door").isVisible();
  });
  // Another round fetches them, so that they wait for nobody else.
  await propose(page, made.length);
  await chooseSecondDay(page);
  await give(page);
});

scenario("a crew drives a round without connection: stops, the full vehicle and the way on are on the phone", async () => {
  const made = await reportThings(3);
  const page = await planner({ viewport: DESK });
  const vehicle = await vehicleThatLeavesNow(page);
  await propose(page, made.length, vehicle);
  // The vehicle holds two of these.
  for (let at = 0; at < 3; at += 1) {
    await rows(page).nth(at).locator("summary").click();
    await rows(page).nth(at).getByLabel("Hoeveel m³ ligt er?").fill("6");
    await rows(page).nth(at).getByRole("button", { name: "Bewaar" }).click();
    await rows(page).nth(at).locator("summary", { hasText: /^6 m³, wijzig/ }).waitFor();
  }
  const order = await places(page);
  const id = await give(page);
  const path = `/werk/ronde/${id}`;

  const phone = await Phone.buy();
  try {
    await phone.go(path);
    await signInHere(phone.page, "crew@demo");
    await phone.page.getByRole("heading", { name: "Nog 3 stops" }).waitFor();
    assert.deepEqual(await faults(phone.page), []);
    await phone.go("/werk");
    await phone.page.locator(`[data-round="${path}"]`).waitFor();
    await until("the round is kept on the phone", () =>
      phone.page.evaluate(async (path) => {
        const kept = (await (await caches.open("crew-day")).keys()).map(({ url }) => new URL(url).pathname);
        const stops = [...document.querySelectorAll("[data-keep]")].map(({ dataset }) => `${dataset.keep}/klaar`);
        return kept.includes(path) && stops.length > 0 && stops.every((stop) => kept.includes(stop));
      }, path),
    );
    await until("the worker has the page", () => phone.page.evaluate(() => navigator.serviceWorker.controller !== null));
    phone.line.become("cut");

    const done = async (number) => {
      await phone.page.getByRole("link", { name: `Ik ben bij stop ${number}` }).click();
      await phone.page.getByRole("heading", { level: 1, name: order[number - 1] }).waitFor();
      await phone.page.getByRole("link", { name: "Klaar", exact: true }).click();
      await phone.page.locator("input[type=file]").first().setInputFiles(await photo("after"));
      await phone.page.locator("[data-list] img").waitFor();
      await phone.page.getByRole("button", { name: "Klaar melden" }).click();
      await phone.page.waitForURL((url) => url.pathname === path);
    };
    await phone.go(path);
    await done(1);
    await phone.page.getByRole("heading", { name: "Nog 2 stops" }).waitFor();
    await done(2);
    await phone.page.getByRole("heading", { name: "Nog 1 stop", exact: true }).waitFor();
    await phone.page.getByRole("button", { name: "Wagen is leeg" }).first().click();
    await phone.page.getByText("Dat de wagen leeg is, staat klaar op deze telefoon.").waitFor();
    assert.deepEqual(await faults(phone.page), []);
    await phone.restart();
    await phone.go(path);
    await phone.page.getByText("Dat de wagen leeg is, staat klaar op deze telefoon.").waitFor();

    phone.line.become("open");
    await phone.go(path);
    await until("the office has all of it", async () => {
      await page.goto(`/rondes/${id}`);
      const isDone = (await page.getByText("Klaar", { exact: true }).count()) === 2;
      return isDone && (await page.getByText("maakte de wagen leeg").count()) === 1;
    });
    await until("the vehicle is empty", async () => {
      await phone.go(path);
      return (await phone.page.getByRole("meter").getAttribute("aria-valuenow")) === "0";
    });
    await phone.page.getByText("staat klaar op deze telefoon").waitFor({ state: "hidden" });
    await done(3);
    await phone.page.getByRole("heading", { level: 1, name: "De ronde is klaar" }).waitFor();
    for (const { reportId } of made) {
      await until("the report is solved", async () => (await ask(`reports/${reportId}`)).status === "resolved");
    }
    await page.goto(`/rondes/${id}`);
    await page.locator(".chip", { hasText: "gesloten" }).waitFor();
  } finally {
    await phone.end();
  }
});
