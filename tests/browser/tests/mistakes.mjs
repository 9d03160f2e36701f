// Mistakes are told in words, at the place where they are, and nothing that was typed is lost.
import assert from "node:assert/strict";
import { FAR, HERE, person } from "../lib/browser.mjs";
import { heic, photo, textNamedJpeg } from "../lib/photo.mjs";
import { chooseBuurt, go, newPlace, pick, report, stayHere, takePhoto, tell } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { system } from "../lib/system.mjs";

const plain = async () => (await person({ javaScriptEnabled: false })).newPage();

/** The page says in its title and in a summary, which has the focus, what is wrong. */
async function told(page, words) {
  await page.locator("#fout").waitFor();
  assert.match(await page.title(), /^Fout: /);
  await page.locator("#fout:focus").waitFor();
  const summary = page.locator(".og-sum");
  assert.match(await summary.innerText(), words);
  const target = await summary.getByRole("link").first().getAttribute("href");
  assert.equal(await page.locator(target).count(), 1, `the summary leads to ${target}`);
}

/** Without script, up to the page with that path. */
async function upTo(page, path, place) {
  await page.goto("/melden");
  await go(page, "Verder");
  await page.waitForURL("**/melden/plek");
  if (path === "/melden/plek") return;
  await chooseBuurt(page, "De Horsten", place);
  await go(page, "Dit is de plek");
  await page.waitForURL("**/melden/wat");
  await pick(page, "litter");
  await page.waitForURL("**/melden/controle");
}

scenario("a report without a place is asked for one, and keeps the words that were typed", async () => {
  const page = await plain();
  await upTo(page, "/melden/plek");
  await page.getByLabel("Adres of naam van de plek").fill("Bij het zwembad");
  await go(page, "Dit is de plek");
  await told(page, /waar het is/);
  assert.equal(await page.getByLabel("Adres of naam van de plek").inputValue(), "Bij het zwembad");
});

scenario("a mistyped mail address is named, and the story stays", async () => {
  const page = await plain();
  await upTo(page, "/melden/controle", newPlace());
  await tell(page, { text: "Drie dozen en een stoel", mail: "jan@", phone: "06 12345678" });
  await go(page, "Verstuur");
  await told(page, /mailadres/i);
  assert.equal(await page.getByLabel("Wil je nog iets vertellen?").inputValue(), "Drie dozen en een stoel");
  assert.equal(await page.getByLabel("Je mailadres").inputValue(), "jan@");
  assert.equal(await page.getByLabel("Je telefoonnummer").inputValue(), "06 12345678");
  await page.getByLabel("Je mailadres").fill("jan@example.nl");
  await go(page, "Verstuur");
  await page.waitForURL("**/melden/bedankt/*");
});

for (const [what, make] of [["a text named .jpg", textNamedJpeg], ["a HEIC photo", heic]]) {
  scenario(`${what} is refused in words, without script`, async () => {
    const page = await plain();
    await page.goto("/melden");
    await page.locator("#foto").setInputFiles(await make());
    await go(page, "Verder");
    await told(page, /foto/i);
    await go(page, "Verder");
    await page.waitForURL("**/melden/plek");
  });

  scenario(`${what} is refused in words while the page is open, with script`, async () => {
    const page = await (await person({ expect: ["/api/v1/photos"] })).newPage();
    await page.goto("/melden");
    await page.locator("#foto").setInputFiles(await make());
    await page.locator(".og-shot__bar--bad").waitFor();
    assert.equal(await page.locator("[data-list] input[name=photoId]").count(), 0);
    assert.match(await page.locator(".og-shot__bar--bad").innerText(), /foto/i);
  });
}

