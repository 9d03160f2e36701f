// What dispatchers write: texts for residents in every language, and notes for each other.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { sendReport } from "../lib/api.mjs";
import { DESK, PHONE, person } from "../lib/browser.mjs";
import { photo } from "../lib/photo.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

/** Just outside the buurten: no crew's list grows by it. */
const CORNER = [5.4215, 52.1611];

let made;

/** One report outside all areas, the same in every test. */
const report = () => (made ??= sendReport(CORNER, { category: "other", description: "Iets", language: "ar" }));

/** Opens its issue: a whole number finds it, as soon as it is there. */
async function openIssue(page, { reportNumber }) {
  await until("the report has an issue", async () => {
    await page.goto(`/meldkamer?zoek=${reportNumber}`);
    return /meldkamer\/[0-9a-f-]{36}/.test(page.url());
  });
}

scenario("a text is made, chosen at an issue and read by the resident in Arabic", async () => {
  const sent = await report();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer/teksten");
  const found = await faults(page);
  await page.getByRole("button", { name: "Bewaar" }).click();
  // The browser itself asks for what is missing, so the page says it when a script is off only.
  await page.getByLabel("Als vraag aan de melder").check();
  await page.getByLabel("Naam, voor de meldkamer").fill("Welke kleur?");
  await page.getByLabel("Nederlands").fill("Welke kleur heeft het?");
  await page.getByLabel("العربية").fill("ما لونه؟");
  await page.getByRole("button", { name: "Bewaar" }).click();
  await page.getByRole("status").filter({ hasText: "Bewaard." }).waitFor();
  await page.getByRole("link", { name: /^Welke kleur\?.*geen English, Polski, Türkçe$/ }).waitFor();
  found.push(...(await faults(page)));

  await openIssue(page, sent);
  await page.locator("#vraag-uit").selectOption({ label: "Welke kleur?" });
  assert.equal(await page.locator("#vraag").inputValue(), "Welke kleur heeft het?");
  assert.ok(await page.locator("#vraag").evaluate((field) => field === document.activeElement));
  await page.getByRole("button", { name: "Stel de vraag" }).click();
  await page.getByRole("heading", { name: "Wacht op de melder" }).waitFor();

  const resident = await (await person({ viewport: PHONE, locale: "ar" })).newPage();
  await until("the resident reads it", async () => {
    await resident.goto(`/melding/${sent.reportId}`);
    return (await resident.getByText("“ما لونه؟”").count()) === 1;
  });
  assert.equal(await resident.getByText("“ما لونه؟”").getAttribute("lang"), "ar");
  found.push(...(await faults(resident)));

  await page.goto("/meldkamer/teksten");
  await page.getByRole("link", { name: /^Welke kleur\?/ }).click();
  await page.getByRole("button", { name: "Haal weg" }).click();
  await page.getByText("De tekst is weg.").waitFor();
  assert.deepEqual(found, []);
});

scenario("a note with a photo is written by keyboard, and one that is typed outlives a live change", async () => {
  const sent = await report();
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");
  await openIssue(page, sent);
  await page.locator("[data-live-state][data-state=on]").waitFor();
  await page.keyboard.press("i");
  await page.keyboard.type("Hond op het erf.");
  await page.locator("#bestand").setInputFiles(await photo("before"));
  await page.getByRole("button", { name: "Bewaar notitie" }).press("Enter");
  await page.getByRole("status").filter({ hasText: /^Notitie bij .* bewaard\./ }).waitFor();
  const picture = page.getByRole("img", { name: "Bijlage before.jpg, groot openen" });
  await picture.scrollIntoViewIfNeeded();
  await until("the photo is drawn", () => picture.evaluate((image) => image.complete && image.naturalWidth > 0));
  assert.deepEqual(await faults(page), []);

  // A colleague writes while this one types, and moves on to something else.
  await page.locator("#notitie").fill("Half getypt");
  await page.getByRole("heading", { name: "Meldkamer", exact: true }).click();
  const colleague = await (await person({ viewport: PHONE })).newPage();
  await signIn(colleague, "dispatcher@demo", "/meldkamer");
  await openIssue(colleague, sent);
  await colleague.getByLabel("Nieuwe notitie").fill("Van de ander.");
  await colleague.getByRole("button", { name: "Bewaar notitie" }).click();
  await colleague.getByText("Van de ander.").waitFor();

  await page.getByRole("button", { name: "Kwestie veranderd" }).waitFor();
  assert.equal(await page.locator("#notitie").inputValue(), "Half getypt");
  await page.getByRole("button", { name: "Kwestie veranderd" }).click();
  await page.getByText("Van de ander.").waitFor();
});
