// The whole way with the keyboard alone, by the names that a screen reader says: a report of something that is known
// there already, the thanks, and saying that it is solved.
import assert from "node:assert/strict";
import { atTeam, sendReport } from "../lib/api.mjs";
import { person } from "../lib/browser.mjs";
import { falls, press, reach, texts } from "../lib/keyboard.mjs";
import { photo } from "../lib/photo.mjs";
import { thanks } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { complete } from "../lib/staff.mjs";

/** Where no other test reports such a thing, so that what is known there is what the neighbour told. */
const SPOTS = {
  nl: { name: "De Groene Stee", coordinates: [5.40532, 52.16867] },
  ar: { name: "Sporthal Midland", coordinates: [5.40356, 52.16486] },
};
const THING = "bulky_waste";

/** Somebody else told of it before. */
async function neighbour({ coordinates }) {
  const { reportId } = await sendReport(coordinates, { category: THING });
  await atTeam(reportId);
}

async function photoAndPlace(page, t, spot) {
  await press(page.getByRole("link", { name: t("home-report") }));
  await page.waitForURL("**/melden");
  const field = page.getByLabel(t("photo-take"));
  const asked = page.waitForEvent("filechooser");
  await press(field);
  await (await asked).setFiles(await photo("before"));
  await page.locator("[data-list] input[name=photoId]").waitFor({ state: "attached" });
  await press(page.getByRole("button", { name: t("page-go-on") }));
  await page.waitForURL("**/melden/plek");

  await page.locator("[data-map-box] [data-locate]").waitFor();
  // A mistake first: nobody said where it is. The summary has the focus, and leads to the map.
  await press(page.getByRole("button", { name: t("place-go") }));
  await falls(page.locator("#fout"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const place = page.getByRole("textbox", { name: t("place-text") });
  await falls(page.locator("#kaart"));
  await page.locator("[data-map-box] [data-locate]").waitFor();
  await reach(place, "Shift+Tab");
  await page.keyboard.type(spot.name);
  await page.keyboard.press("Enter");
  await falls(page.getByRole("button", { name: spot.name }));
  await page.keyboard.press("Enter");
  await falls(place);
  await press(page.getByRole("button", { name: t("place-go") }));
  await page.waitForURL("**/melden/wat");
}

/** What lies there, one of several; whether one can pass, by the arrows of a list of which one is chosen. */
async function questions(page) {
  await page.waitForURL("**/melden/vragen");
  const items = page.getByRole("checkbox");
  await press(items.nth(1), "Space");
  assert.ok(await items.nth(1).isChecked());
  const choices = page.getByRole("radio");
  await reach(choices.first());
  await page.keyboard.press("ArrowDown");
  assert.ok(await choices.nth(1).isChecked());
}

async function send(page, t) {
  await page.waitForURL("**/melden/controle");
  await reach(page.getByRole("textbox", { name: t("check-more") }));
  await page.keyboard.type("Een bank");
  await press(page.locator("summary", { hasText: t("check-contact") }));
  await reach(page.getByRole("textbox", { name: t("check-mail") }));
  await page.keyboard.type("toets@voorbeeld.nl");
  await press(page.getByRole("button", { name: t("check-send") }));
  const { id } = await thanks(page);
  await page.getByRole("heading", { level: 1, name: t("thanks-heading") }).waitFor();
  await press(page.getByRole("link", { name: t("thanks-follow") }));
  await page.waitForURL(`**/melding/${id}`);
  return id;
}

/** The crew comes while the resident looks at the page, whose focus is not lost. */
async function follow(page, t, spot, id) {
  await page.locator("[data-live-state][data-state=on]").waitFor({ state: "attached" });
  await atTeam(id);
  const more = page.getByRole("link", { name: t("answer-more") });
  await reach(more);
  await complete(id, spot.coordinates, await photo("after"));
  await page.getByRole("button", { name: t("answer-solved") }).waitFor();
  // The link is gone with what it was for; the focus is where the news begins.
  await falls(page.locator("[data-live-content]"));
  await press(page.getByRole("button", { name: t("answer-solved") }));
  await page.getByText(t("answer-thanks")).waitFor();
}

for (const [tag, spot] of Object.entries(SPOTS)) {
  scenario(`a report is made and followed with the keyboard alone, by names (${tag})`, async () => {
    const t = await texts(tag);
    await neighbour(spot);
    const page = await (await person({ locale: tag })).newPage();
    await page.goto("/");
    await photoAndPlace(page, t, spot);
    await press(page.getByRole("button", { name: t(`category-${THING}`) }));
    await page.getByRole("heading", { level: 1, name: t("known-heading") }).waitFor();
    if (tag === "nl") await press(page.getByRole("button", { name: t("known-yes") }));
    else {
      await press(page.getByRole("button", { name: t("known-none") }));
      await questions(page);
      await press(page.getByRole("button", { name: t("page-go-on") }));
    }
    await follow(page, t, spot, await send(page, t));
  });
}

scenario("who is at the picture of the map with the keyboard is at the map when it comes", async () => {
  const page = await (await person()).newPage();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/areas", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/melden/plek");
  await reach(page.locator("[data-map-picture]"));
  release();
  await falls(page.locator("[data-map-box] canvas"));
});
