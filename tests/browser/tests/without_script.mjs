// The same way on a phone that runs no scripts: forms, links and nothing else.
import assert from "node:assert/strict";
import { person } from "../lib/browser.mjs";
import { mailsArrived } from "../lib/mail.mjs";
import { photo } from "../lib/photo.mjs";
import { choosePhoto, go, newPlace, pick, report, skipQuestions, tap, tell, thanks } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { accept, begin, finish, openReview, openStop, REVIEW, signIn, state, stop } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

const plain = async () => (await person({ javaScriptEnabled: false })).newPage();

/** Loads the page again until it shows something, as a person without script does. */
const reloadUntil = (page, what, shown) =>
  until(what, async () => {
    await page.reload();
    return shown.isVisible();
  });

scenario("without script a report with a photo and a tap on the map reaches the crew, and comes back done", async () => {
  const place = newPlace();
  const mail = `zonder-script-${Date.now()}@example.nl`;
  const resident = await plain();
  await resident.goto("/");
  await resident.getByRole("link", { name: "Melding maken" }).click();
  await choosePhoto(resident);
  await go(resident, "Verder");
  await resident.waitForURL("**/melden/plek");
  await resident.getByLabel("Adres of naam van de plek").fill(place);
  await tapMap(resident);
  const name = (await resident.locator("[data-where] b").innerText()).trim();
  assert.notEqual(name, "Nog geen plek gekozen", "the tap put a pin");
  assert.equal(await resident.getByLabel("Adres of naam van de plek").inputValue(), place);
  await go(resident, "Dit is de plek");
  await pick(resident, "litter");
  await tell(resident, { mail });
  await go(resident, "Verstuur");
  const { id } = await thanks(resident);

  const crew = await plain();
  await signIn(crew, "crew@demo", "/werk");
  await reloadUntil(crew, "the stop on the list", stop(crew, place).first());
  await openStop(crew, place);
  await accept(crew);
  await begin(crew);
  await finish(crew, await photo("after"));

  await resident.goto(`/melding/${id}`);
  await reloadUntil(resident, "the end on the resident's page", state(resident, "Opgelost"));
  await resident.getByAltText("Na: de foto van de ploeg").waitFor();
  const mails = await mailsArrived(mail, 2);
  assert.ok(mails.length <= 3);
});

/** Taps the middle of the drawn map, and waits for the page that shows the pin. */
async function tapMap(page) {
  const map = page.locator("input[type=image]");
  const before = await map.getAttribute("src");
  const { width, height } = await map.boundingBox();
  await map.click({ position: { x: width / 2, y: height / 2 } });
  await page.locator(`input[type=image]:not([src="${before}"])`).waitFor();
}

scenario("without script the buurt may be chosen by name, and a crew that cannot do it says why", async () => {
  const place = newPlace();
  const resident = await plain();
  const { id } = await report(resident, { place, buurt: "De Horsten", tile: "bulky_waste" });
  const crew = await plain();
  await signIn(crew, "crew@demo", "/werk");
  await reloadUntil(crew, "the stop on the list", stop(crew, place).first());
  await openStop(crew, place);
  await crew.getByText("De Horsten").first().waitFor();
  await crew.getByRole("link", { name: "Lukt niet" }).click();
  await crew.getByRole("button", { name: /Al weg/ }).click();
  await crew.getByText(`${place} (ergens in De Horsten) is doorgegeven: het lukt niet.`).waitFor();

  await resident.goto(`/melding/${id}`);
  await reloadUntil(resident, "the end on the resident's page", state(resident, "Niet opgelost"));
  await resident.getByText("De ploeg is geweest. Het was al weg.").waitFor();
});

scenario("without script a neighbour sees what is known here, joins it, and the crew sees both", async () => {
  const place = newPlace();
  const upToTile = async () => {
    const page = await plain();
    await page.goto("/melden");
    await choosePhoto(page);
    await go(page, "Verder");
    await page.waitForURL("**/melden/plek");
    await page.getByLabel("Adres of naam van de plek").fill(place);
    await tapMap(page);
    await go(page, "Dit is de plek");
    await page.waitForURL("**/melden/wat");
    return page;
  };
  const first = await upToTile();
  await pick(first, "waste_beside_container");
  await skipQuestions(first);
  await go(first, "Verstuur");
  const one = await thanks(first);
  await first.goto(`/melding/${one.id}`);
  await reloadUntil(first, "a team has it", state(first, "Bij de ploeg"));

  const second = await upToTile();
  await tap(second, "waste_beside_container");
  await second.getByRole("heading", { name: "Is het een van deze?" }).waitFor();
  await second.getByText("Op deze plek. Gemeld: vandaag").first().waitFor();
  const shown = second.getByAltText("Foto van een eerdere melding");
  assert.equal(await shown.count(), 0, "a photo that nobody looked at");

  const desk = await plain();
  await signIn(desk, "dispatcher@demo", REVIEW);
  await openReview(desk, one.number, "Foto");
  await desk.getByRole("button", { name: "Goed, mag openbaar" }).click();
  await reloadUntil(second, "the approved photo", shown.first());
  await second.getByRole("button", { name: /^Ja, deze is het/ }).first().click();
  await second.waitForURL("**/melden/controle");
  await go(second, "Verstuur");
  const two = await thanks(second);
  assert.notEqual(one.number, two.number);

  const crew = await plain();
  await signIn(crew, "crew@demo", "/werk");
  await openStop(crew, place);
  await reloadUntil(crew, "both reports on the order", crew.getByText("2 meldingen"));
  await crew.getByText(one.number).waitFor();
  await crew.getByText(two.number).waitFor();
});
