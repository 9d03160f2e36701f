// Without connection: a report is made, kept on the phone, and sent once, by itself, when there is a connection again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faults } from "../lib/accessible.mjs";
import { HERE, person, phoneThatStays } from "../lib/browser.mjs";
import { line } from "../lib/line.mjs";
import { photo } from "../lib/photo.mjs";
import { go, newPlace } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn, stop } from "../lib/staff.mjs";
import { system } from "../lib/system.mjs";
import { until } from "../lib/until.mjs";

// Different things, and corners where no other test reports: none is about the same as another.
const CORNERS = [
  { longitude: 5.41136, latitude: 52.16065, accuracy: 12 },
  { longitude: 5.4095, latitude: 52.1635, accuracy: 12 },
  { longitude: 5.4075, latitude: 52.1655, accuracy: 12 },
];
const THINGS = ["litter", "bulky_waste", "bin_full"];
// Each thing that fails is tried again after some seconds.
const BAD_LINE_MS_MAX = 90_000;
const KEPT_BYTES_MAX = 60_000;
/** What hides the number 1234. */
const HIDDEN = { salt: "abc?expires=1&", challenge: createHash("sha256").update("abc?expires=1&1234").digest("hex") };
const SECRET = "Tweede deur, bij de fietsen";

/** What is on the phone, as text: all stores of all databases, and the local storage. */
const onThePhone = (page) =>
  page.evaluate(async () => {
    const open = (name) =>
      new Promise((resolve) => (indexedDB.open(name).onsuccess = (event) => resolve(event.target.result)));
    const all = (store) => new Promise((resolve) => (store.getAll().onsuccess = (event) => resolve(event.target.result)));
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const database = await open(name);
      for (const store of database.objectStoreNames) {
        found.push(JSON.stringify(await all(database.transaction(store).objectStore(store))));
      }
      database.close();
    }
    return found.join("\n");
  });

