// The dispatcher's inbox: by keyboard alone, several at once, taken back, and two people at one issue.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { sendReport } from "../lib/api.mjs";
import { DESK, NEAR, person } from "../lib/browser.mjs";
import { newPlace } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

const SEEN_MS_MAX = 1_000;
/** Of a dispatcher who walks along. */
const TABLET = { width: 768, height: 1024 };

/** Reports from just outside the buurten, which wait for a dispatcher; gives their places. */
async function wait(count) {
  const street = newPlace();
  const places = [];
  for (let number = 1; number <= count; number++) {
    const place = `${street} nummer ${String(number).padStart(2, "0")}`;
    const coordinates = [NEAR.longitude, NEAR.latitude + number * 0.000_02];
    await sendReport(coordinates, { category: "other", description: "Iets", locationText: place });
    places.push(place);
  }
  return { street, places };
}

/** A dispatcher with a page, before it all these places. */
async function desk(login, { street, places }) {
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, login, "/meldkamer");
  await until("all that waits is in the list", async () => (await rows(page, street).count()) === places.length);
  return page;
}

const rows = (page, text) => page.locator(".item", { hasText: text });
const toast = (page, text) => page.locator("[data-toast]", { hasText: text });

/** Brings the focus to the row of the place with j alone. */
async function goTo(page, place) {
  await page.keyboard.press("g");
  for (let steps = 0; steps < 120; steps++) {
    const text = await page.evaluate(() => document.activeElement?.closest("[data-issue]")?.textContent ?? "");
    if (text.includes(place)) return;
    await page.keyboard.press("j");
  }
  assert.fail(`${place} is not in the list`);
}

async function choose(page, places) {
  for (const place of places) {
    await goTo(page, place);
    await page.keyboard.press("x");
  }
}

async function open(page, place) {
  await goTo(page, place);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: place }).waitFor();
}

