// Enforcement cases: evidence is made without connection, comes in to the bit, and what is changed later is found by the
// bundle's own check.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { faults } from "../lib/accessible.mjs";
import { DESK, browser, person } from "../lib/browser.mjs";
import { KIND, beginCapture, capture, here, openCase, takeBundle } from "../lib/cases.mjs";
import { photo, textNamedJpeg } from "../lib/photo.mjs";
import { scenario } from "../lib/scenario.mjs";
import { openStop, signIn, tokenOf } from "../lib/staff.mjs";
import { Phone, orderAt, reportAll } from "../lib/street.mjs";
import { system } from "../lib/system.mjs";
import { until } from "../lib/until.mjs";

/** Where the rules of the demo send what lies beside a container to the boas, with more than fifty metres between. */
const SPOTS = [
  [5.4161, 52.1733],
  [5.4172, 52.1733],
];
const run = promisify(execFile);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const short = (hash) => `${hash.slice(0, 4)}…${hash.slice(-4)}`;

/** The originals that are on the phone, as they lie there. */
async function originals(page) {
  const all = await page.evaluate(async () => {
    const kept = await new Promise((resolve) => {
      indexedDB.open("opgeruimd-evidence").onsuccess = ({ target: { result } }) => {
        result.transaction("evidence").objectStore("evidence").getAll().onsuccess = (event) => {
          result.close();
          resolve(event.target.result);
        };
      };
    });
    const bytes = async ({ original }) => [...new Uint8Array(await original.content.arrayBuffer())];
    return Promise.all(kept.filter(({ original }) => original).map(bytes));
  });
  return all.map((bytes) => Buffer.from(bytes));
}

scenario("evidence made without connection, also before a restart, comes in to the bit with its time and place", async () => {
  const [place] = await reportAll([SPOTS[0]], KIND);
  const paths = [await photo("before"), await photo("after")];
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const phone = await Phone.buy({ ahead: 3_600_000, place: here(SPOTS[0]) });
  try {
    await phone.begin("boa@demo", "/werk", [place]);
    phone.line.become("cut");
    await phone.go("/werk");
    await openStop(phone.page, place);
    await phone.page.getByRole("link", { name: "Leg bewijs vast" }).click();
    await phone.page.getByText("Op 4 meter nauwkeurig.").waitFor();
    await capture(phone.page, "Overzicht", paths[0]);
    const made = Date.now();
    await phone.page.getByText("Wacht op verbinding").waitFor();
    await phone.page.getByText(short(sha256(files[0]))).waitFor();
    assert.deepEqual(await faults(phone.page), []);
    const address = new URL(phone.page.url()).pathname;
    await phone.restart();
    await phone.go(address);
    await capture(phone.page, "Naam of adres", paths[1]);
    const kept = await originals(phone.page);
    assert.equal(kept.length, 2);
    // Who finds the phone finds nothing of the photo.
    const part = (file) => file.subarray(200, 232);
    assert.ok(kept.every((bytes) => files.every((file) => !bytes.includes(part(file)))));
    await phone.go("/werk");
    const { waiting } = await phone.queue();
    assert.equal(waiting.length, 2);
    assert.match(waiting[0], /Bewijs: overzicht\. \d\d\.\d\d/);

    phone.line.become("open");
    await until("nothing waits any more", async () => (await phone.queue()).waiting.length === 0);
    assert.deepEqual(await originals(phone.page), []);
    const { workOrderId } = await orderAt(await tokenOf("admin@demo"), place);
    await phone.go(`/werk/${workOrderId}`);
    await phone.page.getByRole("link", { name: /^Zaak HZ-/ }).click();
    await phone.page.getByRole("heading", { name: "2 bewijsfoto's" }).waitFor();
    const path = new URL(phone.page.url()).pathname;
    const log = await logOf(path);
    const photos = log.filter(({ what }) => what === "photo-added").map(({ photo }) => photo);
    assert.deepEqual(photos.map(({ sha256 }) => sha256), files.map(sha256));
    assert.deepEqual(photos.map(({ label, place }) => [label, place.awayM, place.accuracyM]), [
      ["overview", 11, 4],
      ["name", 11, 4],
    ]);
    // The clock of the phone is an hour ahead, and kept beside the time that counts.
    assert.ok(Math.abs(Date.parse(photos[0].takenAt) - made) < 10_000, photos[0].takenAt);
    assert.ok(Date.parse(photos[0].phoneClock) - made > 3_500_000, photos[0].phoneClock);
    const bearer = { headers: { authorization: `Bearer ${await tokenOf("manager@demo")}` }, method: "POST" };
    for (const [index, { id }] of photos.entries()) {
      const answer = await fetch(`${(await system()).url}${path}/origineel/${id}`, bearer);
      const [, shown] = /src="data:image\/jpeg;base64,([^"]+)"/.exec(await answer.text());
      assert.ok(Buffer.from(shown, "base64").equals(files[index]));
    }
  } finally {
    await phone.end();
  }
});

