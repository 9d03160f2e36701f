// Checks the bundle of an enforcement case: that no photo and no line of the log is other than when it was written. Pure, so
// that it gives the same in a browser and in a test.
//
// A line names the SHA-256 of the line before it, and is signed with Ed25519; a photo has the SHA-256 that its line tells.

import { sha256 } from "../islands/lib/sha256";

/** The files of a bundle by their path in it. */
export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export interface Line {
  number: number;
  at: string;
  by: string;
  what: string;
  /** Of a line about one photo. */
  photo?: Photo;
  isSound: boolean;
}

export interface Photo {
  number: number;
  label: string;
  sha256: string;
  takenAt: string;
  place?: { longitude: number; latitude: number; accuracyM: number; awayM: number } | null;
}

export interface Outcome {
  case: string;
  /** What is wrong; nothing when all is as it was written. */
  findings: string[];
  /** What this browser could not look at. */
  unseen: string[];
  lines: Line[];
  /** By which people compare keys. */
  fingerprint: string;
}

const NO_LINE = "0".repeat(64);
/** The DER of a public key of Ed25519, up to the key. Source: RFC 8410, section 4. */
const SPKI_START = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const SPKI_BYTES = 44;
const FINGERPRINT_DIGITS = 32;
const PARTS = ["LEESMIJ.txt", "controleer.html", "logboek.jsonl", "handtekeningen.txt", "sleutel.pem"];

export async function check(files: Files): Promise<Outcome> {
  const findings = PARTS.filter((name) => !files.has(name)).map((name) => `${name} ontbreekt.`);
  const outcome: Outcome = { case: "", findings, unseen: [], lines: [], fingerprint: "" };
  const log = textLines(files.get("logboek.jsonl"), "logboek.jsonl", findings);
  const signatures = textLines(files.get("handtekeningen.txt"), "handtekeningen.txt", findings);
  const key = await readKey(files.get("sleutel.pem"), outcome);
  if (signatures.length !== log.length) findings.push(`Er zijn ${log.length} regels en ${signatures.length} handtekeningen.`);
  let previous = NO_LINE;
  for (const [index, text] of log.entries()) {
    const wrong = await lineFaults(text, index + 1, previous, outcome);
    if (key && !(await isSigned(key, text, signatures[index] ?? ""))) wrong.push("de handtekening klopt niet");
    if (wrong.length > 0) findings.push(`Regel ${index + 1} van het logboek: ${wrong.join(", ")}.`);
    const line = outcome.lines.at(-1);
    if (line) line.isSound = wrong.length === 0;
    previous = await sha256(bytesOf(text));
  }
  if (outcome.lines.at(-1)?.what !== "exported") findings.push("De laatste regel zegt niet dat het dossier is opgehaald: er mist iets.");
  await checkPhotos(files, outcome);
  return outcome;
}

/** Adds what can be read of a line, and gives what is wrong with it. */
async function lineFaults(text: string, number: number, previous: string, outcome: Outcome): Promise<string[]> {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(text) as Record<string, unknown>;
  } catch {
    outcome.lines.push({ number, at: "", by: "", what: "", isSound: false });
    return ["niet te lezen"];
  }
  const wrong: string[] = [];
  if (number === 1) outcome.case = String(entry["case"]);
  if (entry["case"] !== outcome.case) wrong.push("van een andere zaak");
  if (entry["number"] !== number) wrong.push("niet de regel die hier hoort");
  if (entry["previous"] !== previous) wrong.push("sluit niet aan op de regel ervoor");
  const photo = entry["photo"];
  const by = Object(entry["by"]) as Record<string, unknown>;
  outcome.lines.push({
    ...{ number, at: String(entry["at"]), by: String(by["name"]), what: String(entry["what"]), isSound: false },
    ...(entry["what"] === "photo-added" ? { photo: Object(photo) as Photo } : {}),
  });
  return wrong;
}

async function checkPhotos(files: Files, { lines, findings }: Outcome): Promise<void> {
  const known = new Set(PARTS);
  for (const { photo } of lines) {
    if (!photo) continue;
    const name = [...files.keys()].find((path) => path.startsWith(`fotos/${photo.number}.`));
    if (!name) {
      findings.push(`Foto ${photo.number} ontbreekt.`);
      continue;
    }
    known.add(name);
    const counted = await sha256(files.get(name) ?? new Uint8Array());
    if (counted !== photo.sha256) findings.push(`Foto ${photo.number} is veranderd: het controlegetal is ${counted}.`);
  }
  for (const name of files.keys()) if (!known.has(name)) findings.push(`${name} hoort niet in dit dossier.`);
}

async function readKey(file: Uint8Array | undefined, outcome: Outcome): Promise<CryptoKey | undefined> {
  const der = fromBase64(new TextDecoder().decode(file).replace(/-----[A-Z ]+-----|\s/g, ""));
  // Not every browser minds another start.
  if (der?.length !== SPKI_BYTES || SPKI_START.some((byte, index) => der[index] !== byte)) {
    outcome.findings.push("sleutel.pem is geen sleutel.");
    return undefined;
  }
  const digits = (await sha256(der.slice(SPKI_START.length))).slice(0, FINGERPRINT_DIGITS);
  outcome.fingerprint = digits.match(/.{4}/g)?.join(" ") ?? "";
  if (!(await knowsEd25519())) {
    outcome.unseen.push("Deze browser kan handtekeningen niet controleren. Gebruik een nieuwere, of doe het zoals LEESMIJ.txt zegt.");
    return undefined;
  }
  try {
    return await crypto.subtle.importKey("spki", der, "Ed25519", false, ["verify"]);
  } catch {
    outcome.findings.push("sleutel.pem is geen sleutel.");
    return undefined;
  }
}

function knowsEd25519(): Promise<boolean> {
  return crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]).then(
    () => true,
    () => false,
  );
}

async function isSigned(key: CryptoKey, text: string, signature: string): Promise<boolean> {
  const bytes = fromBase64(signature);
  return bytes !== undefined && crypto.subtle.verify("Ed25519", key, bytes, bytesOf(text));
}

/** The lines of a file, each with its end; what is no text is no line. */
function textLines(file: Uint8Array | undefined, name: string, findings: string[]): string[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    findings.push(`${name} is geen tekst.`);
    return [];
  }
  if (!text.endsWith("\n")) findings.push(`${name} is niet af.`);
  return text.split("\n").filter((line, index, all) => line !== "" || index < all.length - 1);
}

/** The bytes of base64 as it is written in one way only: of other writings a changed bit would not be seen. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const again = btoa(String.fromCharCode(...bytes));
    return again === text && bytes.length > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
