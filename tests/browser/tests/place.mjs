// Where it is: by name, by what stands there, and whose it is when it is not ours.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { HERE, person } from "../lib/browser.mjs";
import { go, pick, skipQuestions, stayHere } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { until } from "../lib/until.mjs";

const FIELD = "Adres of naam van de plek";
/** In Hoevelaken, which is part of Nijkerk. */
const HOEVELAKEN = { longitude: 5.46, latitude: 52.175, accuracy: 12 };

const suggestion = (page, name) => page.locator("[data-choose]", { hasText: name });
const longitude = (page) => page.locator("input[name=longitude]").inputValue();

scenario("a place is found while its name is typed, and what stands there can be picked", async () => {
  const page = await (await person({ place: HERE })).newPage();
  await page.goto("/melden/plek");
  await stayHere(page);
  await page.getByText("Container 1043", { exact: true }).waitFor();
  await page.getByLabel(FIELD).pressSequentially("vogelpl");
  await suggestion(page, "Vogelplein").waitFor();
  assert.equal(await page.getByRole("button", { name: "Zoek deze plek" }).isVisible(), false);
  assert.deepEqual(await faults(page), []);
  await suggestion(page, "Vogelplein").click();
  assert.equal(await page.getByLabel(FIELD).inputValue(), "Vogelplein");
  assert.equal(await longitude(page), "5.403950");
  await page.getByRole("radio", { name: /Container 1043/ }).check({ force: true });
  assert.deepEqual(await faults(page), []);
  await go(page, "Dit is de plek");
  await pick(page, "waste_beside_container");
  await skipQuestions(page);
  await page.getByText("Vogelplein, Zangvogelbuurt").waitFor();
  await page.getByText("Container 1043", { exact: true }).waitFor();
  await page.goto("/melden/plek");
  await page.locator("[data-map-box] canvas").waitFor();
  assert.equal(await page.getByRole("radio", { name: /Container 1043/ }).isChecked(), true);
});

scenario("a place is found with the keyboard alone", async () => {
  const page = await (await person({ place: HERE })).newPage();
  await page.goto("/melden/plek");
  await stayHere(page);
  await page.getByLabel(FIELD).focus();
  await page.keyboard.type("groene stee");
  await page.keyboard.press("Enter");
  await page.locator("[data-choose]:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#plek:focus").waitFor();
  assert.equal(await page.locator("[data-choose]").count(), 0, "Escape puts the suggestions away");
  await page.keyboard.press("Enter");
  await page.locator("[data-choose]:focus").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#plek:focus").waitFor();
  assert.equal(await page.getByLabel(FIELD).inputValue(), "De Groene Stee");
  await go(page, "Dit is de plek");
  await page.waitForURL("**/melden/wat");
});

scenario("without script a place is found with a button, and chosen from a list", async () => {
  const page = await (await person({ javaScriptEnabled: false })).newPage();
  await page.goto("/melden/plek");
  await page.getByLabel(FIELD).fill("wieksalg");
  await page.getByRole("button", { name: "Zoek deze plek" }).click();
  await page.waitForURL("**/melden/plek?zoek=1");
  await suggestion(page, "Wiekslag").first().click();
  await page.waitForURL("**/melden/plek");
  await page.locator("[data-where]", { hasText: "Zangvogelbuurt" }).waitFor();
  await page.getByRole("radio", { name: /meter/ }).first().check({ force: true });
  await go(page, "Dit is de plek");
  await pick(page, "litter");
  await page.waitForURL("**/melden/controle");
  await page.getByText("Wiekslag, Zangvogelbuurt").waitFor();
});

scenario("a place of a neighbour is said to be whose it is, on an accessible page", async () => {
  const page = await (await person({ place: HOEVELAKEN, expect: ["/api/v1/areas/at", "/melden/plek"] })).newPage();
  await page.goto("/melden/plek");
  await stayHere(page);
  await page.getByText("Deze plek ligt buiten ons gebied.").waitFor();
  await go(page, "Dit is de plek");
  await page.getByText("Dat is de gemeente Nijkerk.").waitFor();
  const link = page.getByRole("link", { name: /Meld het bij Nijkerk/ });
  assert.equal(await link.getAttribute("href"), "https://www.nijkerk.eu");
  assert.deepEqual(await faults(page), []);
  await page.getByRole("link", { name: "Kies een andere plek" }).click();
  await page.waitForURL("**/melden/plek");
});

scenario("the municipality's own base map lies under the pin, in light and in dark, and says whose it is", async () => {
  for (const [locale, colorScheme] of [["nl-NL", "light"], ["ar", "dark"]]) {
    const context = await person({ place: HERE, locale, colorScheme });
    const page = await context.newPage();
    const tile = page.waitForResponse((answer) => answer.url().includes("/kaart/tegels/14/") && answer.ok());
    await page.goto("/melden/plek");
    if (!(await page.locator("form[data-base]").count())) return;
    await tile;
    await page.locator(".og-map__credit", { hasText: "Proefkaart" }).waitFor();
    const water = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--og-map-water"));
    await until("the canal is drawn", async () => hasColour(page, await page.locator("[data-map-box]").screenshot(), water.trim()));
    assert.deepEqual(await faults(page), []);
  }
});

/** Whether the picture has a good many pixels of the colour: `#rrggbb`. */
function hasColour(page, png, colour) {
  return page.evaluate(
    async ({ png, colour }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const sheet = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      sheet.drawImage(bitmap, 0, 0);
      const { data } = sheet.getImageData(0, 0, bitmap.width, bitmap.height);
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      let found = 0;
      for (let at = 0; at < data.length; at += 4) if (wanted.every((part, index) => Math.abs(part - data[at + index]) < 6)) found++;
      return found > 500;
    },
    { png: png.toString("base64"), colour },
  );
}
