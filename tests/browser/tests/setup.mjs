// What an administrator sets up: areas, teams and things on the street. Nothing that other tests need stays
// changed.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { DESK, person } from "../lib/browser.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn } from "../lib/staff.mjs";

const RING = [[5.45, 52.2], [5.46, 52.2], [5.46, 52.21], [5.45, 52.21], [5.45, 52.2]];

const buurt = (ring) => ({
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { buurtcode: "BU99990109", buurtnaam: "Proefveld", wijkcode: "WK999901" },
      geometry: { type: "Polygon", coordinates: [ring] },
    },
  ],
});

async function bring(page, name, content) {
  const buffer = Buffer.from(content);
  await page.getByLabel("Bestand inlezen").setInputFiles({ name, mimeType: "text/plain", buffer });
  await page.getByRole("button", { name: "Bekijk wat verandert" }).click();
}

scenario("an administrator looks at a file with areas before it counts, and thinks better of it", async () => {
  const page = await (await person({ viewport: DESK })).newPage();
  const found = [];
  await signIn(page, "admin@demo", "/beheer/inrichting");
  found.push(...(await faults(page)));
  const [west, east, ...rest] = RING;
  await bring(page, "kruis.geojson", JSON.stringify(buurt([west, rest[0], east, ...rest.slice(1)])));
  const alert = page.getByRole("alert");
  await alert.getByText("Er is niets veranderd").waitFor();
  await alert.getByText("de omtrek klopt niet").waitFor();
  found.push(...(await faults(page)));

  await bring(page, "veld.geojson", JSON.stringify(buurt(RING)));
  await page.getByRole("heading", { name: "1 nieuw, 0 gewijzigd, 0 gelijk" }).waitFor();
  await page.getByRole("img", { name: "De buurten zoals ze worden" }).waitFor();
  found.push(...(await faults(page)));
  await page.getByRole("button", { name: "Toch niet" }).click();
  await page.getByRole("heading", { name: "Een nieuwe indeling" }).waitFor();
  assert.equal(await page.getByText("Proefveld").count(), 0);
  await page.getByRole("link", { name: "De Horsten" }).click();
  await page.getByLabel("Naam van de wijk").waitFor();
  found.push(...(await faults(page)));
  assert.deepEqual(found, []);
});

scenario("an administrator makes a team, gives it another name, and takes it away", async () => {
  const page = await (await person({ viewport: DESK })).newPage();
  const found = [];
  await signIn(page, "admin@demo", "/beheer/inrichting/teams");
  await page.getByLabel("Naam, zoals ploegen").fill("Ploeg van de proef");
  await page.getByLabel("Sleutel").fill("Proef");
  await page.getByRole("button", { name: "Maak team" }).click();
  await page.getByRole("alert").getByText("kleine letters").waitFor();
  found.push(...(await faults(page)));
  await page.getByLabel("Sleutel").fill("proefploeg");
  await page.getByRole("button", { name: "Maak team" }).click();
  await page.getByText("Bewaard.").waitFor();
  await page.getByLabel("Naam, zoals ploegen").fill("Proefploeg");
  await page.getByRole("button", { name: "Bewaar" }).click();
  await page.getByText("Ploeg van de proef → Proefploeg").waitFor();
  await page.getByRole("button", { name: "Haal weg" }).click();
  await page.getByText("Het team is weg.").waitFor();
  found.push(...(await faults(page)));
  assert.deepEqual(found, []);
});

scenario("a register with a mistake is refused with its line, also on a phone", async () => {
  const page = await (await person()).newPage();
  const found = [];
  await signIn(page, "admin@demo", "/beheer/inrichting/spullen");
  found.push(...(await faults(page)));
  await bring(page, "register.csv", "number;kind;lon;lat\n7;tree;5.4;52.1\n");
  await page.getByRole("alert").getByText("regel 2: kind moet").waitFor();
  found.push(...(await faults(page)));
  assert.deepEqual(found, []);
});
