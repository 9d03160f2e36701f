// The crew's route along the streets: imported by the municipality, and kept on the phone.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Phone, reportAll } from "../lib/street.mjs";
import { scenario } from "../lib/scenario.mjs";
import { tell } from "../lib/system.mjs";
import { until } from "../lib/until.mjs";

const LIST = "/werk?team=straatmeubilair";
/** Around a block of 273 by 245 metres that is driven one way around, in a buurt where no other test reports. */
const [WEST, EAST, NORTH, SOUTH] = [5.4116, 5.4156, 52.154, 52.1518];
/** 60 metres from the corner in the north-west, along the north side; and 222 metres from it along the west side. */
const ON_NORTH = [5.4125, NORTH];
const ON_WEST = [WEST, 52.152];
const VAN = { longitude: WEST, latitude: NORTH, accuracy: 4 };

const side = (...coordinates) => ({
  type: "Feature",
  properties: { WVK_ID: 1, RIJRICHTNG: "H", BST_CODE: "RB" },
  geometry: { type: "LineString", coordinates },
});

/** From the north-west down, and around to where it began. */
const RING = [
  side([WEST, NORTH], [WEST, SOUTH]),
  side([WEST, SOUTH], [EAST, SOUTH]),
  side([EAST, SOUTH], [EAST, NORTH]),
  side([EAST, NORTH], [WEST, NORTH]),
];

async function importRing() {
  const folder = await mkdtemp(join(tmpdir(), "opgeruimd-streets-"));
  const file = join(folder, "nwb.geojson");
  await writeFile(file, JSON.stringify({ type: "FeatureCollection", features: RING }));
  const told = await tell("streets", "import", file);
  await rm(folder, { recursive: true });
  return told;
}

/** From one of the two stops to the other, whichever comes first: what the list says, in metres. */
async function between(page, places) {
  const stops = await page.locator("[data-stop]").evaluateAll((all) =>
    all.map((stop) => ({ place: stop.dataset.place, away: stop.querySelector("[data-away]")?.textContent ?? "" })),
  );
  const at = stops.findIndex(({ place }) => places.includes(place));
  const [first, second] = stops.slice(at, at + 2);
  if (!second || !places.includes(second.place) || !second.away) return undefined;
  return { first: places.indexOf(first.place), metres: Number(second.away.replace(" m", "")) };
}

scenario("a crew's route leads along the streets, also without connection", async () => {
  const places = await reportAll([ON_NORTH, ON_WEST], { category: "street_furniture_broken" });
  const phone = await Phone.buy({ place: VAN });
  try {
    await phone.begin("crew@demo", LIST, places);
    await phone.go(LIST);
    const { page } = phone;
    await page.getByText(/hemelsbreed$/).waitFor();
    const straight = await until("the way as the crow flies", () => between(page, places));
    assert.equal(straight.metres, 230);

    assert.match(await importRing(), /^4 wegvakken, in 4 rechte stukken/);
    await phone.go(LIST);
    await page.getByText(/over de weg$|deels hemelsbreed$/).waitFor();
    // Down the west side it is 282 metres from the north side, and 754 the other way around the block.
    const along = await until("the way along the streets", () => between(page, places));
    assert.equal(along.metres, along.first === 0 ? 280 : 750);

    await until("the list with the streets is kept", () =>
      page.evaluate(async () => {
        const day = await caches.open("crew-day");
        const kept = await day.match("/werk", { ignoreSearch: true });
        const streets = (await day.keys()).filter(({ url }) => url.includes("/werk/straten/"));
        return streets.length > 0 && (await kept?.text())?.includes("data-streets");
      }),
    );
    phone.line.become("cut");
    await phone.go(LIST);
    await page.getByText(/over de weg$|deels hemelsbreed$/).waitFor();
    assert.deepEqual(await until("the same way without connection", () => between(page, places)), along);
  } finally {
    await phone.end();
  }
});
