// Makes the pictures of the documentation: node tests/browser/screenshots.mjs FOLDER
//
// Seeds a small day's work, then takes each screen of the main job on a phone and on a desk.
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DESK, HERE, NEAR, PHONE, closeBrowser, closePeople, person } from "./lib/browser.mjs";
import { beginCapture, capture, takeBundle } from "./lib/cases.mjs";
import { photo, removePhotos } from "./lib/photo.mjs";
import { give, planner, propose, reportThings, vehicleThatLeavesNow } from "./lib/rounds.mjs";
import { common, go, pick, report, stayHere, takePhoto, tell, thanks } from "./lib/resident.mjs";
import { REVIEW, accept, begin, finish, openStop, signIn, state, stop } from "./lib/staff.mjs";
import { Phone } from "./lib/street.mjs";
import { stopSystem } from "./lib/system.mjs";
import { until } from "./lib/until.mjs";

const BYTES_MAX = 250_000;
const PLACE = "Wiekslag 41, naast de container";
const DAY = [
  { place: "Vogelplein, bij de bushalte", tile: "bin_full", buurt: "Zangvogelbuurt", text: "De bak puilt uit." },
  { place: "Valleikanaal, bij de brug", tile: "litter", buurt: "Watervogelbuurt", text: "Blikjes en zakken in het gras." },
  { place: "Sporthal Midland", tile: "street_furniture_broken", buurt: "Liendert-Zuid", text: "De bank mist een plank." },
  { place: "De Groene Stee", tile: "waste_beside_container", buurt: "Liendert-Noord", text: "Drie vuilniszakken." },
  { place: "Waterwingebied, ingang", tile: "litter", buurt: "De Horsten", text: "Plastic in de heg." },
];

const folder = process.argv[2];
if (!folder) {
  console.error("Say where to: node tests/browser/screenshots.mjs FOLDER");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
try {
  await seed();
  const { id, crew } = await phonePages();
  await crewPages(crew, id);
  await awayPages();
  await casePages();
  await arabicPages();
  await deskPages();
  // Last: the pictures before it are of a day without rounds.
  await roundPages();
} finally {
  await closePeople();
  await closeBrowser();
  await removePhotos();
  await stopSystem();
}

async function shoot(page, name, colorScheme = "light") {
  await page.emulateMedia({ colorScheme });
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => {}))));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  await page.emulateMedia({ colorScheme: "light" });
  const { size } = await stat(path);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  if (size > BYTES_MAX) throw new Error(`${path} is ${size} bytes, more than ${BYTES_MAX}`);
}

async function seed() {
  for (const one of DAY) {
    await report(await (await person({ javaScriptEnabled: false })).newPage(), one);
  }
  const far = { place: "Industrieweg, bij het spoor", tile: "waste_beside_container", text: "Bouwafval." };
  await report(await (await person({ place: NEAR })).newPage(), far);
  await closePeople();
}

async function phonePages() {
  const crew = await (await person({ place: HERE })).newPage();
  await signIn(crew, "crew@demo", "/werk");
  const page = await (await person({ place: HERE })).newPage();
  await page.goto("/");
  await shoot(page, "phone-home");
  await shoot(page, "phone-home-dark", "dark");
  await page.goto("/melden");
  await takePhoto(page);
  await shoot(page, "phone-form");
  await page.getByRole("button", { name: "Wegvegen op foto 1" }).click();
  await page.locator("[data-add=plate]").click();
  await shoot(page, "phone-wipe");
  await page.getByRole("button", { name: "Klaar" }).click();
  await page.getByText("Staat klaar", { exact: true }).waitFor();
  await go(page, "Verder");
  await stayHere(page, PLACE);
  await page.getByText("Zangvogelbuurt", { exact: true }).first().waitFor();
  await shoot(page, "phone-place");
  await go(page, "Dit is de plek");
  await page.waitForURL("**/melden/wat");
  await shoot(page, "phone-what");
  await pick(page, "bulky_waste");
  await page.waitForURL("**/melden/vragen");
  await page.getByText("Bank", { exact: true }).click();
  await page.getByText("Nee", { exact: true }).click();
  await shoot(page, "phone-questions");
  await go(page, "Verder");
  await page.waitForURL("**/melden/controle");
  await tell(page, { text: "Een bank en een matras op de stoep", mail: "bewoner@example.nl" });
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, "phone-check");
  await go(page, "Verstuur");
  const { id } = await thanks(page);
  await shoot(page, "phone-thanks");
  await page.goto(`/melding/${id}`);
  await state(page, "Bij de ploeg").waitFor();
  await shoot(page, "phone-follow");
  await stop(crew, PLACE).first().waitFor();
  return { id, crew };
}

