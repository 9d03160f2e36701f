// All pages of residents: none is forgotten, and each is accessible, in both directions.
import assert from "node:assert/strict";
import { faults, measured } from "../lib/accessible.mjs";
import { person } from "../lib/browser.mjs";
import { everyPage, templates } from "../lib/pages.mjs";
import { scenario } from "../lib/scenario.mjs";

// In the Zangvogelbuurt, apart from each other and from where other tests report.
const SPOTS = {
  nl: { longitude: 5.4012, latitude: 52.1676, accuracy: 12 },
  ar: { longitude: 5.4021, latitude: 52.1661, accuracy: 12 },
};
const EXPECTED = ["/api/v1/areas/at", "/melden/plek", "/nog-steeds", "/bestaat-niet"];

// Axe does not know the direction of a page, so once is enough for it.
for (const [locale, look] of [["nl", faults], ["ar", measured]]) {
  scenario(`every page of residents fits, is calm and can be used by a thumb (${locale})`, async () => {
    const phone = await person({ place: SPOTS[locale], locale, expect: EXPECTED });
    const page = await phone.newPage();
    const found = [];
    const seen = new Set();
    await everyPage(page, SPOTS[locale], async (name) => {
      seen.add(name);
      found.push(...(await look(page)));
      await shoot(page, `${name}-${locale}`);
    });
    assert.deepEqual([...new Set(found)], []);
    assert.deepEqual([...seen].sort(), await templates(), "this test walks past every page");
  });
}

/** To look at, in the colours that a person chose on their machine, when somebody asks for it. */
async function shoot(page, name) {
  const folder = process.env.OPGERUIMD_CONTRAST_SHOTS;
  if (!folder) return;
  await page.emulateMedia({ forcedColors: "active" });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.emulateMedia({ forcedColors: "none" });
}
