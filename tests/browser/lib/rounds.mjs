// A round of bulky waste: what a manager does to plan one.
import { ask, sendReport } from "./api.mjs";
import { person } from "./browser.mjs";
import { newPlace } from "./resident.mjs";
import { signIn } from "./staff.mjs";
import { until } from "./until.mjs";

/** A buurt in which no other test reports bulky waste. */
export const BUURT = "De Hoef-Oost";
const SOUTH_WEST = [5.4145, 52.177];
/** A hundred metres, about: what lies closer is one thing. */
const [EAST, NORTH] = [0.0015, 0.001];
const ROW = 3;
const THINGS = ["Bank en matras", "2 matrassen", "Kast", "Koelkast", "Tafel en 4 stoelen", "Bed", "Tapijt", "Fauteuil"];

const spot = (number) => [SOUTH_WEST[0] + (number % ROW) * EAST, SOUTH_WEST[1] + Math.floor(number / ROW) * NORTH];

let reported = 0;

/** Reports so many things, and waits until they are work of the team; gives their places and the reports. */
export async function reportThings(count, places = []) {
  const made = [];
  for (let number = 0; number < count; number += 1) {
    const locationText = places[number] ?? newPlace();
    const description = THINGS[number % THINGS.length];
    const { reportId } = await sendReport(spot(reported), { category: "bulky_waste", description, locationText });
    reported += 1;
    made.push({ place: locationText, reportId });
  }
  for (const { reportId } of made) {
    await until("the report at a team", async () => (await ask(`reports/${reportId}`)).status === "routed");
  }
  return made;
}

/** A manager before the form of a new round. */
export async function planner(habits = {}) {
  const page = await (await person(habits)).newPage();
  await signIn(page, "manager@demo", "/rondes");
  return page;
}

/** Adds a vehicle whose rounds of today begin now, whatever the time is; its name. */
export async function vehicleThatLeavesNow(page, name = `Wagen ${reported}`) {
  const clock = { timeZone: "Europe/Amsterdam", hour: "2-digit", minute: "2-digit" };
  await page.goto("/rondes/wagens");
  const fields = {
    naam: name,
    m3: "12",
    vertrekt: new Date().toLocaleTimeString("nl-NL", clock),
    uren: "4",
    werf: "52.1712, 5.3884",
    storten: "52.1727, 5.3793",
    stortplek: "Milieustraat",
  };
  for (const [field, value] of Object.entries(fields)) await page.locator(`[name=${field}]`).fill(value);
  await page.locator("[name=team]").selectOption("grofvuil");
  await page.getByRole("button", { name: "Voeg toe" }).click();
  await page.getByText("Bewaard.").waitFor();
  return name;
}

/** Asks for a proposal for our buurt, today, with this vehicle; opens it. */
export async function propose(page, count, vehicle = "Wagen 2") {
  await until("the work is there to be planned", async () => {
    await page.goto("/rondes");
    const ours = page.locator("label.opt", { hasText: BUURT });
    return (await ours.count()) === 1 && (await ours.innerText()).includes(`${count} open`);
  });
  while ((await page.locator("[name=buurt]:checked").count()) > 0) await page.locator("[name=buurt]:checked").first().uncheck();
  await page.locator("label.opt", { hasText: BUURT }).locator("input").check();
  await page.locator("[name=dag]").first().check();
  while ((await page.locator("[name=wagen]:checked").count()) > 0) await page.locator("[name=wagen]:checked").first().uncheck();
  await page.locator("label.opt:has([name=wagen])", { hasText: vehicle }).first().locator("input").check();
  await page.getByRole("button", { name: "Maak een voorstel" }).click();
  await page.getByRole("heading", { level: 1, name: "Grofvuilronde" }).waitFor();
}

/** Gives the round; its id. */
export async function give(page) {
  await page.getByRole("button", { name: /^Geef ronde van/ }).click();
  await page.getByText("De ronde staat bij de ploeg.").waitFor();
  return new URL(page.url()).pathname.split("/").at(-1);
}