async function arabicPages() {
  const page = await (await person({ place: HERE, locale: "ar" })).newPage();
  const tap = (locator) => locator.click();
  const { id } = await common({ page, tap }, (name) => shoot(page, `arabic-${name}`));
  await page.goto(`/melding/${id}`);
  await page.locator(".og-state--routed").waitFor();
  await shoot(page, "arabic-follow");
}

async function crewPages(crew, id) {
  await shoot(crew, "crew-list");
  await openStop(crew, PLACE);
  await shoot(crew, "crew-order");
  await shoot(crew, "crew-order-dark", "dark");
  await accept(crew);
  await begin(crew);
  await crew.getByRole("link", { name: "Klaar", exact: true }).click();
  await crew.locator("input[type=file]").first().setInputFiles(await photo("after"));
  await crew.locator("[data-list] img").waitFor();
  await shoot(crew, "crew-done");
  await crew.getByRole("link", { name: "Terug" }).click();
  await finish(crew, await photo("after"));
  const resident = await (await person({ viewport: PHONE })).newPage();
  await resident.goto(`/melding/${id}`);
  await state(resident, "Opgelost").waitFor();
  await shoot(resident, "phone-resolved");
}

/** The same phone on a line that is cut. */
async function awayPages() {
  const [gone, broken] = ["De Groene Stee", "Sporthal Midland"];
  const phone = await Phone.buy({ place: HERE });
  const { page } = phone;
  await phone.begin("crew@demo", "/werk", []);
  await until("the work is kept", () =>
    page.evaluate(async () => {
      const kept = (await (await caches.open("crew-day")).keys()).filter(({ url }) => url.endsWith("/klaar"));
      return kept.length === document.querySelectorAll("[data-stop]").length;
    }),
  );
  phone.line.become("cut");
  await phone.go("/werk");
  await openStop(page, gone);
  await accept(page);
  await page.getByRole("link", { name: "Klaar", exact: true }).click();
  await page.locator("input[type=file]").first().setInputFiles(await photo("after"));
  await page.locator("[data-list] img").waitFor();
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.waitForURL("**/werk?af=*");
  await openStop(page, broken);
  await page.getByRole("link", { name: "Lukt niet" }).click();
  await page.getByRole("button", { name: "Andere wagen nodig" }).click();
  await page.waitForURL("**/werk?af=*");
  await page.getByText("Er staan 2 dingen klaar").waitFor();
  await shoot(page, "crew-offline");
  await page.goto(`${phone.line.url}/werk/nieuw`);
  await page.getByText("meter nauwkeurig").waitFor();
  await page.locator("input[type=file]").first().setInputFiles(await photo("before"));
  await page.locator("[data-list] img").waitFor();
  await page.locator("[name=category][value=bulky_waste]").check({ force: true });
  await shoot(page, "crew-new");
  await page.getByRole("button", { name: "Nu mee" }).click();
  await page.locator("[data-along] input[type=file]").first().setInputFiles(await photo("after"));
  await page.locator("[data-along] [data-list] img").waitFor();
  await shoot(page, "crew-along");
  await phone.end();
}

