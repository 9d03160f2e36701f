// What a resident does on the form, step by step, with and without script.
import { hasScript } from "./browser.mjs";
import { photo } from "./photo.mjs";

let made = 0;

/** Words that only this run uses, so that a report can be found among all others. */
export function newPlace() {
  made += 1;
  return `Wiekslag ${made}, proef ${Date.now().toString(36)}`;
}

export const go = (page, name) => page.getByRole("button", { name, exact: true }).last().click();

/** Step 1 with script: the photo is sent while the page is open. */
export async function takePhoto(page) {
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.locator("[data-list] input[name=photoId]").waitFor({ state: "attached" });
  await page.getByText("Staat klaar", { exact: true }).waitFor();
}

/** Step 1 without script: the photo travels with the form. */
export async function choosePhoto(page) {
  await page.locator("#foto").setInputFiles(await photo("before"));
}

/** Step 2 with script: the phone's own position is on the map. */
export async function stayHere(page, place) {
  await page.locator("[data-map-box] canvas").waitFor();
  await page.locator(".og-pin").waitFor();
  if (place) await page.getByLabel("Adres of naam van de plek").fill(place);
}

/** Step 3, as far as the tile. Where that kind is known nearby, the next page asks about it. */
export const tap = (page, tile) => page.locator(`button[name=category][value=${tile}]`).click();

/** Step 3. Tests report at the same spot; each means a thing of its own. */
export async function pick(page, tile) {
  await tap(page, tile);
  await page.waitForURL(/\/melden\/(bekend|vragen|controle)$/);
  if (page.url().endsWith("/bekend")) await go(page, "Nee, geen van deze");
}

/** Step 3 goes on where the category has questions: none needs an answer. */
export async function skipQuestions(page) {
  await page.waitForURL(/melden\/(vragen|controle)$/);
  if (page.url().endsWith("/vragen")) await page.locator(".og-dock .og-btn").click();
  await page.waitForURL("**/melden/controle");
}

/** Step 4: what may be told, and whom to tell. */
export async function tell(page, { text, mail, phone } = {}) {
  if (text) await page.getByLabel("Wil je nog iets vertellen?").fill(text);
  if (!mail && !phone) return;
  const fold = page.locator("details", { hasText: "Bericht krijgen?" });
  if (!(await fold.evaluate((it) => it.open))) await fold.locator("summary").click();
  if (mail) await page.getByLabel("Je mailadres").fill(mail);
  if (phone) await page.getByLabel("Je telefoonnummer").fill(phone);
}

/** Posts a place as the page without script does: a buurt chosen by name. */
export async function chooseBuurt(page, name, place) {
  const fold = page.locator("[data-area-fold]");
  // A script folds the list once it is there, which may be now.
  await fold.evaluate((it) => (it.open = true));
  if (hasScript(page)) await page.locator("[data-map-box] canvas").waitFor();
  await fold.evaluate((it) => (it.open = true));
  await page.getByLabel("Buurt", { exact: true }).selectOption({ label: name });
  if (place) await page.getByLabel("Adres of naam van de plek").fill(place);
}

/** The whole form, from its first page to the thanks. Gives the number and the id of the report. */
export async function report(page, { place, tile = "litter", buurt, ...told }) {
  const script = hasScript(page);
  await page.goto("/melden");
  await (script ? takePhoto(page) : choosePhoto(page));
  await go(page, "Verder");
  await page.waitForURL("**/melden/plek");
  if (buurt) await chooseBuurt(page, buurt, place);
  else await stayHere(page, place);
  await go(page, "Dit is de plek");
  await page.waitForURL("**/melden/wat");
  await pick(page, tile);
  await skipQuestions(page);
  await tell(page, told);
  await go(page, "Verstuur");
  return thanks(page);
}

/** Waits for the thanks. */
export async function thanks(page) {
  await page.waitForURL("**/melden/bedankt/*");
  const number = (await page.locator(".og-code").innerText()).trim();
  return { number, id: new URL(page.url()).pathname.split("/").at(-1) };
}

/**
 * The common case in any language: the one filled button of each page, and a tile. `look` is told the
 * name of each page once it is whole.
 */
export async function common({ page, tap }, look = async () => {}) {
  const main = page.locator(".og-dock .og-btn").first();
  await page.goto("/");
  await look("home");
  await tap(main);
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.locator("[data-list] input[name=photoId]").waitFor({ state: "attached" });
  await look("form");
  await tap(main);
  await page.locator(".og-pin").waitFor();
  await page.getByText("Zangvogelbuurt").first().waitFor();
  await look("place");
  await tap(main);
  await look("what");
  await tap(page.locator("button[name=category][value=litter]"));
  // Other tests report at this spot too: what is known there is no part of the common case.
  await page.waitForURL(/\/melden\/(bekend|controle)$/);
  if (page.url().endsWith("/bekend")) await main.click();
  await page.waitForURL("**/melden/controle");
  await look("check");
  await tap(main);
  const sent = await thanks(page);
  await look("thanks");
  return sent;
}
