// The questions about a kind of thing: asked when they fit, never required, and now and then a reason
// not to report at all.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { person } from "../lib/browser.mjs";
import { chooseBuurt, go, newPlace, pick, thanks } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn, stop } from "../lib/staff.mjs";

/** Until the questions about the tile. */
async function arrive(page, tile, place) {
  await page.goto("/melden");
  await go(page, "Verder");
  await chooseBuurt(page, "De Horsten", place);
  await go(page, "Dit is de plek");
  await pick(page, tile);
}

scenario("a question shows after the answer it depends on, and the crew reads the answers", async () => {
  const place = newPlace();
  const page = await (await person()).newPage();
  await arrive(page, "bulky_waste", place);
  const blocked = page.getByText("Wie kan er niet langs?");
  await blocked.waitFor({ state: "hidden" });
  await page.getByText("Bank", { exact: true }).click();
  await page.getByText("Nee", { exact: true }).click();
  await blocked.waitFor();
  assert.deepEqual(await faults(page), []);
  await page.getByText("Rolstoel of kinderwagen").click();
  await go(page, "Verder");
  await page.getByText("Rolstoel of kinderwagen").waitFor();
  assert.deepEqual(await faults(page), []);
  // Back to the questions with a button of the page, and nothing is forgotten.
  await page.getByRole("button", { name: /Kun je er nog langs/ }).click();
  await page.getByText("Ja", { exact: true }).click();
  await blocked.waitFor({ state: "hidden" });
  await go(page, "Verder");
  await page.waitForURL("**/melden/controle");
  assert.equal(await page.getByText("Rolstoel of kinderwagen").count(), 0);
  await go(page, "Verstuur");
  await thanks(page);

  const crew = await (await person()).newPage();
  await signIn(crew, "crew@demo", "/werk");
  await stop(crew, place).first().click();
  await crew.getByText("Wat ligt er? Bank").waitFor();
  await crew.getByText("Kun je er nog langs? Ja").waitFor();
});

scenario("an answer can be a reason not to report, which also works without script", async () => {
  const page = await (await person({ javaScriptEnabled: false })).newPage();
  await arrive(page, "bulky_waste", newPlace());
  await page.getByText("Van mij", { exact: true }).click();
  await go(page, "Verder");
  await page.getByRole("heading", { name: "Van jou? Laat het ophalen" }).waitFor();
  assert.equal(await page.getByRole("link", { name: /Bel 14/ }).getAttribute("href"), "tel:14033");
  // The check cannot be reached around the advice.
  await page.goto("/melden/controle");
  await page.waitForURL("**/melden/advies");
  await go(page, "Toch niet van mij, ga verder");
  await page.waitForURL("**/melden/controle");
  assert.equal(await page.getByText("Van mij").count(), 0);
});

scenario("the advice is accessible, and a category without questions asks none", async () => {
  const page = await (await person()).newPage();
  await arrive(page, "street_furniture_broken", newPlace());
  await page.getByText("Ja, het is gevaarlijk").click();
  await go(page, "Verder");
  await page.getByRole("heading", { name: "Bel ons, dan komen we meteen" }).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.goto("/melden/wat");
  await pick(page, "litter");
  await page.waitForURL("**/melden/controle");
});