/** Opens the site once with connection, as everybody does who has it later without. */
async function install(page, url) {
  await page.goto(`${url}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

async function makeOffline(page, { tile, place, text = SECRET, answer = async () => {} }) {
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.getByAltText("Foto 1").waitFor();
  await page.getByRole("button", { name: "Gebruik mijn locatie" }).click();
  await page.getByText("We weten waar je bent").waitFor();
  await page.getByLabel("Adres of naam van de plek").fill(place);
  await page.locator(`[name=category][value=${tile}]`).check({ force: true });
  await answer();
  await page.getByLabel("Wil je nog iets vertellen?").fill(text);
  // Two taps are one report.
  await page.getByRole("button", { name: "Verstuur" }).dblclick();
  await page.getByRole("heading", { name: "Je melding is veilig bewaard" }).waitFor();
}

/** Three reports without connection; the browser is closed; the line becomes as `then` says. */
async function threeReports(corner, then) {
  const { url: target } = await system();
  const way = await line(target);
  const home = await mkdtemp(join(tmpdir(), "opgeruimd-phone-"));
  const places = THINGS.map(newPlace);
  let phone;
  try {
    phone = await phoneThatStays(home, { place: corner });
    let page = await phone.newPage();
    await install(page, way.url);
    way.become("cut");
    await page.goto(`${way.url}/`);
    for (const [index, tile] of THINGS.entries()) {
      if (index > 0) await page.getByRole("button", { name: "Nog een melding maken" }).click();
      await makeOffline(page, { tile, place: places[index] });
    }
    await page.goto(`${way.url}/melden`);
    await page.locator("[data-state=waiting]:visible").nth(THINGS.length - 1).waitFor();
    await phone.close();

    way.become(then);
    phone = await phoneThatStays(home, { place: corner });
    page = await phone.newPage();
    await until("the home page on a bad line", () =>
      page.goto(`${way.url}/melden/zonder-verbinding`).then((answer) => answer.ok(), () => false),
    );
    await page.locator("[data-number]").nth(THINGS.length - 1).waitFor({ timeout: BAD_LINE_MS_MAX });
    assert.equal(await page.locator("[data-kept-list] [data-forget]:visible").count(), 0);
    const rest = await onThePhone(page);
    return { places, way, rest };
  } finally {
    await phone?.close();
    way.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Each of them is there once: for who counts answers, for who asks, and for the crew. */
async function areThereOnce({ places, way, rest }) {
  const { url } = await system();
  const ids = new Set(way.made.map((report) => report.reportId));
  assert.equal(ids.size, THINGS.length, "reports that the system made");
  for (const id of ids) {
    const report = await (await fetch(`${url}/api/v1/reports/${id}`)).json();
    assert.equal(report.photos.length, 1);
    assert.ok(rest.includes(report.reportNumber), "the number stays on the phone");
  }
  for (const word of [SECRET, ...places, "@"]) assert.ok(!rest.includes(word), `${word} is still on the phone`);
  const crew = await (await person()).newPage();
  await signIn(crew, "crew@demo", "/werk");
  for (const place of places) {
    await until(`one stop at ${place}`, async () => {
      await crew.reload();
      return (await stop(crew, place).count()) === 1;
    });
  }
}

scenario("three reports made without connection are sent once each after the browser was closed", async (t) => {
  const outcome = await threeReports(CORNERS[0], "open");
  t.diagnostic(JSON.stringify(outcome.way.seen));
  assert.equal(outcome.way.made.length, THINGS.length, "no report was even offered twice");
  await areThereOnce(outcome);
});

scenario("three reports are sent once each while half of the answers fail or get lost", async (t) => {
  let turn = 0;
  // Refused, taken, taken without the phone hearing of it, taken: and so on, for whatever is posted.
  const outcome = await threeReports(CORNERS[1], ({ method }) =>
    method === "POST" ? ["503", "open", "unheard", "503"][turn++ % 4] : "open",
  );
  t.diagnostic(JSON.stringify(outcome.way.seen));
  assert.ok(outcome.way.seen.failed >= THINGS.length, "the line was bad");
  await areThereOnce(outcome);
});

scenario("a report that the municipality cannot take is told about, and kept until it is thrown away", async () => {
  const phone = await person({ place: { longitude: 4.9, latitude: 52.37, accuracy: 9 }, expect: ["/api/v1/reports"] });
  const page = await phone.newPage();
  await page.goto("/melden/zonder-verbinding");
  await makeOffline(page, { tile: "other", place: newPlace() });
  await page.locator("[data-state=refused]:visible").waitFor();
  await page.locator("[data-refusal]", { hasText: "Deze plek ligt buiten ons gebied" }).waitFor();
  await page.getByRole("link", { name: "Bekijk of wijzig" }).waitFor();
  await page.getByRole("button", { name: "Gooi weg" }).click();
  await page.getByRole("button", { name: "Zeker weten? Gooi weg" }).click();
  await page.locator("[data-kept]").waitFor({ state: "hidden" });
  assert.ok(!(await onThePhone(page)).includes(SECRET));
});

scenario("without connection the same is asked of a thing, and the crew reads the answers", async () => {
  const phone = await person({ place: CORNERS[2], expect: ["/api/v1/"] });
  const page = await phone.newPage();
  const place = newPlace();
  // Until the report was looked at again there is no connection.
  let isCut = true;
  let posted;
  await page.route("**/api/v1/{photos,reports}*", (route) => {
    if (isCut) return route.abort();
    if (route.request().url().endsWith("/reports")) posted = route.request().postDataJSON();
    return route.continue();
  });
  await page.goto("/melden/zonder-verbinding");
  const blocked = page.getByText("Wie kan er niet langs?");
  const choose = (words) => page.locator("[data-asked=bulky_waste]").getByText(words, { exact: true }).click();
  const answer = async () => {
    await choose("Bank");
    await choose("Kast");
    await blocked.waitFor({ state: "hidden" });
    await choose("Nee");
    await choose("Fietsers");
    await choose("Van mij");
    assert.deepEqual(await faults(page), []);
    await go(page, "Verstuur");
    await page.getByRole("heading", { name: "Van jou? Laat het ophalen" }).waitFor();
    assert.deepEqual(await faults(page), []);
    assert.equal((await onThePhone(page)).includes("bulky_waste"), false, "nothing is kept");
    await go(page, "Terug");
    await go(page, "Verstuur");
    await page.getByRole("button", { name: "Toch niet van mij, ga verder" }).click();
    await page.getByRole("heading", { name: "Je melding is veilig bewaard" }).waitFor();
    await page.getByRole("link", { name: "Bekijk of wijzig" }).click();
    await blocked.waitFor();
    await choose("Ja");
    await blocked.waitFor({ state: "hidden" });
  };
  await makeOffline(page, { tile: "bulky_waste", place, answer });
  isCut = false;
  await page.getByRole("button", { name: "Probeer het nu" }).click();
  await page.locator("[data-number]").waitFor();
  assert.deepEqual(posted.answers, { items: "sofa,closet", passable: "yes" });

  const crew = await (await person()).newPage();
  await signIn(crew, "crew@demo", "/werk");
  await until("the stop", async () => {
    await crew.reload();
    return (await stop(crew, place).count()) === 1;
  });
  await stop(crew, place).first().click();
  await crew.getByText("Wat ligt er? Bank, Kast").waitFor();
  await crew.getByText("Kun je er nog langs? Ja").waitFor();
  assert.equal(await crew.getByText("Fietsers").count() + (await crew.getByText("Van mij").count()), 0);
});

scenario("a report that has to be proven is sent with the proof, without anybody noticing", async () => {
  const phone = await person({ place: CORNERS[1], expect: ["/api/v1/reports"] });
  const page = await phone.newPage();
  const challenge = { ...HIDDEN, algorithm: "SHA-256", maxnumber: 50_000, signature: "00" };
  const proofs = [];
  let release;
  const isKept = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/reports", async (route) => {
    proofs.push(route.request().headers()["proof-of-work"]);
    await isKept;
    if (proofs.at(-1) !== "ask") return route.continue();
    return route.fulfill({ status: 428, contentType: "application/problem+json", json: { status: 428, challenge } });
  });
  await page.goto("/melden/zonder-verbinding");
  await makeOffline(page, { tile: "other", place: newPlace() });
  release();
  await page.locator("[data-number]").waitFor();
  assert.equal(proofs.length, 2);
  const { number, ...rest } = JSON.parse(Buffer.from(proofs[1], "base64"));
  assert.equal(number, 1234);
  assert.equal(rest.salt, challenge.salt);
});

scenario("the pages for a report without connection are accessible, in every direction", async () => {
  const found = [];
  for (const locale of ["nl-NL", "ar"]) {
    const phone = await person({ place: HERE, locale, expect: ["/api/v1/"] });
    await phone.route("**/api/v1/photos", (route) => route.abort());
    const page = await phone.newPage();
    await page.goto("/melden/zonder-verbinding");
    const send = page.locator("form[data-offline] .og-dock button");
    await send.click();
    await page.locator("#fout").waitFor();
    found.push(...(await faults(page)));
    await page.locator("#foto").setInputFiles(await photo("before"));
    await page.locator("[data-shots] img").waitFor();
    await page.locator("#buurt").selectOption({ index: 1 });
    await page.locator("[name=category][value=litter]").check({ force: true });
    await send.click();
    await page.locator("[data-done=kept] h1").waitFor();
    await page.locator("[data-state=waiting]:visible").waitFor();
    found.push(...(await faults(page)));
  }
  assert.deepEqual(found, []);
});

scenario("what is kept for offline weighs little, and comes after the first page", async (t) => {
  const phone = await person({ serviceWorkers: "allow" });
  const page = await phone.newPage();
  await page.goto("/melden", { waitUntil: "networkidle" });
  assert.equal(await page.evaluate(() => caches.keys().then((names) => names.length)), 0, "nothing yet");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const addresses = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    return (await cache.keys()).map((request) => request.url);
  });
  let total = 0;
  for (const address of addresses) {
    // Compressed, as browsers get it; fetch itself does not tell how much came.
    const [response] = await once(get(address, { headers: { "accept-encoding": "gzip" } }), "response");
    let bytes = 0;
    for await (const part of response) bytes += part.length;
    t.diagnostic(`${bytes} ${new URL(address).pathname}`);
    total += bytes;
  }
  t.diagnostic(`${total} bytes in ${addresses.length} files`);
  assert.ok(addresses.some((address) => address.endsWith("/melden/zonder-verbinding")));
  assert.ok(total < KEPT_BYTES_MAX, `${total} bytes`);
});
