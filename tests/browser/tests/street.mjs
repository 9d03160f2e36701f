// The crew's phone without connection: the day's work is on it, what is done is kept, and comes in once.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { person } from "../lib/browser.mjs";
import { photo, textNamedJpeg } from "../lib/photo.mjs";
import { newPlace } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { accept, begin, openStop, signIn, signInHere, state, stop, tokenOf } from "../lib/staff.mjs";
import { Phone, orderAt, reportAll } from "../lib/street.mjs";
import { until } from "../lib/until.mjs";

const LIST = "/werk?team=schoon";
/** Where no other test reports litter, with more than fifty metres between. */
const CORNERS = Array.from({ length: 16 }, (_, index) => [5.4065 + (index % 5) * 0.0012, 52.1675 + Math.floor(index / 5) * 0.0009]);
const ALONE = [5.4052, 52.1712];
/** A phone at which nothing was done for so long shows what it keeps. */
const QUEUE_MS_MAX = 120_000;
const HOUR_MS = 3_600_000;

/** Reports the stop done with a photo, and comes back to the list. */
async function done(phone, place) {
  const { page } = phone;
  await openStop(page, place);
  if (await page.getByRole("button", { name: "Aannemen" }).count()) await accept(page);
  await page.getByRole("link", { name: "Klaar", exact: true }).click();
  await page.locator("input[type=file]").first().setInputFiles(await photo("after"));
  await page.locator("[data-list] img").waitFor();
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.waitForURL("**/werk?af=*");
}

/** In the page: how many orders have photos that are not reported yet. */
const keptDrafts = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("opgeruimd-work");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction("drafts").objectStore("drafts").count();
      counting.onsuccess = () => resolve(counting.result);
    };
  });

/** Opens the page for something new on a phone that is signed in here and then has no connection. */
async function openNew(phone) {
  await phone.begin("crew@demo", LIST, []);
  await until("the page is kept", () =>
    phone.page.evaluate(async () => (await (await caches.open("crew-day")).match("/werk/nieuw")) !== undefined),
  );
  phone.line.become("cut");
  await phone.go(LIST);
  await phone.page.getByRole("link", { name: "Nieuw op straat" }).click();
  await phone.page.getByText("Op 4 meter nauwkeurig").waitFor();
}

/** Fills it in for litter at this place in words. */
async function fillNew(page, words) {
  await page.locator("input[type=file]").first().setInputFiles(await photo("before"));
  await page.locator("[data-list] img").waitFor();
  await page.locator("[name=category][value=litter]").check({ force: true });
  await page.getByText("Tekst of plek erbij").click();
  await page.getByLabel("Waar precies?").fill(words);
}

async function isEmpty(phone) {
  const { waiting, refused } = await phone.queue();
  assert.deepEqual(refused, []);
  return waiting.length === 0;
}

scenario("a crew works on without connection, also after the phone was off, and everything comes in once", async () => {
  const [gone, kept] = await reportAll([ALONE, [5.4052, 52.1722]], { category: "litter" });
  const phone = await Phone.buy();
  try {
    await phone.begin("crew@demo", LIST, [gone, kept]);
    phone.line.become("cut");
    await phone.go(LIST);
    await phone.page.getByText("Geen verbinding", { exact: true }).waitFor();
    await openStop(phone.page, gone);
    await accept(phone.page);
    await phone.page.getByText("Staat klaar op deze telefoon.").waitFor();
    await begin(phone.page);
    await phone.page.getByRole("link", { name: "Klaar", exact: true }).click();
    await phone.page.locator("input[type=file]").first().setInputFiles(await photo("after"));
    await phone.page.locator("[data-list] img").waitFor();

    // The photo outlives the phone, before it was reported done and after.
    const address = new URL(phone.page.url()).pathname;
    await phone.restart();
    await phone.go(address);
    await phone.page.locator("[data-list] img").waitFor();
    // Two taps are one thing done.
    await phone.page.getByRole("button", { name: "Klaar melden" }).dblclick();
    await phone.page.waitForURL("**/werk?af=*");
    await stop(phone.page, gone).waitFor({ state: "hidden" });
    await openStop(phone.page, kept);
    await phone.page.getByRole("link", { name: "Lukt niet" }).click();
    await phone.page.getByRole("button", { name: "Al weg" }).dblclick();
    await phone.page.waitForURL("**/werk?af=*");
    await phone.page.getByText("Er staan 2 dingen klaar op deze telefoon.").waitFor();
    assert.deepEqual(await faults(phone.page), []);
    await phone.restart();
    await phone.go(LIST);
    const { waiting } = await phone.queue();
    assert.deepEqual(waiting.length, 2);
    assert.match(waiting[0], /Klaar, 1 foto\. \d\d\.\d\d/);
    assert.match(waiting[1], /Lukt niet: al weg\. \d\d\.\d\d/);

    phone.line.become("open");
    await until("nothing waits any more", () => isEmpty(phone));
    const token = await tokenOf("crew@demo");
    const steps = async (place) => (await orderAt(token, place)).history.map(({ status }) => status);
    assert.deepEqual(await steps(gone), ["open", "accepted", "in_progress", "done"]);
    assert.deepEqual(await steps(kept), ["open", "refused"]);
    assert.equal((await orderAt(token, gone)).afterPhotos.length, 1);
    assert.deepEqual((await phone.queue()).settled, []);
  } finally {
    await phone.end();
  }
});

