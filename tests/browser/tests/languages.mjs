// Every language, from the first page to the thanks: five taps and a photo, and a change of language
// on the way that loses nothing.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { HERE, person } from "../lib/browser.mjs";
import { chooseBuurt, choosePhoto, common, go, newPlace, pick, thanks } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn, stop } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

// What a person may take; a debug build on a busy machine is slower than what users get.
const COMMON_MS_MAX = 30_000;
const SMALL_PHONE = { width: 320, height: 640 };

/** A page on which every tap is counted. */
async function counted(locale, options = {}) {
  const page = await (await person({ place: HERE, locale, ...options })).newPage();
  let taps = 0;
  const tap = async (locator) => {
    taps += 1;
    await locator.click();
  };
  return { page, tap, taps: () => taps };
}

for (const [locale, heading] of [["nl-NL", "Bedankt!"], ["ar", "شكرًا!"]]) {
  scenario(`the common case takes five taps and one photo, well under half a minute (${locale})`, async (t) => {
    const phone = await counted(locale);
    const begin = Date.now();
    await common(phone);
    const took = Date.now() - begin;
    t.diagnostic(`${phone.taps()} taps in ${took} ms without anybody thinking`);
    assert.equal(phone.taps(), 5);
    assert.ok(took < COMMON_MS_MAX, `${took} ms`);
    await phone.page.getByText(heading).first().waitFor();
  });
}

for (const locale of ["en", "tr", "ar", "pl"]) {
  scenario(`every page is accessible and fits a phone of 320 pixels in ${locale}`, async () => {
    const phone = await counted(locale, { viewport: SMALL_PHONE });
    const { page } = phone;
    const found = [];
    const look = async () => {
      assert.equal(await page.locator("html").getAttribute("lang"), locale);
      assert.equal(await page.locator("html").getAttribute("dir"), locale === "ar" ? "rtl" : "ltr");
      found.push(...(await faults(page)));
    };
    const { id } = await common(phone, look);
    for (const path of [`/melding/${id}`, "/hulp", "/toegankelijkheid", "/bestaat-niet", "/melding/zoek?nummer=LD-2222-22"]) {
      await page.goto(path);
      await look();
    }
    assert.deepEqual(found, []);
  });
}

/** Chooses a language in the bar of a step. */
async function change(page, name) {
  await page.locator(".og-lang summary").click();
  await page.locator(".og-lang").getByRole("button", { name }).click();
}

scenario("a change of language on the way keeps what was typed, also without script", async () => {
  const place = newPlace();
  const page = await (await person({ javaScriptEnabled: false })).newPage();
  await page.goto("/melden");
  await choosePhoto(page);
  await change(page, "English");
  await page.getByText("Ready", { exact: true }).waitFor();
  await go(page, "Continue");
  await page.getByLabel("Address or name of the place").fill(place);
  await change(page, "Polski");
  assert.equal(await page.getByLabel("Adres albo nazwa miejsca").inputValue(), place);
  await change(page, "Nederlands");
  await chooseBuurt(page, "De Horsten");
  await go(page, "Dit is de plek");
  await change(page, "Türkçe");
  await pick(page, "bulky_waste");
  await page.getByText("Matras", { exact: true }).or(page.getByText("Yatak", { exact: true })).click();
  await change(page, "English");
  assert.ok(await page.getByLabel("Mattress").isChecked());
  await change(page, "Türkçe");
  await go(page, "Devam");
  await page.locator("#uitleg").fill("Kırmızı bir koltuk");
  await page.locator("summary", { hasText: "Haber almak ister misin?" }).click();
  await page.locator("#mail").fill("dit is geen adres");
  await change(page, "العربية");
  assert.equal(await page.locator("#uitleg").inputValue(), "Kırmızı bir koltuk");
  assert.equal(await page.locator("#mail").inputValue(), "dit is geen adres");
  await page.locator("#mail").fill("");
  await go(page, "إرسال");
  const { id } = await thanks(page);
  await page.goto(`/melding/${id}`);
  await page.getByText("نفايات كبيرة").first().waitFor();

  // The crew reads Dutch, and the resident's words as they were typed.
  const crew = await (await person()).newPage();
  await signIn(crew, "crew@demo", "/werk");
  await stop(crew, place).first().click();
  await crew.getByText("Kırmızı bir koltuk").waitFor();
  await crew.getByText("Wat ligt er? Matras").waitFor();
  await crew.getByText("ergens in De Horsten").first().waitFor();
});

scenario("the language is chosen on the first page and kept", async () => {
  const page = await (await person({ locale: "de-DE" })).newPage();
  await page.goto("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "nl");
  await page.getByRole("link", { name: "Türkçe" }).click();
  await until("the page in Turkish", async () => (await page.locator("html").getAttribute("lang")) === "tr");
  await page.goto("/melden");
  await page.getByRole("heading", { name: "Fotoğraf çek" }).waitFor();
});
