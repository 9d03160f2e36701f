// The page controleer.html in a bundle: takes the bundle's own file, and says what bundle.ts found in it.

import { unzip } from "fflate";
import { type Files, type Outcome, type Photo, check } from "./bundle";

const WHAT: Record<string, string> = {
  opened: "opende de zaak",
  "photo-added": "maakte een foto",
  viewed: "bekeek de zaak",
  "original-viewed": "bekeek een origineel",
  "handed-over": "gaf de zaak aan kantoor",
  closed: "sloot de zaak",
  exported: "haalde dit dossier op",
};
const LABELS: Record<string, string> = {
  overview: "Overzicht",
  name: "Naam of adres",
  contents: "Inhoud",
  plate: "Kenteken",
  other: "Iets anders",
};
const time = new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeStyle: "medium", timeZone: "Europe/Amsterdam" });

/** The files of the bundle; all of them lie in one folder, which is left out of their paths. */
async function files(bundle: Blob): Promise<Files> {
  const bytes = new Uint8Array(await bundle.arrayBuffer());
  const all = await new Promise<Record<string, Uint8Array<ArrayBuffer>>>((resolve, reject) =>
    // What is unzipped lies in memory of this page alone.
    unzip(bytes, (error, found) => (error ? reject(error) : resolve(found as Record<string, Uint8Array<ArrayBuffer>>))),
  );
  return new Map(Object.entries(all).map(([path, file]) => [path.slice(path.indexOf("/") + 1), file]));
}

const part = (id: string): HTMLElement => document.getElementById(id) ?? document.body;

function row(cells: string[], isSound = true): HTMLTableRowElement {
  const line = document.createElement("tr");
  line.className = isSound ? "" : "bad";
  for (const cell of cells) line.insertCell().textContent = cell;
  return line;
}

function item({ number, label, takenAt, place, sha256 }: Photo): HTMLLIElement {
  const [line, title, hash] = [document.createElement("li"), document.createElement("b"), document.createElement("code")];
  const say = (words: string) => Object.assign(document.createElement("span"), { textContent: words });
  const where = place
    ? `${place.latitude.toFixed(6)}, ${place.longitude.toFixed(6)}, ${place.accuracyM} meter nauwkeurig, ${place.awayM} meter van de melding`
    : "Plek onbekend";
  [title.textContent, hash.textContent] = [`${number}. ${LABELS[label] ?? label}`, sha256];
  line.append(title, say(moment(takenAt)), say(where), hash);
  return line;
}

function moment(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : time.format(at);
}

function show({ case: number, findings, unseen, lines, fingerprint }: Outcome): void {
  const isGood = findings.length === 0 && unseen.length === 0;
  const outcome = part("outcome");
  outcome.className = isGood ? "good" : findings.length > 0 ? "bad" : "";
  outcome.textContent = isGood
    ? `Zaak ${number}: alles is ongewijzigd.`
    : findings.length > 0
      ? `Zaak ${number}: dit dossier klopt niet.`
      : `Zaak ${number}: niets gevonden, maar niet alles kon worden gecontroleerd.`;
  part("findings").replaceChildren(
    ...[...findings, ...unseen].map((words) => Object.assign(document.createElement("li"), { textContent: words })),
  );
  part("details").hidden = false;
  part("key").textContent = fingerprint;
  const photos = lines.flatMap(({ photo }) => photo ?? []);
  part("photos").replaceChildren(...photos.map(item));
  part("log").replaceChildren(...lines.map(({ number, at, by, what, isSound }) => row([String(number), moment(at), by, WHAT[what] ?? what], isSound)));
}

const input = document.querySelector<HTMLInputElement>("input[type=file]");
input?.addEventListener("change", () => {
  const bundle = input.files?.[0];
  if (!bundle) return;
  part("outcome").textContent = "We tellen alles na…";
  files(bundle)
    .then(check)
    .then(show)
    .catch(() => {
      part("outcome").className = "bad";
      part("outcome").textContent = "Dit is geen dossier, of het bestand is beschadigd.";
    });
});
