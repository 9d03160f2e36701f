// What residents tell about their report later: with and without script, and by axe.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { HERE, person } from "../lib/browser.mjs";
import { photo } from "../lib/photo.mjs";
import { newPlace, report } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { accept, begin, finish, openStop, signIn, state, stop } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

const reloadUntil = (page, what, shown) =>
  until(what, async () => {
    await page.reload();
    return shown.first().isVisible();
  });

/** A crew on a phone without script that does the work. */
async function done(place) {
  const crew = await (await person({ javaScriptEnabled: false })).newPage();
  await signIn(crew, "crew@demo", "/werk");
  await reloadUntil(crew, "the stop on the list", stop(crew, place));
  await openStop(crew, place);
  await accept(crew);
  await begin(crew);
  await finish(crew, await photo("after"));
  return crew;
}

scenario("without script what is still there goes back to the crew with a photo of now", async () => {
  const place = newPlace();
  const resident = await (await person({ javaScriptEnabled: false })).newPage();
  const { id } = await report(resident, { place, buurt: "De Horsten" });
  const crew = await done(place);
  await resident.goto(`/melding/${id}`);
  await reloadUntil(resident, "the end on the resident's page", state(resident, "Opgelost"));

  await resident.getByRole("link", { name: "Nog steeds daar" }).click();
  await resident.waitForURL("**/nog-steeds");
  await resident.getByRole("button", { name: "Stuur terug naar de ploeg" }).last().click();
  await resident.getByRole("link", { name: "Maak een foto, of schrijf op wat je ziet." }).waitFor();
  await resident.locator("#foto").setInputFiles(await photo("before"));
  await resident.getByLabel("Vertel het hier").fill("De matras ligt er nog.");
  await resident.getByRole("button", { name: "Stuur terug naar de ploeg" }).last().click();

  await resident.waitForURL(`**/melding/${id}`);
  await resident.getByText("De matras ligt er nog.").waitFor();
  await reloadUntil(resident, "the report open again", state(resident, "Weer open"));
  await crew.goto("/werk");
  await reloadUntil(crew, "the stop on the list again", stop(crew, place));
  await openStop(crew, place);
  await crew.getByText("De matras ligt er nog.").waitFor();
  await crew.getByAltText("Foto 1 van 1, later gestuurd, groot openen").waitFor();
});

scenario("the pages on which residents tell more are accessible", async () => {
  const page = await (await person({ place: HERE })).newPage();
  const found = [];
  const look = async () => found.push(...(await faults(page)));
  const place = newPlace();
  const { id } = await report(page, { place, text: "Blikjes en papier" });
  await page.goto(`/melding/${id}`);
  await state(page, "Bij de ploeg").waitFor();
  for (const step of ["meer", "intrekken", "vergeet-mij", "nog-steeds"]) {
    await page.goto(`/melding/${id}/${step}`);
    await look();
  }
  await page.goto(`/melding/${id}/meer`);
  await page.getByLabel("Vertel het hier").fill("Het is nu dubbel zo veel.");
  await page.getByRole("button", { name: "Verstuur" }).last().click();
  await page.waitForURL(`**/melding/${id}`);
  await look();
  await done(place);
  await page.goto(`/melding/${id}/nog-steeds`);
  await page.getByRole("button", { name: "Stuur terug naar de ploeg" }).last().click();
  await page.locator("#fout").waitFor();
  await look();
  await page.goto(`/melding/${id}`);
  await page.getByRole("button", { name: "Ja, opgelost" }).click();
  await page.getByText("Fijn dat het is opgelost").waitFor();
  await look();
  for (const path of ["/mijn", "/kaart", "/kaart?soort=litter&stand=opgelost"]) {
    await page.goto(path);
    await look();
  }
  await page.goto(`/melding/${id}/vergeet-mij`);
  await page.getByRole("button", { name: "Ja, vergeet mij" }).click();
  await page.getByRole("heading", { name: "We zijn je vergeten" }).waitFor();
  await look();
  assert.deepEqual(found, []);
});

scenario("the map follows what happens without being loaded again", async () => {
  const watcher = await (await person({ place: HERE })).newPage();
  await watcher.goto("/kaart");
  const count = async () => Number(await watcher.locator(".og-chip .og-n").nth(1).innerText());
  const before = await count();
  await report(await (await person({ place: HERE })).newPage(), { place: newPlace() });
  await until("one more open issue on the map", async () => (await count()) > before);
});