/** Runs SQL as who may change everything. */
async function sql(statement) {
  const { data } = await system();
  const { adminDatabaseUrl } = JSON.parse(await readFile(join(data, "run", "env.json"), "utf8"));
  const address = adminDatabaseUrl.replace(/\/postgres$/, "/opgeruimd");
  const { stdout } = await run("psql", [address, "-XAtqc", `set standard_conforming_strings = on; ${statement}`]);
  return stdout.trimEnd();
}

async function logOf(path) {
  const id = path.split("/").at(-1);
  const lines = await sql(`select line from work_orders.case_entry where case_id = '${id}' order by number`);
  return lines.split("\n").map((line) => JSON.parse(line));
}

/** Takes the bundle, and has its own page look at it, which knows nothing but that file. */
async function lookAtBundle(page, folder) {
  const { path, check: own } = await takeBundle(page, folder);
  const context = await (await browser()).newContext({ offline: true, locale: "nl-NL" });
  try {
    const check = await context.newPage();
    await check.goto(own);
    await check.locator("input[type=file]").setInputFiles(path);
    await check.getByText(/^Zaak HZ-/).waitFor();
    const findings = await check.locator("#findings li").allInnerTexts();
    return { outcome: await check.locator("#outcome").innerText(), findings, faults: await faults(check) };
  } finally {
    await context.close();
  }
}