scenario("two phones without connection do forty things at sixteen stops, and all of it is applied or told", async (t) => {
  const places = await reportAll(CORNERS, { category: "litter" });
  const began = Date.now();
  const [one, other] = [await Phone.buy(), await Phone.buy({ ahead: HOUR_MS })];
  try {
    await one.begin("crew@demo", LIST, places);
    await other.begin("admin@demo", LIST, places);
    for (const phone of [one, other]) phone.line.become("cut");
    const [mine, theirs] = [places.slice(0, 10), places.slice(6)];
    const both = mine.filter((place) => theirs.includes(place));
    for (const place of mine) await done(one, place);
    await one.restart();
    for (const place of theirs) await done(other, place);
    await one.go(LIST);
    assert.equal((await one.queue()).waiting.length, 10);

    // Half of the time refused, or taken without the phone hearing of it.
    let turn = 0;
    const bad = ({ method }) => (method === "POST" ? ["503", "open", "unheard", "open", "503", "open"][turn++ % 6] : "open");
    for (const phone of [one, other]) phone.line.become(bad);
    for (const phone of [one, other]) {
      await until("nothing waits any more", () => isEmpty(phone), QUEUE_MS_MAX);
    }
    const allIn = Date.now();
    t.diagnostic(JSON.stringify([one.line.seen, other.line.seen]));
    assert.ok(one.line.seen.failed + other.line.seen.failed >= 20, "the line was bad");

    const token = await tokenOf("admin@demo");
    const orders = [];
    for (const place of places) orders.push(await orderAt(token, place));
    let byTurns = 0;
    for (const [index, { history, afterPhotos }] of orders.entries()) {
      assert.deepEqual(history.map(({ status }) => status), ["open", "accepted", "done"]);
      assert.equal(afterPhotos.length, 1);
      // On the street, whatever the phone's own clock said.
      const [, accepted, ended] = history.map(({ actedAt, by }) => ({ at: Date.parse(actedAt), by }));
      const isOfOne = accepted.by === ended.by;
      // Where both were, what one did may have come in between what the other did later.
      assert.ok(isOfOne || both.includes(places[index]), JSON.stringify(history));
      if (!isOfOne) byTurns++;
      assert.ok(!isOfOne || accepted.at <= ended.at, JSON.stringify(history));
      assert.ok([accepted, ended].every(({ at }) => at >= began && at <= allIn), JSON.stringify(history));
    }
    const ofOne = (await one.queue()).settled;
    const settled = [...ofOne, ...(await other.queue()).settled];
    // To the one who came in last, and to both where they came in by turns.
    assert.equal(settled.length, both.length + byTurns, settled.join("; "));
    assert.ok(settled.every((row) => both.some((place) => row.includes(place))), settled.join("; "));
    const teller = ofOne.length > 0 ? one : other;
    const before = (await teller.queue()).settled.length;
    await teller.page.getByRole("button", { name: "Begrepen" }).first().click();
    await until("it was read", async () => (await teller.queue()).settled.length === before - 1);
    for (const place of both) {
      assert.ok(settled.some((row) => row.includes(place) && row.includes("Jouw foto staat erbij")), place);
      const { workOrderId } = orders[places.indexOf(place)];
      await one.go(`/werk/${workOrderId}`);
      await one.page.getByText("Ook hier geweest").waitFor();
    }
  } finally {
    await one.end();
    await other.end();
  }
});

