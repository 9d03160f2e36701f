// What an administrator gives an account: a part of the municipality, and how to reach residents.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { ask, sendReport } from "../lib/api.mjs";
import { DESK, person } from "../lib/browser.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";
import { until } from "../lib/until.mjs";

const RUSTENBURG = [5.4163, 52.1637];
const MAIL = "els.van.dam@voorbeeld.nl";

/** Reports something there with a mail address; gives the number and the issue. */
async function reported(place) {
  const contact = { email: MAIL, phone: "06 12345678" };
  const { reportId, reportNumber } = await sendReport(place, { category: "other", contact });
  const { issueId } = await until("the report is in an issue", async () => {
    const report = await ask(`reports/${reportId}`);
    return report.issueId && report;
  });
  return { number: reportNumber, issueId };
}

scenario("an account of one wijk sees that wijk, and nothing of the others", async () => {
  const { number, issueId } = await reported(RUSTENBURG);
  const admin = await (await person({ viewport: DESK })).newPage();
  const found = [];
  await signIn(admin, "admin@demo", "/beheer/accounts");
  await admin.getByLabel("Naam, zoals").fill("Meldkamer Liendert");
  await admin.getByLabel("Mailadres").fill("meldkamer.liendert@voorbeeld.nl");
  await admin.getByLabel("Meldkamer", { exact: false }).first().check();
  await admin.getByLabel("Een deel").check();
  await admin.getByRole("button", { name: "Maak account" }).click();
  await admin.getByRole("alert").getByText("Kies een wijk of buurt").waitFor();
  found.push(...(await faults(admin)));
  await admin.locator("summary", { hasText: "Liendert" }).click();
  await admin.getByLabel("Heel Liendert").check();
  await admin.getByRole("button", { name: "Maak account" }).click();
  const password = await admin.locator(".secret code").textContent();
  found.push(...(await faults(admin)));

  const page = await (await person({ viewport: DESK, expect: [issueId] })).newPage();
  await page.goto("/inloggen?verder=/meldkamer");
  await page.getByLabel("Mailadres").fill("meldkamer.liendert@voorbeeld.nl");
  await page.getByLabel("Wachtwoord").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("heading", { level: 1, name: "Liendert" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Regels" }).count(), 0);
  await page.goto(`/meldkamer?weergave=alles&zoek=${number.slice(0, -1)}`);
  assert.equal(await page.locator(".item").count(), 0, "it is elsewhere");
  await page.goto(`/meldkamer/${issueId}`);
  await page.getByText("buiten het gebied van je account").waitFor();
  assert.deepEqual(found, []);
});

scenario("a dispatcher on a phone says why, reads how to reach somebody, and it is told who did", async () => {
  const { number, issueId } = await reported(RUSTENBURG);
  const page = await (await person()).newPage();
  const found = [];
  await signIn(page, "dispatcher@demo", "/meldkamer");
  await page.goto(`/meldkamer/${issueId}`);
  await page.getByRole("link", { name: "Mail of bel de melder" }).click();
  found.push(...(await faults(page)));
  await page.getByRole("radio", { name: "Iets anders" }).check();
  await page.getByRole("button", { name: "Toon de gegevens" }).click();
  await page.getByRole("alert").getByText("Schrijf erbij waarom").waitFor();
  found.push(...(await faults(page)));
  assert.equal(await page.getByText(MAIL).count(), 0);
  await page.getByLabel("Toelichting").fill("Sleutels gevonden in de zak");
  await page.getByRole("button", { name: "Toon de gegevens" }).click();
  await page.getByRole("link", { name: MAIL }).waitFor();
  await page.getByRole("link", { name: "06 12345678" }).waitFor();
  found.push(...(await faults(page)));

  const admin = await (await person()).newPage();
  await signIn(admin, "admin@demo", "/berichten/inzage");
  const line = admin.getByRole("row").filter({ hasText: number });
  await line.getByText("Sleutels gevonden in de zak").waitFor();
  found.push(...(await faults(admin)));
  assert.deepEqual(found, []);
});
