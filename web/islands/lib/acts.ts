// What a crew did at its stops, kept on this phone until the server has it, in IndexedDB. Also used by the service worker.
//
// Nothing of a resident is kept here: where the stop is, what the crew did, its words and its photos.

import type { Waiting } from "./post";
import { Shelves } from "./shelves";

const NAME = "opgeruimd-work";

export type What = "accept" | "start" | "complete" | "refuse";

/** How far an order is; the words of the server. */
export type Status = "open" | "accepted" | "in_progress" | "paused" | "done" | "refused" | "cancelled";

/** Nothing is to be done at it any more. */
export const isClosed = (status: Status): boolean => ["done", "refused", "cancelled"].includes(status);

/** How far the phone was from the stop, metres. Where it was stays on the phone. */
export interface Near {
  away: number;
  /** How sure the phone was of that. */
  accuracy: number;
}

/** One thing that somebody did at one stop. */
export interface Act extends Waiting {
  /** In the order in which they were done, whatever the clock says; the shelf gives it. */
  turn?: number;
  /** Also what the server knows it by: the same key is the same act, however often it is sent. */
  key: string;
  /** Path of the order's page. */
  order: string;
  what: What;
  /** By the clock of this phone, which may be wrong. */
  madeAt: number;
  by: { id: string; name: string };
  /** As the person read it. */
  place: string;
  near?: Near;
  /** Quick notes that were chosen. */
  quick: string[];
  note: string;
  reason: string;
  /** The reason as the person read it. */
  label: string;
  /** The server's time at which it took the act; until a page shows that, this does. */
  takenAt?: string;
  /** Somebody else was first: what the server said of that, until it was read. */
  settled?: { title: string; words: string };
}

/** Photos of an order that is not reported done yet. */
interface Draft {
  order: string;
  pictures: Blob[];
}

const shelves = new Shelves(NAME, {
  acts: { keyPath: "turn", autoIncrement: true },
  drafts: { keyPath: "order" },
});

/** Whether the phone still has to send it. */
export const isWaiting = (act: Act): boolean => !act.takenAt && !act.settled && !act.refusal;

/** In the order in which they were done. */
export function acts(): Promise<Act[]> {
  return shelves.all<Act>("acts");
}

/** Keeps an act. It comes in place of the same one that was refused; photos that waited for this are let go. */
export async function keep(act: Act): Promise<void> {
  const before = (await acts()).filter(({ order, what, refusal }) => order === act.order && what === act.what && refusal);
  await shelves.write((shelf) => {
    for (const { turn } of before) if (turn !== undefined) shelf("acts").delete(turn);
    shelf("acts").add(act);
    if (act.what === "complete") shelf("drafts").delete(act.order);
  });
}

/** Changes an act, unless it was thrown away meanwhile. */
export function change(act: Act): Promise<void> {
  return act.turn === undefined ? Promise.resolve() : shelves.change("acts", act.turn, act);
}

export function forget(turns: number[]): Promise<void> {
  return shelves.write((shelf) => {
    for (const turn of turns) shelf("acts").delete(turn);
  });
}

/** The photos that were made for an order before it was reported done. */
export async function draft(order: string): Promise<Blob[]> {
  return (await shelves.all<Draft>("drafts")).find((one) => one.order === order)?.pictures ?? [];
}

export function keepDraft(order: string, pictures: Blob[]): Promise<void> {
  return shelves.write((shelf) => {
    if (pictures.length > 0) shelf("drafts").put({ order, pictures } satisfies Draft);
    else shelf("drafts").delete(order);
  });
}

const RANK: Record<Status, number> = { open: 0, accepted: 1, paused: 2, in_progress: 2, done: 3, refused: 3, cancelled: 3 };
const LEADS_TO: Record<What, Status> = { accept: "accepted", start: "in_progress", complete: "done", refuse: "refused" };

/** How an order stands with what was done here; `drawn` is what the page of the server says. Pure. */
export function standing(drawn: Status, order: string, all: readonly Act[]): Status {
  let status = drawn;
  for (const act of all) {
    if (act.order !== order || act.refusal || act.settled) continue;
    const next = LEADS_TO[act.what];
    if (RANK[next] > RANK[status]) status = next;
  }
  return status;
}

/** How pages, tabs and the service worker tell each other. */
export type Word = { what: "kept" | "changed" | "signed-out" };

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
