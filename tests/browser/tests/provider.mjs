// Signing in with the account that somebody has at the municipality, at a real identity provider.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { DESK, person as someone } from "../lib/browser.mjs";
import { scenario } from "../lib/scenario.mjs";

/** Somebody who also goes to the provider, whose page asks a font that is not there. */
const person = (how) => someone({ ...how, expect: [process.env.OIDC_ISSUER, "https://fonts.googleapis.com/"] });

async function signInAtProvider(page, who) {
  await page.getByRole("link", { name: "Log in via gemeente Amersfoort" }).click();
  await page.waitForURL("**/interaction/*");
  await page.locator("[name=login]").fill(who);
  await page.locator("[name=password]").fill("x");
  await page.getByRole("button").click();
}

scenario("a dispatcher signs in with her account of the municipality, and comes to the page she asked for", async () => {
  const page = await (await person({ viewport: DESK })).newPage();
  await page.goto("/meldkamer?weergave=alles");
  assert.deepEqual(await faults(page), []);
  await signInAtProvider(page, "mira");
  await page.waitForURL((url) => url.pathname === "/meldkamer" && url.search === "?weergave=alles");
  await page.getByText("Mira Jansen").first().waitFor();

  await page.goto("/account");
  await page.getByText("Je logt in via gemeente Amersfoort.").waitFor();
  assert.equal(await page.getByLabel("Wachtwoord van nu").count(), 0);
  assert.deepEqual(await faults(page), []);
});

scenario("after signing out on a shared phone the next one is asked who they are", async () => {
  const page = await (await person({})).newPage();
  await page.goto("/inloggen");
  await signInAtProvider(page, "mira");
  await page.waitForURL("**/meldkamer");
  await page.goto("/inloggen");
  await page.getByRole("button", { name: "Overal uitloggen" }).click();
  await page.getByText("Je bent overal uitgelogd.").waitFor();

  await signInAtProvider(page, "gast");

  await page.getByRole("alert").getByText("Je hebt nog geen toegang tot Opgeruimd.").waitFor();
  assert.deepEqual(await faults(page), []);
  await page.goto("/meldkamer");
  assert.equal(new URL(page.url()).pathname, "/inloggen");
});