scenario("a place outside the municipality is refused in words, on the map and on the form", async () => {
  const page = await (await person({ place: FAR, expect: ["/api/v1/areas/at"] })).newPage();
  await page.goto("/melden/plek");
  await stayHere(page);
  await page.getByText("Deze plek ligt buiten ons gebied.").waitFor();
  await go(page, "Dit is de plek");
  await page.getByRole("heading", { name: "Hier ruimen wij niet op" }).waitFor();
  assert.match(await page.title(), /^Fout: /);
});

scenario("going back through the form with the browser loses nothing", async () => {
  // Where nothing is known, so that no question comes in between.
  const quiet = { longitude: 5.3985, latitude: 52.169, accuracy: 12 };
  const page = await (await person({ place: quiet })).newPage();
  const place = newPlace();
  await page.goto("/melden");
  await takePhoto(page);
  await go(page, "Verder");
  await stayHere(page, place);
  await go(page, "Dit is de plek");
  await pick(page, "litter");
  await page.waitForURL("**/melden/controle");
  await tell(page, { text: "Een bank op de stoep", mail: "bewoner@example.nl" });

  await page.goBack();
  await page.waitForURL("**/melden/wat");
  await page.goBack();
  await page.waitForURL("**/melden/plek");
  assert.equal(await page.getByLabel("Adres of naam van de plek").inputValue(), place);
  await page.goBack();
  await page.waitForURL("**/melden");
  await page.getByText("Staat klaar", { exact: true }).waitFor();
  await page.goForward();
  await page.goForward();
  await page.goForward();
  await page.waitForURL("**/melden/controle");
  assert.equal(await page.getByLabel("Wil je nog iets vertellen?").inputValue(), "Een bank op de stoep");

  // And by the form's own way back, which asks the server each time.
  await page.goto("/melden");
  await page.getByAltText("Foto 1", { exact: true }).waitFor();
  await go(page, "Verder");
  assert.equal(await page.getByLabel("Adres of naam van de plek").inputValue(), place);
  await go(page, "Dit is de plek");
  await page.locator("button[value=litter][aria-pressed=true]").click();
  await page.waitForURL("**/melden/controle");
  await page.getByText("1 foto staat klaar").waitFor();
  await page.getByText(place).waitFor();
});

scenario("pressing Verstuur twice makes one report", async () => {
  const context = await person({ javaScriptEnabled: false });
  const page = await context.newPage();
  await upTo(page, "/melden/controle", newPlace());
  const key = await page.locator("input[name=key]").inputValue();
  const { url } = await system();
  const press = (description) =>
    context.request.post("/melden/controle", {
      form: { key, description, email: "", phone: "" },
      headers: { origin: url },
    });
  const answers = await Promise.all([press("één"), press("twee"), press("één")]);
  await go(page, "Verstuur");
  await page.waitForURL("**/melden/bedankt/*");
  const ends = new Set([...answers.map((answer) => answer.url()), page.url()]);
  assert.equal(ends.size, 1, [...ends].join(" "));
  assert.match([...ends][0], /\/melden\/bedankt\//);
});

scenario("a report can be found again by its number, and a wrong number is told", async () => {
  const page = await plain();
  const { number, id } = await report(page, { place: newPlace(), buurt: "Liendert-Zuid" });
  const find = async (text) => {
    await page.goto("/");
    await page.getByText("Zoek met een nummer").click();
    await page.getByLabel("Nummer van je melding").fill(text);
    await page.getByRole("button", { name: "Zoek" }).click();
  };
  await find(number.toLowerCase());
  await page.waitForURL(`**/melding/${id}`);
  await find("LD-2222-22");
  await page.getByText("Dit nummer kennen we niet.").waitFor();
  assert.match(await page.title(), /^Fout: /);
});

scenario("a photo that was sent can be taken away again", async () => {
  const page = await (await person()).newPage();
  await page.goto("/melden");
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.getByText("Staat klaar", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Foto 1 weghalen" }).click();
  assert.equal(await page.locator("[data-list] li").count(), 0);
  await go(page, "Verder");
  await page.waitForURL("**/melden/plek");
});
