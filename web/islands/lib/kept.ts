// Reports that this phone keeps until they are sent, in IndexedDB. Also used by the service worker.
//
// Never a name, mail address or telephone number: what is kept here can be read by whoever holds the phone.
// Of a report that was sent only its kind, number and link stay.

import type { Photo, Waiting } from "./post";
import { Shelves } from "./shelves";

export type { Photo };

const NAME = "opgeruimd";
/** More than anybody makes in a walk without connection, and some 30 MB at most. */
export const REPORTS_MAX = 20;
/** The oldest links go first. */
const SENT_MAX = 20;

/** By question; values of one answer are joined by commas. */
export type Answers = Record<string, string>;

export interface Report extends Waiting {
  /** Also the Idempotency-Key: the same key gives the same report, however often it is sent. */
  key: string;
  madeAt: number;
  category: string;
  /** The category as the person read it. */
  label: string;
  longitude: number;
  latitude: number;
  /** Words for the place, as the crew will read them. */
  place: string;
  description: string;
  /** There is none in what an older page kept. */
  answers?: Answers;
  language: string;
  /** Whether the server may have it already, though we did not hear it say so. */
  isAsked: boolean;
}

export interface Sent {
  key: string;
  label: string;
  reportId: string;
  number: string;
  sentAt: number;
}

const shelves = new Shelves(NAME, { waiting: { keyPath: "key" }, sent: { keyPath: "key" } });

/** What is not sent yet, oldest first. */
export async function waiting(): Promise<Report[]> {
  return (await shelves.all<Report>("waiting")).sort((one, other) => one.madeAt - other.madeAt);
}

/** What was sent from here, newest first. */
export async function sent(): Promise<Sent[]> {
  return (await shelves.all<Sent>("sent")).sort((one, other) => other.sentAt - one.sentAt);
}

/** Keeps a report, new or changed. */
export function keep(report: Report): Promise<void> {
  return shelves.write((shelf) => shelf("waiting").put(report));
}

/** Changes a report, unless the person threw it away meanwhile. */
export function change(report: Report): Promise<void> {
  return shelves.change("waiting", report.key, report);
}

/** Forgets a report that waits, or the link of one that was sent. */
export function forget(key: string): Promise<void> {
  return shelves.write((shelf) => {
    shelf("waiting").delete(key);
    shelf("sent").delete(key);
  });
}

/** The report is at the server: its photos and words leave the phone, a link stays. */
export async function finish(done: Sent): Promise<void> {
  const old = (await sent()).slice(SENT_MAX - 1);
  await shelves.write((shelf) => {
    shelf("waiting").delete(done.key);
    shelf("sent").put(done);
    for (const { key } of old) shelf("sent").delete(key);
  });
}

/** How pages, tabs and the service worker tell each other. */
export type Word = { what: "kept" | "try" | "changed" } | { what: "sending"; key: string };

/** Calls `hear` with what other parts say. */
export function listen(hear: (word: Word) => void): void {
  new BroadcastChannel(NAME).addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));
}

/** Says something to every other part, in this tab too. */
export function tell(word: Word): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(word);
  channel.close();
}
