// What the crew's list tells of what this phone keeps: what waits to be sent, what the server refused, what a colleague had done
// already. Pure.

import { type Act, isWaiting } from "./acts";
import { along, keyOf } from "./along";
import { type Evidence, isWaiting as evidenceWaits } from "./evidence";
import type { Report } from "./kept";

/** One line of a list; `key` is the same as long as it is about the same thing. */
export interface Line {
  key: string;
  title: string;
  words: string;
  /** For what waits: for whom. */
  state?: string;
  /** For what was refused: where it can be done again. */
  href?: string;
}

const time = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });

export const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

/** "Klaar, 1 foto. 10.52" */
function told(what: string, { photos, madeAt }: Pick<Act | Report, "photos" | "madeAt">): string {
  const with_ = photos.length > 0 ? `, ${count(photos.length, "foto", "foto's")}` : "";
  return `${what}${with_}. ${time.format(madeAt).replace(":", ".")}`;
}

function done(act: Act): string {
  const complete = keyOf(act.order) ? "Meegenomen" : "Klaar";
  const what = { accept: "Aangenomen", start: "Begonnen", complete, refuse: `Lukt niet: ${act.label.toLowerCase()}` };
  return told(what[act.what], act);
}

const shown = (one: Evidence): string => told(`Bewijs: ${one.words.toLowerCase()}`, { photos: [], madeAt: one.madeAt });
/** What a report from the street is called before it has a number. */
export const titleOf = (report: Report): string => report.place || `${report.label}, nieuw`;
const reported = (report: Report): string => told(`Nieuw: ${report.label.toLowerCase()}`, report);

/** The last of each stop, what was reported from the street, and each photo that is evidence. `me` is who is signed in. */
export function waitingLines(acts: readonly Act[], reports: readonly Report[], evidence: readonly Evidence[], me?: string): Line[] {
  const who = (by: Act["by"]) => (by.id === me ? "Wacht" : `Wacht op ${by.name}`);
  const stops = new Map(acts.filter(isWaiting).map((act) => [act.order, act]));
  const ofStops = [...stops.values()].map((act) => ({
    ...{ key: act.key, title: act.place, words: done(act) },
    state: who(act.by),
  }));
  // What was taken along with it says more.
  const news = reports.filter(({ refusal, key }) => !refusal && !stops.has(along(key)));
  return [
    ...ofStops,
    ...news.map((report) => ({ key: report.key, title: titleOf(report), words: reported(report), state: "Wacht" })),
    ...evidence.filter(evidenceWaits).map((one) => ({ key: one.key, title: one.place, words: shown(one), state: who(one.by) })),
  ];
}

export function refusedLines(acts: readonly Act[], reports: readonly Report[], evidence: readonly Evidence[]): Line[] {
  const ofStops = acts.filter(({ refusal }) => refusal);
  const again = (order: string, key = keyOf(order)) => (key ? `/werk/nieuw#${key}` : `${order}/klaar`);
  const href = ({ what, order }: Act) => (what === "complete" ? again(order) : order);
  return [
    ...ofStops.map((act) => ({ key: act.key, title: act.place, words: `${done(act)}. ${act.refusal}`, href: href(act) })),
    ...reports
      .filter(({ refusal }) => refusal)
      .map((report) => ({ key: report.key, title: titleOf(report), words: `${reported(report)}. ${report.refusal}`, href: "/werk/nieuw" })),
    ...evidence
      .filter(({ refusal }) => refusal)
      .map((one) => ({ key: one.key, title: one.place, words: `${shown(one)}. ${one.refusal}`, href: `${one.order}/bewijs` })),
  ];
}

/** Of one stop the last says all. */
export function settledLines(acts: readonly Act[]): Line[] {
  const stops = new Map(acts.flatMap((act) => (act.settled ? [[act.order, act.settled] as const] : [])));
  return [...stops].map(([order, { title, words }]) => ({ key: order, title, words }));
}

/** "Er staan 3 dingen klaar op deze telefoon. Ze gaan vanzelf mee als je weer verbinding hebt." */
export function waitsWords(lines: number): string {
  const [things, them] = lines === 1 ? ["Er staat 1 ding", "Dat gaat"] : [`Er staan ${lines} dingen`, "Ze gaan"];
  return `${things} klaar op deze telefoon. ${them} vanzelf mee als je weer verbinding hebt.`;
}