scenario("a stop is shared with a colleague by its link, without the words of who reported it", async () => {
  const [place] = await reportAll([[5.4052, 52.1702]], { category: "litter", description: "Bij de voordeur van mijn buurman." });
  const device = await person();
  await device.addInitScript(() => {
    navigator.share = async (data) => void (globalThis.shared = data);
  });
  const page = await device.newPage();
  await signIn(page, "crew@demo", "/werk");
  await page.goto(LIST);
  await openStop(page, place);
  await page.getByRole("button", { name: "Deel" }).click();
  await page.getByRole("status").filter({ hasText: "Verstuurd." }).waitFor();

  const { title, text, url } = await page.evaluate(() => globalThis.shared);
  assert.match(title, /^Zwerfafval in .+, LD-[\w-]+$/);
  assert.equal(text, title);
  assert.equal(url, page.url().split("?")[0]);
  assert.ok(!title.includes(place), "where a message goes is nobody's to know");
  assert.deepEqual(await faults(page), []);

  // A phone without that puts it on the clipboard, and somebody who thinks better of it reads nothing.
  await page.evaluate(() => {
    navigator.share = async () => {
      throw new DOMException("no", "AbortError");
    };
  });
  await page.getByRole("button", { name: "Deel" }).click();
  await page.getByText("Verstuurd.").waitFor({ state: "hidden" });
  await device.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => {
    navigator.share = undefined;
  });
  await page.getByRole("button", { name: "Deel" }).click();
  await page.getByText("De link staat op je klembord.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${title}\n${url}`);
});

scenario("what a crew sees on the street is reported without connection, and becomes a stop", async () => {
  const words = newPlace();
  const phone = await Phone.buy({ place: { longitude: 5.4052, latitude: 52.1752, accuracy: 4 } });
  try {
    await openNew(phone);
    await phone.page.getByRole("button", { name: "Op lijst" }).click();
    await phone.page.getByText("Kies wat het is.").waitFor();
    await fillNew(phone.page, words);
    await phone.page.getByText("Ligt in de weg").click();
    assert.deepEqual(await faults(phone.page), []);
    await phone.page.getByRole("button", { name: "Op lijst" }).dblclick();
    await phone.page.getByText("Er staat 1 ding klaar op deze telefoon.").waitFor();
    assert.match((await phone.queue()).waiting[0], /Nieuw: zwerfafval, 1 foto\. \d\d\.\d\d/);

    phone.line.become("open");
    await until("nothing waits any more", () => isEmpty(phone));
    await until("it is a stop", async () => (await stop(phone.page, words).count()) === 1);
    await openStop(phone.page, words);
    await phone.page.getByText("Ligt in de weg.").waitFor();
  } finally {
    await phone.end();
  }
});

scenario("what a crew takes along at once is reported and done without connection, also after a restart", async () => {
  const words = newPlace();
  const phone = await Phone.buy({ place: { longitude: 5.4052, latitude: 52.1682, accuracy: 4 } });
  const token = await tokenOf("crew@demo");
  try {
    await openNew(phone);
    await fillNew(phone.page, words);
    await phone.page.getByRole("button", { name: "Nu mee" }).click();
    await phone.page.getByRole("heading", { name: "Neem het mee. Maak dan een foto." }).waitFor();
    await phone.page.getByRole("img", { name: "Voor: jouw eerste foto" }).waitFor();
    await phone.page.getByRole("button", { name: "Klaar", exact: true }).click();
    await phone.page.getByText("Maak eerst een foto van de schone plek.").waitFor();
    await phone.page.locator("input[type=file]").first().setInputFiles(await photo("after"));
    await phone.page.getByRole("heading", { name: "Klopt de foto?" }).waitFor();
    assert.deepEqual(await faults(phone.page), []);

    const address = new URL(phone.page.url());
    await until("the photo is kept", () => phone.page.evaluate(keptDrafts));
    await phone.restart();
    await phone.go(`${address.pathname}${address.hash}`);
    await phone.page.getByRole("img", { name: "Na: jouw foto 1" }).waitFor();
    await phone.page.getByRole("button", { name: "Klaar", exact: true }).click();
    await phone.page.waitForURL("**/werk?mee=ja");
    const { waiting } = await phone.queue();
    assert.equal(waiting.length, 1);
    assert.match(waiting[0], /Meegenomen, 1 foto\. \d\d\.\d\d/);

    // The report is taken while the phone does not hear of it, and so is what comes after it.
    let turn = 0;
    phone.line.become(({ method }) => (method === "POST" ? ["open", "unheard", "503"][turn++ % 3] : "open"));
    await until("nothing waits any more", () => isEmpty(phone), QUEUE_MS_MAX);
    const order = await until("it is done", async () => {
      const order = await orderAt(token, words);
      return order?.status === "done" ? order : undefined;
    });
    assert.deepEqual(order.history.map(({ status }) => status), ["open", "done"]);
    assert.equal(order.afterPhotos.length, 1);
    assert.match(order.description, /De ploeg neemt het nu mee\./);
  } finally {
    await phone.end();
  }
});

