// Looking at photos and words before they are public: by keyboard alone, and without script.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { DESK, HERE, person } from "../lib/browser.mjs";
import { newPlace, report } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { openReview, REVIEW, signIn } from "../lib/staff.mjs";

/** A report of a new phone, with a telephone number in its words. */
async function reported() {
  const page = await (await person({ place: HERE })).newPage();
  return report(page, { place: newPlace(), tile: "other", text: "Bel Anna op 06 12345678, of kom langs." });
}

scenario("a dispatcher makes a part of a photo unrecognisable by keyboard alone", async () => {
  const { number } = await reported();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", REVIEW);
  const href = await openReview(page, number, "Foto");
  assert.deepEqual(await faults(page), []);
  const before = await page.locator(".canvas img").getAttribute("src");
  await page.locator(".cover input").first().focus();
  for (const key of ["ArrowRight", "ArrowDown", " ", "ArrowLeft", " "]) await page.keyboard.press(key);
  assert.equal(await page.locator(".cover input:checked").count(), 2);
  await page.keyboard.press("v");
  await page.locator(".note--done", { hasText: "Onherkenbaar gemaakt" }).waitFor();
  await page.goto(href);
  await page.getByText("Onherkenbaar gemaakt en openbaar, door").waitFor();
  assert.notEqual(await page.locator(".canvas img").getAttribute("src"), before);
});

scenario("a drawn box is sent with the photo, and an approval can be taken back by its key", async () => {
  const { number } = await reported();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", REVIEW);
  const href = await openReview(page, number, "Foto");
  const { x, y, width, height } = await page.locator(".cover").boundingBox();
  await page.mouse.move(x + width * 0.3, y + height * 0.3);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height * 0.55, { steps: 4 });
  await page.mouse.up();
  const [box] = await page.locator(".cover i input").evaluateAll((fields) => fields.map((it) => it.value.split(",").map(Number)));
  assert.ok(Math.abs(box[0] - 300) < 5 && Math.abs(box[2] - 300) < 5, `drawn at ${box}`);
  assert.equal(await page.locator(".cover input:checked").count(), 0);
  await page.keyboard.press("g");
  await page.locator(".note--done", { hasText: "Goedgekeurd" }).waitFor();
  await page.keyboard.press("z");
  await page.waitForURL(`**${href}`);
  await page.getByRole("button", { name: "Goed, mag openbaar" }).waitFor();
});

scenario("without script a photo is rejected with a reason, and words are taken out", async () => {
  const { number } = await reported();
  const page = await (await person({ viewport: DESK, javaScriptEnabled: false })).newPage();
  await signIn(page, "dispatcher@demo", REVIEW);
  await openReview(page, number, "Foto");
  await page.getByRole("button", { name: "Foto niet tonen" }).click();
  await page.getByRole("alert").filter({ hasText: "Kies waarom" }).waitFor();
  await page.getByLabel("Niet tonen, omdat").selectOption({ label: "Past niet bij de melding" });
  await page.getByRole("button", { name: "Foto niet tonen" }).click();
  await page.getByText("De foto wordt niet getoond").waitFor();
  const href = await openReview(page, number, "Tekst");
  await page.getByLabel("Ook weglaten").fill("Anna");
  await page.getByRole("button", { name: "Weglaten" }).click();
  await page.getByText(`Woorden weggelaten uit ${number}`).waitFor();
  await page.goto(href);
  await page.getByText("Bel ▇▇▇▇").waitFor();
  assert.equal(await page.getByText("12345678").count(), 0);
});

scenario("the page about words has no fault that can be measured", async () => {
  const { number } = await reported();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", REVIEW);
  await openReview(page, number, "Tekst");
  assert.deepEqual(await faults(page), []);
});
