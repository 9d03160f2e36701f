// The dispatcher's list: searched, chosen, kept, and the same on the map.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { sendReport } from "../lib/api.mjs";
import { DESK, PHONE, person } from "../lib/browser.mjs";
import { newPlace } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

/** Just outside the buurten: no crew's list grows by it. */
const CORNER = [5.4215, 52.1611];
const KINDS = ["litter", "bin_full", "bulky_waste"];

let made;

/** A street with one report of each kind, the same in every test; gives its name. */
const street = () => (made ??= reportEach());

async function reportEach() {
  const name = newPlace();
  for (const [number, category] of KINDS.entries()) {
    const coordinates = [CORNER[0], CORNER[1] + number * 0.000_2];
    const locationText = `${name} ${number + 1}`;
    await sendReport(coordinates, { category, description: "Iets", locationText });
  }
  return name;
}

const rows = (page) => page.locator(".item");

/** Searches by keyboard until all are there: the way of a report takes a moment. */
async function search(page, words, count) {
  // From then on letters are keys.
  await page.locator("[data-live-state][data-state=on]").waitFor();
  await until(`${count} are found`, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(/zoek=/);
    await page.locator("[data-live-state][data-state=on]").waitFor();
    return (await rows(page).count()) === count;
  });
}

const onMap = (page) => page.locator("[data-desk-map]").getAttribute("data-marks");

scenario("a list is searched, narrowed and kept by keyboard, and the map shows the same", async () => {
  const name = await street();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");

  await search(page, name, KINDS.length);
  await until("the map shows them too", async () => (await onMap(page)) === String(KINDS.length));

  await page.keyboard.press("f");
  await page.getByRole("checkbox", { name: "Prullenbak vol" }).focus();
  await page.keyboard.press("Space");
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press("Enter");
  await page.waitForURL(/soort=bin_full/);
  assert.equal(await rows(page).count(), 1);
  await page.getByText("1 kwestie", { exact: true }).waitFor();
  await until("the map shows the one", async () => (await onMap(page)) === "1");

  await page.keyboard.press("f");
  await page.getByLabel("Bewaar deze lijst als").fill("Volle bakken");
  await page.getByLabel("Ook voor collega’s").check();
  await page.keyboard.press("Enter");
  const kept = page.getByRole("link", { name: /^Volle bakken/ });
  await kept.waitFor();

  await page.getByRole("link", { name: "Prullenbak vol, haal weg" }).click();
  assert.equal(await rows(page).count(), KINDS.length);
  await kept.click();
  await page.waitForURL(/soort=bin_full/);
  assert.equal(await rows(page).count(), 1);
  assert.deepEqual(await faults(page), []);
  await page.getByRole("button", { name: "Haal Volle bakken weg" }).click();
  await kept.waitFor({ state: "detached" });
});

scenario("the map comes closer, lists what is in view, opens an issue and stays where it was", async () => {
  const name = await street();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");
  await search(page, name, KINDS.length);
  await until("the map shows them", async () => (await onMap(page)) === String(KINDS.length));

  await page.getByRole("button", { name: "Toon wat in beeld is" }).click();
  await page.waitForURL(/kader=/);
  await page.getByRole("link", { name: "Deel van de kaart, haal weg" }).waitFor();
  assert.equal(await rows(page).count(), KINDS.length);

  await rows(page).first().getByRole("link").click();
  await page.waitForURL(/\/meldkamer\/[0-9a-f-]{36}/);
  const pane = page.locator("[data-desk-map-state=open]");
  await pane.waitFor();
  const stood = () => page.evaluate(() => sessionStorage.getItem("og-desk-map"));
  for (let step = 0; step < 3; step++) {
    const before = await stood();
    await page.getByRole("button", { name: "Dichterbij" }).click();
    await until("the map came closer", async () => (await stood()) !== before);
  }
  const there = await stood();
  await page.reload();
  await pane.waitFor();
  assert.equal(await stood(), there);
});

scenario("without script a list is searched and narrowed too", async () => {
  const name = await street();
  const page = await (await person({ viewport: PHONE, javaScriptEnabled: false })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");
  await until("all are found", async () => {
    await page.getByLabel("Zoek op plek, nummer of tekst").fill(name);
    await page.getByRole("button", { name: "Zoek" }).click();
    return (await rows(page).count()) === KINDS.length;
  });
  await page.getByText("Filter", { exact: false }).first().click();
  await page.getByRole("checkbox", { name: "Grofvuil" }).first().check();
  await page.getByRole("button", { name: "Toon" }).click();
  assert.equal(await rows(page).count(), 1);

  await page.getByLabel("Zoek op plek, nummer of tekst").fill(`${name} bestaat niet`);
  await page.getByRole("button", { name: "Zoek" }).click();
  await page.getByRole("heading", { name: "Niets gevonden" }).waitFor();
  await page.getByRole("link", { name: "Zoek in wat is afgehandeld" }).click();
  await page.waitForURL(/weergave=klaar/);
});
