// Evidence photos that wait on this phone until the server has them, in IndexedDB. Also used by the service worker.
//
// What is made is counted at once: the check number stands before anything else happens to the photo. The original is kept
// to the bit, closed so that only the server can open it, and goes once the server has it.

import type { Closed } from "./envelope";
import type { Waiting } from "./post";
import { Shelves } from "./shelves";

const NAME = "opgeruimd-evidence";

export interface Spot {
  longitude: number;
  latitude: number;
  accuracyM: number;
}

export interface Evidence extends Pick<Waiting, "refusal" | "notBefore"> {
  /** Also what the server knows it by. */
  key: string;
  /** Path of the order's page, and where that is in words. */
  order: string;
  place: string;
  label: string;
  /** The label as the person read it. */
  words: string;
  /** Of the original, in hexadecimal. */
  sha256: string;
  /** Closed, and not there any more when the server has it. */
  original?: Closed;
  preview?: Blob;
  /** By the clock of this phone, which may be wrong. */
  madeAt: number;
  /** What this phone's clock said, and what the file says of when it was made. */
  phoneClock: string;
  fileClock: string;
  spot?: Spot;
  by: { id: string; name: string };
  /** What the server made of it. */
  taken?: { caseNumber: string; casePath: string; number: number };
}

const shelves = new Shelves(NAME, { evidence: { keyPath: "key" } });

export const isWaiting = (one: Evidence): boolean => !one.taken && !one.refusal;

/** In the order in which they were made. */
export async function evidence(): Promise<Evidence[]> {
  return (await shelves.all<Evidence>("evidence")).sort((one, other) => one.madeAt - other.madeAt);
}

export function keep(one: Evidence): Promise<void> {
  return shelves.write((shelf) => void shelf("evidence").put(one));
}

export function change(one: Evidence): Promise<void> {
  return shelves.change("evidence", one.key, one);
}

export function forget(keys: string[]): Promise<void> {
  return shelves.write((shelf) => {
    for (const key of keys) shelf("evidence").delete(key);
  });
}
