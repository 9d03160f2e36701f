// What a boa does for an enforcement case, and the bundle that the office takes of it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sendReport } from "./api.mjs";
import { person } from "./browser.mjs";
import { photo } from "./photo.mjs";
import { newPlace } from "./resident.mjs";
import { signIn, stop } from "./staff.mjs";

/** What the rules of the demo send to the boas, in the Hoefkwartier. */
export const KIND = { category: "waste_beside_container" };

/** Where a phone is that stands eleven metres from a spot. */
export const here = ([longitude, latitude]) => ({ longitude, latitude: latitude + 0.0001, accuracy: 4 });

/** Makes an evidence photo, and waits until the phone has it. */
export async function capture(page, label, path) {
  await page.getByText(label, { exact: true }).click();
  await page.locator("input[type=file]").setInputFiles(path);
  await page.locator("[data-list] li", { hasText: label }).first().waitFor();
}

/** A boa with a phone at a spot, before the page on which evidence is made. */
export async function beginCapture(spot, place = newPlace(spot), habits = {}) {
  await sendReport(spot, { ...KIND, locationText: place });
  const page = await (await person({ place: here(spot), ...habits })).newPage();
  await signIn(page, "boa@demo", "/werk");
  // By its address: a phone that tells where it is gets its list in another order any moment.
  await page.goto(await stop(page, place).getByRole("link").first().getAttribute("href"));
  await page.getByRole("link", { name: "Leg bewijs vast" }).click();
  await page.getByText("Op 4 meter nauwkeurig.").waitFor();
  return page;
}

/** The page of a case with one photo. */
export async function openCase(spot) {
  const page = await beginCapture(spot);
  await capture(page, "Overzicht", await photo("before"));
  await page.getByRole("link", { name: "Naar de zaak" }).click();
  await page.getByRole("heading", { name: "1 bewijsfoto" }).waitFor();
  return page;
}

/** Downloads the bundle of the case on the page; gives its file, and the address of the page that checks it. */
export async function takeBundle(page, folder) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download het dossier" }).click();
  const path = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(path);
  // Nothing in the file is compressed.
  const bytes = await readFile(path);
  const [from, until] = [bytes.indexOf("<!doctype html>"), bytes.indexOf("</html>")];
  const own = join(folder, "controleer.html");
  await writeFile(own, bytes.subarray(from, until + "</html>".length));
  return { path, check: `file://${own}` };
}