/** Presses Tab until the focus is on the button. */
async function tabTo(page, name) {
  for (let steps = 0; steps < 15; steps++) {
    const text = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    if (text.startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no button ${name} nearby`);
}

scenario("twenty waiting issues are handled by keyboard alone, and a second dispatcher sees it at once", async () => {
  const all = await wait(20);
  const { street, places } = all;
  const page = await desk("dispatcher@demo", all);
  const second = await desk("admin@demo", all);
  const left = async (count) => {
    const began = Date.now();
    await until(`${count} are left in the list`, async () => (await rows(page, street).count()) === count);
    await until(`the second sees ${count}`, async () => (await rows(second, street).count()) === count);
    const took = Date.now() - began;
    assert.ok(took < SEEN_MS_MAX, `the second dispatcher saw it after ${took} ms`);
  };

  // Eight to one team at once, taken back, and given again.
  await choose(page, places.slice(0, 8));
  const assign = async () => {
    await page.keyboard.press("t");
    await page.keyboard.type("Grof");
    await tabTo(page, "Toewijzen");
    await page.keyboard.press("Enter");
    await toast(page, "8 kwesties liggen nu bij Grofvuil.").waitFor();
    await left(12);
  };
  await assign();
  await page.keyboard.press("z");
  await toast(page, "8 kwesties teruggedraaid.").waitFor();
  await left(20);
  await choose(page, places.slice(0, 8));
  await assign();

  // Five are one.
  await choose(page, places.slice(8, 13));
  await page.keyboard.press("s");
  await toast(page, "5 kwesties zijn nu één").waitFor();
  await left(8);

  // One of them was not.
  await open(page, places[8]);
  await page.keyboard.press("S");
  await page.keyboard.press("Enter");
  await toast(page, "gesplitst").waitFor();
  await left(9);

  // One question to whoever reported it.
  await open(page, places[13]);
  await page.keyboard.press("v");
  await page.keyboard.type("Waar ligt het precies?");
  await tabTo(page, "Stel de vraag");
  await page.keyboard.press("Enter");
  await toast(page, "De vraag over").waitFor();

  // One to a team, alone.
  await open(page, places[14]);
  await page.keyboard.press("t");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await toast(page, "ligt nu bij").waitFor();
  await left(8);

  // One is closed with words, taken back, and closed.
  const close = async () => {
    await open(page, places[15]);
    await page.keyboard.press("a");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Het is opgehaald.");
    await tabTo(page, "Handel af");
    await page.keyboard.press("Enter");
    await toast(page, "wordt afgesloten").waitFor();
  };
  await close();
  await left(7);
  await page.keyboard.press("z");
  await toast(page, "Teruggedraaid").waitFor();
  await left(8);
  await close();
  await left(7);

  // The rest is closed together.
  await goTo(page, street);
  const rest = places.slice(16);
  await choose(page, rest);
  await page.keyboard.press("a");
  await page.keyboard.type("Er lag");
  await tabTo(page, "Handel af");
  await page.keyboard.press("Enter");
  await toast(page, "4 kwesties worden afgesloten.").waitFor();
  await left(3);
});

scenario("two dispatchers see each other at an issue, and the second reads what the first did", async () => {
  const all = await wait(1);
  const [place] = all.places;
  const first = await desk("dispatcher@demo", all);
  const second = await desk("admin@demo", all);
  for (const page of [first, second]) {
    await rows(page, place).getByRole("link").click();
    await page.getByRole("heading", { level: 2, name: place }).waitFor();
  }
  await first.getByText("Beheer kijkt mee").waitFor();
  await second.getByText("Meldkamer 1 kijkt mee").waitFor();

  // The hand is on a choice, so the page does not change under it.
  await second.getByRole("radio", { name: "Handhaving" }).check();
  await first.getByRole("radio", { name: "Grofvuil" }).check();
  await first.getByRole("button", { name: "Wijs toe" }).click();
  await toast(first, "ligt nu bij Grofvuil").waitFor();
  const answer = second.waitForResponse((response) => response.request().method() === "POST");
  await second.locator(".assign button.go").click();
  assert.equal((await answer).status(), 409);
  await toast(second, "is intussen veranderd en ligt nu bij Grofvuil").waitFor();
  await second.getByText("Nu bij Grofvuil. Welk team").waitFor();
});

scenario("the inbox with something chosen, done and its keys open is accessible, on a tablet too", async () => {
  const all = await wait(3);
  const page = await desk("dispatcher@demo", all);
  const found = [];
  await choose(page, all.places.slice(0, 2));
  found.push(...(await faults(page)));
  await page.keyboard.press("s");
  await toast(page, "2 kwesties zijn nu één").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Toetsen" }).waitFor();
  found.push(...(await faults(page)));
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await toast(page, "Teruggedraaid").waitFor();

  const tablet = await (await person({ viewport: TABLET })).newPage();
  await signIn(tablet, "dispatcher@demo", "/meldkamer");
  await rows(tablet, all.places[0]).getByRole("checkbox").check();
  found.push(...(await faults(tablet)));
  await rows(tablet, all.places[0]).getByRole("link").click();
  await tablet.getByRole("heading", { level: 2, name: all.places[0] }).waitFor();
  found.push(...(await faults(tablet)));
  assert.deepEqual(found, []);
});

scenario("without script the same forms do it", async () => {
  const all = await wait(2);
  const page = await (await person({ viewport: DESK, javaScriptEnabled: false })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");
  for (const place of all.places) await rows(page, place).getByRole("checkbox").check();
  await page.locator("#samen-team").selectOption({ label: "Handhaving" });
  await page.getByRole("button", { name: "Toewijzen" }).click();
  await toast(page, "2 kwesties liggen nu bij Handhaving.").waitFor();
  await page.getByRole("button", { name: "Ongedaan" }).click();
  await toast(page, "2 kwesties teruggedraaid.").waitFor();
  assert.equal(await rows(page, all.street).count(), 2);
});
