// The check that a case's bundle brings along: what was written passes, and every changed bit of it is found.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import test from "node:test";
import { chance, load } from "./lib.mjs";

const { check } = await load("bundle", "check");

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const bytes = (text) => new TextEncoder().encode(text);

const PHOTOS = ["the first photo", "the second"].map(bytes);
const photo = (number) => ({
  what: "photo-added",
  photo: { number, label: "overview", sha256: sha256(PHOTOS[number - 1]), takenAt: "2026-11-30T08:41:07.250Z", place: null },
});
const HAPPENED = [{ what: "opened" }, photo(1), { what: "viewed" }, photo(2), { what: "original-viewed", photo: 1 }, { what: "exported" }];

/** A log as the service writes it, and the bundle around it. */
function bundle(happened = HAPPENED) {
  const [lines, signatures] = [[], []];
  for (const [index, what] of happened.entries()) {
    const previous = index === 0 ? "0".repeat(64) : sha256(lines[index - 1]);
    const by = { id: "1", name: "Boa Samira" };
    lines.push(JSON.stringify({ case: "HZ-2026-0118", number: index + 1, previous, at: "2026-11-30T08:41:08.123Z", by, ...what }));
    signatures.push(sign(null, bytes(lines[index]), privateKey).toString("base64"));
  }
  return withLog(lines, signatures);
}

function withLog(lines, signatures) {
  return new Map([
    ["LEESMIJ.txt", bytes("…")],
    ["controleer.html", bytes("…")],
    ["logboek.jsonl", bytes(lines.map((line) => `${line}\n`).join(""))],
    ["handtekeningen.txt", bytes(signatures.map((line) => `${line}\n`).join(""))],
    ["sleutel.pem", bytes(publicKey.export({ type: "spki", format: "pem" }))],
    ["fotos/1.jpg", PHOTOS[0]],
    ["fotos/2.png", PHOTOS[1]],
  ]);
}

const linesOf = (files) => new TextDecoder().decode(files.get("logboek.jsonl")).trimEnd().split("\n");
const signaturesOf = (files) => new TextDecoder().decode(files.get("handtekeningen.txt")).trimEnd().split("\n");

test("a bundle as it was written is good, and tells its case, its photos and its key", async () => {
  const outcome = await check(bundle());

  assert.deepEqual([outcome.findings, outcome.unseen], [[], []]);
  assert.equal(outcome.case, "HZ-2026-0118");
  assert.deepEqual(outcome.lines.map(({ what, isSound }) => [what, isSound]), HAPPENED.map(({ what }) => [what, true]));
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(12);
  assert.equal(outcome.fingerprint.replaceAll(" ", ""), sha256(raw).slice(0, 32));
});

test("every flipped bit of a photo, the log, a signature or the key is found", async () => {
  // A short log, because each bit costs a count of everything.
  const whole = bundle([HAPPENED[0], HAPPENED[1], HAPPENED.at(-1)]);
  whole.delete("fotos/2.png");
  // The lines around a key in a file are not the key.
  const pem = new TextDecoder().decode(whole.get("sleutel.pem"));
  const [from, until] = [pem.indexOf("\n") + 1, pem.lastIndexOf("\n-----END")];
  for (const name of ["fotos/1.jpg", "logboek.jsonl", "handtekeningen.txt", "sleutel.pem"]) {
    const size = whole.get(name).length;
    const [first, last] = name === "sleutel.pem" ? [from, until] : [0, size];
    for (let bit = first * 8; bit < last * 8; bit++) {
      const changed = Uint8Array.from(whole.get(name));
      changed[bit >> 3] ^= 1 << (bit & 7);
      const { findings } = await check(new Map(whole).set(name, changed));
      assert.notDeepEqual(findings, [], `bit ${bit} of ${name}`);
    }
  }
});

test("who changes a line and everything that follows from it still lacks the key", async () => {
  const lines = linesOf(bundle()).map((line) => JSON.parse(line));
  lines[1].photo.takenAt = "2026-11-30T08:41:06.250Z";
  const again = [];
  for (const line of lines) again.push(JSON.stringify({ ...line, previous: again.length === 0 ? "0".repeat(64) : sha256(again.at(-1)) }));
  const { findings } = await check(withLog(again, signaturesOf(bundle())));

  assert.deepEqual(findings, [2, 3, 4, 5, 6].map((line) => `Regel ${line} van het logboek: de handtekening klopt niet.`));
});

test("lines that are left out, changed around or of another case are found", async () => {
  const random = chance(7);
  const [lines, signatures] = [linesOf(bundle()), signaturesOf(bundle())];
  for (let times = 0; times < 50; times++) {
    const [one, other] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    const without = (all) => all.filter((_, index) => index !== one);
    assert.notDeepEqual((await check(withLog(without(lines), without(signatures)))).findings, [], `without ${one}`);
    const swapped = (all) => all.with(one, all[other]).with(other, all[one]);
    const { findings } = await check(withLog(swapped(lines), swapped(signatures)));
    assert.equal(findings.length > 0, one !== other, `${one} and ${other}`);
  }
});

test("a photo too few, one too many, and what is no bundle at all are told", async () => {
  const fewer = bundle();
  fewer.delete("fotos/2.png");
  assert.deepEqual((await check(fewer)).findings, ["Foto 2 ontbreekt."]);
  const more = bundle().set("fotos/3.jpg", PHOTOS[0]);
  assert.deepEqual((await check(more)).findings, ["fotos/3.jpg hoort niet in dit dossier."]);
  assert.ok((await check(new Map())).findings.length >= 5);
  const early = await check(bundle(HAPPENED.slice(0, -1)));
  assert.deepEqual(early.findings, ["De laatste regel zegt niet dat het dossier is opgehaald: er mist iets."]);
});