/** Evidence, its case, and the page that a bundle of it brings along. */
async function casePages() {
  const boa = await beginCapture([5.4161, 52.1733], "Hogeweg 29, naast de container");
  await capture(boa, "Overzicht", await photo("before"));
  await capture(boa, "Naam of adres", await photo("after"));
  await boa.getByText(/^Foto 2 van HZ-/).waitFor();
  await shoot(boa, "boa-evidence");
  await boa.getByRole("link", { name: "Naar de zaak" }).click();
  await boa.getByRole("heading", { name: "2 bewijsfoto's" }).waitFor();
  await shoot(boa, "boa-case");
  const office = await (await person({ acceptDownloads: true })).newPage();
  await signIn(office, "manager@demo", new URL(boa.url()).pathname);
  const folder = await mkdtemp(join(tmpdir(), "opgeruimd-case-"));
  try {
    const { path, check } = await takeBundle(office, folder);
    const page = await (await person({ viewport: { width: 800, height: 844 }, expect: ["file://"] })).newPage();
    await page.goto(check);
    await page.locator("input[type=file]").setInputFiles(path);
    await page.getByText("alles is ongewijzigd").waitFor();
    await shoot(page, "boa-bundle");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A round: proposed, given, and driven until the vehicle has something in it. */
async function roundPages() {
  const places = ["Databankweg 12", "Printerweg 4", "Modemweg 41", "Terminalweg 7", "Computerweg 19", "Outputweg 3", "Inputweg 30", "Displayweg 8"];
  const made = await reportThings(places.length, places);
  const page = await planner({ viewport: DESK });
  const vehicle = await vehicleThatLeavesNow(page, "Wagen 6");
  await propose(page, made.length, vehicle);
  await shoot(page, "desktop-round");
  const id = await give(page);
  const crew = await (await person({ place: HERE })).newPage();
  await signIn(crew, "crew@demo", `/werk/ronde/${id}`);
  for (let stop = 0; stop < 3; stop += 1) {
    await crew.getByRole("link", { name: /^Ik ben bij stop/ }).click();
    await crew.getByRole("link", { name: "Klaar", exact: true }).click();
    await crew.locator("input[type=file]").first().setInputFiles(await photo("after"));
    await crew.locator("[data-list] img").waitFor();
    await crew.getByRole("button", { name: "Klaar melden" }).click();
    await crew.waitForURL((url) => url.pathname === `/werk/ronde/${id}`);
  }
  await crew.goto(`/werk/ronde/${id}`);
  await crew.getByRole("heading", { name: `Nog ${made.length - 3} stops` }).waitFor();
  await shoot(crew, "crew-round");
  const resident = await (await person({ viewport: PHONE })).newPage();
  await until("the resident reads the hours", async () => {
    await resident.goto(`/melding/${made.at(-1).reportId}`);
    return (await resident.locator(".og-lead").innerText()).includes("tussen");
  });
  await shoot(resident, "phone-visit");
}

async function deskPages() {
  const dispatcher = await (await person({ viewport: DESK })).newPage();
  await signIn(dispatcher, "dispatcher@demo", "/meldkamer");
  await dispatcher.goto("/meldkamer?weergave=alles");
  await dispatcher.locator(".item").first().getByRole("link").click();
  await dispatcher.locator("#kwestie").waitFor();
  await dispatcher.locator("[data-desk-map-state=open][data-marks]").waitFor();
  await shoot(dispatcher, "desktop-inbox");
  await dispatcher.goto(REVIEW);
  await shoot(dispatcher, "desktop-review");
  await dispatcher.goto("/meldkamer/regels");
  await dispatcher.locator("summary.rule").last().click();
  await dispatcher.locator("textarea").last().fill("!open");
  await dispatcher.getByRole("button", { name: "Probeer op 90 dagen" }).click();
  await dispatcher.getByText("Er is nog niets veranderd.").waitFor();
  await shoot(dispatcher, "desktop-rules");
  await dispatcher.goto("/meldkamer/termijnen");
  await shoot(dispatcher, "desktop-terms");
  const manager = await (await person({ viewport: DESK })).newPage();
  await signIn(manager, "manager@demo", "/cijfers");
  await shoot(manager, "desktop-figures");
}
