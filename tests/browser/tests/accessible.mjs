// Pages with a mistake on them and those of staff are clean in axe, in light and dark. Those of residents: pages.mjs.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { DESK, HERE, NEAR, person } from "../lib/browser.mjs";
import { photo, textNamedJpeg } from "../lib/photo.mjs";
import { chooseBuurt, go, newPlace, pick, report, tell } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { accept, begin, finish, openStop, signIn, state } from "../lib/staff.mjs";

const clean = (found) => assert.deepEqual(found, []);

scenario("the pages with a mistake on them are accessible", async () => {
  // Without the photo script the file travels with the form; axe itself needs scripts.
  const phone = await person({ expect: ["/static/photo-"] });
  await phone.route("**/static/photo-*.js", (route) => route.abort());
  const page = await phone.newPage();
  const found = [];
  const look = async () => {
    await page.locator("#fout").waitFor();
    found.push(...(await faults(page)));
  };
  await page.goto("/melden");
  await page.locator("#foto").setInputFiles(await textNamedJpeg());
  await go(page, "Verder");
  await look();
  await go(page, "Verder");
  await page.waitForURL("**/melden/plek");
  await page.locator("[data-map-box] canvas").waitFor();
  await go(page, "Dit is de plek");
  await look();
  await chooseBuurt(page, "De Horsten");
  await go(page, "Dit is de plek");
  await pick(page, "other");
  await tell(page, { mail: "jan@" });
  await go(page, "Verstuur");
  await look();
  await page.getByLabel("Je mailadres").fill("");
  await go(page, "Verstuur");
  await page.waitForURL("**/melden/bedankt/*");
  await page.getByLabel("Bericht als het schoon is?").fill("jan@");
  await page.getByRole("button", { name: "Houd me op de hoogte" }).click();
  await look();
  clean(found);
});

scenario("the pages of a crew are accessible, in light and dark, and fit a small phone", async () => {
  const [place, other] = [newPlace(), newPlace()];
  const resident = await (await person({ place: HERE })).newPage();
  const { id } = await report(resident, { place, text: "Blikjes en papier" });
  await report(resident, { place: other });
  const page = await (await person()).newPage();
  const found = [];
  const look = async () => found.push(...(await faults(page)));
  await page.goto("/inloggen");
  await look();
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("Inloggen lukte niet").waitFor();
  await look();
  await signIn(page, "crew@demo", "/werk");
  await look();
  await openStop(page, place);
  await look();
  await page.getByRole("link", { name: "Lukt niet" }).click();
  await page.waitForURL("**/lukt-niet");
  await look();
  await page.getByRole("link", { name: "Toch niet, terug" }).click();
  await accept(page);
  await look();
  await begin(page);
  await page.getByRole("link", { name: "Klaar", exact: true }).click();
  await page.waitForURL("**/klaar");
  await look();
  await page.getByRole("link", { name: "Terug" }).click();
  await finish(page, await photo("after"));
  await look();
  await page.goto("/meldkamer");
  await look();
  await page.goto(`/melding/${id}`);
  await state(page, "Opgelost").waitFor();
  await look();
  clean(found);
});

scenario("the pages of the dispatcher, the manager and the administrator are accessible, in light and dark", async () => {
  const place = newPlace();
  const phone = await person({ place: NEAR, expect: ["/api/v1/areas/at"] });
  await report(await phone.newPage(), { place });
  const found = [];
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", "/meldkamer");
  await page.locator(".item", { hasText: place }).waitFor();
  found.push(...(await faults(page)));
  await page.locator(".item", { hasText: place }).getByRole("link").click();
  await page.getByRole("heading", { level: 2, name: place }).waitFor();
  found.push(...(await faults(page)));
  const manager = await (await person({ viewport: DESK })).newPage();
  await signIn(manager, "manager@demo", "/cijfers");
  found.push(...(await faults(manager)));
  const admin = await (await person({ viewport: DESK })).newPage();
  await signIn(admin, "admin@demo", "/beheer/accounts");
  found.push(...(await faults(admin)));
  clean(found);
});