scenario("one flipped bit in an original, in its time or in who looked is found by the bundle's own check", async () => {
  const boa = await openCase(SPOTS[1]);
  const path = new URL(boa.url()).pathname;
  const [id, log] = [path.split("/").at(-1), await logOf(path)];
  assert.deepEqual(log.map(({ what }) => what), ["opened", "photo-added", "viewed"]);
  const folder = await mkdtemp(join(tmpdir(), "opgeruimd-case-"));
  const office = await (await person({ viewport: DESK, acceptDownloads: true })).newPage();
  await signIn(office, "manager@demo", path);
  try {
    const whole = await lookAtBundle(office, folder);
    assert.deepEqual([whole.findings, whole.faults], [[], []]);
    assert.match(whole.outcome, /^Zaak HZ-\d{4}-\d{4}: alles is ongewijzigd\.$/);

    const line = (number) => `work_orders.case_entry where case_id = '${id}' and number = ${number}`;
    // The lowest bit of the last digit before a mark: another second, another name.
    const flip = (number, mark) =>
      sql(`update work_orders.case_entry set line = overlay(line placing
             chr(ascii(substr(line, strpos(line, '${mark}') - 1, 1)) # 1) from strpos(line, '${mark}') - 1 for 1)
           where case_id = '${id}' and number = ${number}`);
    const { id: photoId, takenAt } = log[1].photo;
    const stored = join((await system()).data, "evidence", photoId.slice(-2), photoId);
    const original = await readFile(stored);
    const changes = {
      "Foto 1 is veranderd": [() => writeFile(stored, flipped(original)), () => writeFile(stored, original)],
      "Regel 2 van het logboek": [() => flip(2, `${takenAt.slice(19)}","phoneClock`)],
      "Regel 3 van het logboek": [() => flip(3, `"},"what":"viewed`)],
    };
    for (const [found, [change, back = change]] of Object.entries(changes)) {
      const before = await sql(`select line from ${line(2)} union all select line from ${line(3)}`);
      await change();
      const { outcome, findings } = await lookAtBundle(office, folder);
      assert.match(outcome, /dit dossier klopt niet\.$/, found);
      assert.ok(findings.some((words) => words.startsWith(found)), findings.join(" "));
      await office.reload();
      await office.getByText("Laat alles staan en haal er een beheerder bij.").waitFor();
      await back();
      assert.equal(await sql(`select line from ${line(2)} union all select line from ${line(3)}`), before);
    }
    assert.deepEqual((await lookAtBundle(office, folder)).findings, []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function flipped(bytes) {
  const changed = Buffer.from(bytes);
  changed[changed.length >> 1] ^= 1;
  return changed;
}

scenario("a boa gives the case to the office, which opens an original, closes the case, and all of it can be read back", async () => {
  const boa = await openCase([5.4183, 52.1733]);
  const path = new URL(boa.url()).pathname;
  assert.deepEqual(await faults(boa), []);
  assert.equal(await boa.getByRole("button", { name: "Open origineel" }).count(), 0);
  await boa.getByRole("button", { name: "Naar kantoor" }).click();
  await boa.getByRole("heading", { level: 1, name: "Zaken" }).waitFor();
  assert.deepEqual(await faults(boa), []);

  const context = await person({ viewport: DESK });
  const office = await context.newPage();
  await signIn(office, "manager@demo", "/werk/zaken");
  await office.locator(`a[href="${path}"]`).click();
  await office.getByText("Bij kantoor").first().waitFor();
  const opened = context.waitForEvent("page");
  await office.getByRole("button", { name: "Open origineel" }).click();
  const original = await opened;
  await until("the original is shown", () => original.evaluate(() => document.images[0]?.naturalWidth === 1600));
  assert.deepEqual(await faults(original), []);
  await original.close();
  await office.getByText("Zaak sluiten").click();
  await office.getByRole("button", { name: "Sluit de zaak" }).click();
  await office.getByRole("alert").getByText("Kies wat eruit kwam.").waitFor();
  await office.getByText("Gewaarschuwd", { exact: true }).click();
  await office.getByLabel("Toelichting").fill("Brief gestuurd");
  await office.getByRole("button", { name: "Sluit de zaak" }).click();
  await office.getByText("Gesloten", { exact: true }).waitFor();
  const words = await office.locator(".og-line b").allInnerTexts();
  assert.deepEqual(words.slice(0, 3), [
    "Jij bekeek de zaak",
    "Jij sloot de zaak: Gewaarschuwd. Brief gestuurd",
    "Jij bekeek foto 1, origineel",
  ]);
  assert.deepEqual(await faults(office), []);
});

scenario("what is no photo is told on the phone, stays there until it is thrown away, and holds nothing up", async () => {
  const page = await beginCapture([5.415, 52.1733], undefined, { expect: ["415"] });
  await capture(page, "Kenteken", await textNamedJpeg());
  await page.getByText("Dit is geen foto.").waitFor();
  assert.deepEqual(await faults(page), []);
  await capture(page, "Inhoud", await photo("after"));
  await page.getByText(/^Foto 1 van HZ-/).waitFor();
  await page.goto("/werk");
  const refused = page.locator("[data-refused] li");
  await refused.getByText("Dit is geen foto.").waitFor();
  await refused.getByRole("button", { name: "Gooi weg" }).click();
  await refused.getByRole("button", { name: "Zeker weten? Gooi weg" }).click();
  await refused.waitFor({ state: "detached" });
});