scenario("who is signed out keeps what they did, and not the work; signing in sends it", async () => {
  const [place] = await reportAll([[5.4052, 52.1732]], { category: "litter" });
  const phone = await Phone.buy();
  try {
    await phone.begin("crew@demo", LIST, [place]);
    phone.line.become("cut");
    await phone.go(LIST);
    await done(phone, place);
    await phone.device.clearCookies();
    phone.line.become("open");
    await phone.page.waitForURL((url) => url.pathname === "/inloggen");
    await until("the work is gone", () => phone.page.evaluate(async () => !(await caches.has("crew-day"))));
    await signInHere(phone.page, "crew@demo");
    const token = await tokenOf("crew@demo");
    await until("it came in", async () => (await orderAt(token, place)).status === "done");
  } finally {
    await phone.end();
  }
});

scenario("the list is there in less than a second without connection", async (t) => {
  const phone = await Phone.buy();
  try {
    await phone.begin("crew@demo", LIST, []);
    phone.line.become("cut");
    const times = [];
    for (let round = 0; round < 5; round++) {
      await phone.restart();
      const start = performance.now();
      await phone.go("/werk");
      await phone.page.getByRole("heading", { level: 1 }).waitFor();
      times.push(performance.now() - start);
    }
    t.diagnostic(`${times.map(Math.round)} ms`);
    assert.ok(Math.min(...times) < 1000, `${times}`);
    await phone.go("/werk/0199f3a0-0000-7000-8000-000000000000");
    await phone.page.getByRole("heading", { name: "Dit staat niet op deze telefoon" }).waitFor();
    assert.deepEqual(await faults(phone.page), []);
  } finally {
    await phone.end();
  }
});

scenario("a step that is pressed before the scripts have come counts when they are there", async () => {
  const [place] = await reportAll([[5.4052, 52.1693]], { category: "litter" });
  const page = await (await person()).newPage();
  await page.goto(LIST);
  await signInHere(page, "crew@demo");
  await until("the stop", async () => {
    await page.reload();
    return (await stop(page, place).count()) === 1;
  });
  const address = await stop(page, place).getByRole("link").first().getAttribute("href");
  let press;
  const pressed = new Promise((resolve) => (press = resolve));
  await page.route(/\/crew-order-[^/]+\.js$/, async (route) => {
    await pressed;
    await route.continue();
  });
  // The browser's own way, which there is not without connection.
  await page.route(/\/aannemen$/, (route) => route.abort());
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Aannemen" }).click();
  press();
  await state(page, "Aangenomen").waitFor();
  await page.getByText("Je hebt hem aangenomen. De melder weet het.").waitFor();
});

scenario("a phone that is full says so and lets nothing go, and a file that is no photo is told at once", async () => {
  const [place] = await reportAll([[5.4052, 52.1742]], { category: "litter" });
  const page = await (await person({ expect: ["/api/v1/photos", "/stap", "net::ERR"] })).newPage();
  await page.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  let isCut = true;
  await page.route("**/{api/v1/photos,stap}", (route) => (isCut ? route.abort() : route.continue()));
  await page.goto(LIST);
  await signInHere(page, "crew@demo");
  await until("the stop", async () => {
    await page.reload();
    return (await stop(page, place).count()) === 1;
  });
  await openStop(page, place);
  await page.getByRole("button", { name: "Aannemen" }).click();
  await page.getByText("Je telefoon heeft geen ruimte meer").waitFor();
  await state(page, "Nieuw").waitFor();
  await page.goto(`${page.url()}/klaar`);
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.getByText("Maak eerst een foto van de schone plek.").waitFor();
  await page.locator("input[type=file]").first().setInputFiles(await textNamedJpeg());
  await page.getByText("Deze foto kunnen we niet lezen.").waitFor();
  await page.locator("input[type=file]").first().setInputFiles(await photo("after"));
  await page.locator("[data-list] img").waitFor();
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.getByText("Je telefoon heeft geen ruimte meer").waitFor();
  assert.equal(await page.locator("[data-list] img").count(), 1, "the photo is still there");
  // With a connection even a full phone can report it.
  isCut = false;
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.waitForURL("**/werk?af=*");
  await page.getByText(`${place} is klaar.`).waitFor();
});
