// Rules and terms: changed by keyboard and without script, tried, and accessible.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { DESK, person } from "../lib/browser.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";

const HERE = "/meldkamer/regels";

scenario("without script a rule is added, moved up and tried, and nothing changes by that", async () => {
  const page = await (await person({ viewport: DESK, javaScriptEnabled: false })).newPage();
  await signIn(page, "dispatcher@demo", HERE);
  const rules = page.locator("summary.rule");
  const count = await rules.count();
  await page.getByRole("button", { name: "Nieuwe regel" }).click();
  assert.equal(await rules.count(), count + 1);
  const number = count + 1;
  await page.locator(`#naam-${number}`).fill("Alles om te bekijken");
  await page.locator(`#als-${number}`).fill("true");
  await page.getByRole("button", { name: `Regel ${number} omhoog` }).click();
  assert.match(await rules.nth(count - 1).innerText(), /Alles om te bekijken/);
  await page.getByRole("button", { name: "Probeer op 90 dagen" }).click();
  await page.getByText("Er is nog niets veranderd.").waitFor();
  await page.getByText("Nieuw: Alles om te bekijken").waitFor();
  await page.goto(HERE);
  assert.equal(await rules.count(), count);
});

scenario("the pages of rules and terms are accessible, in light and dark, also with a mistake", async () => {
  const page = await (await person({ viewport: DESK })).newPage();
  await signIn(page, "dispatcher@demo", HERE);
  const found = await faults(page);
  await page.locator("summary.rule").first().press("Enter");
  await page.locator("#als-1").fill('category == "liter"');
  await page.locator("#als-1").press("Tab");
  await page.getByRole("button", { name: "Probeer op 90 dagen" }).click();
  await page.getByRole("alert").filter({ hasText: "“liter” is geen soort" }).waitFor();
  found.push(...(await faults(page)));
  await page.locator("#als-1").fill('category == "litter"');
  await page.getByRole("button", { name: "Probeer op 90 dagen" }).click();
  await page.getByText("Er is nog niets veranderd.").waitFor();
  found.push(...(await faults(page)));
  await page.goto("/meldkamer/termijnen");
  found.push(...(await faults(page)));
  assert.deepEqual(found, []);
});
