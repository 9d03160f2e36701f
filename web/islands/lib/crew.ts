// What every page of the crew's phone shares: who works on it, doing something at a stop, and sending it when that can be done.
//
// What is done goes by way of this phone, with connection and without: nobody waits for a line, and nothing gets lost.

import { sendOne } from "./act-sender";
import { type Act, type What, keep, tell } from "./acts";
import { keyOf } from "./along";
import { Again } from "./again";
import { type Heard, sendEverything } from "./send-everything";
import { askToSync } from "./sync";
import { farFrom } from "./where";

// With a good line the server has it before the next page is there, and that page says so.
const SENDING_MS_MAX = 1_200;
const PAUSE_MS = 1_000;
/** Longer than a page needs to go on after a tap. */
const TWICE_MS_MAX = 3_000;
// A worker that was stopped does not answer.
const WORKER_MS_MAX = 150_000;

/** Said when the phone cannot keep what was done, and it cannot be sent either. */
export const FULL =
  "Je telefoon heeft geen ruimte meer, en er is geen verbinding. Maak ruimte, bijvoorbeeld door oude foto's weg te gooien, en probeer het nog een keer. Laat deze pagina zolang open staan.";

/** Who is signed in on the page; nobody on the page of a partner. */
export function me(): Act["by"] | undefined {
  const { staff, staffName } = document.querySelector<HTMLElement>("[data-staff]")?.dataset ?? {};
  return staff ? { id: staff, name: staffName ?? "" } : undefined;
}

const sending = new Again(send, PAUSE_MS);

/** The service worker goes on when the page is left; without one the page sends itself. */
function send(arrived: () => void): Promise<boolean> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return sendEverything(arrived);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const tooLong = setTimeout(() => resolve(true), WORKER_MS_MAX);
    port1.onmessage = ({ data }: MessageEvent<Heard>) => {
      if (data === "arrived") return arrived();
      clearTimeout(tooLong);
      resolve(data === "left");
    };
    worker.postMessage("send", [port2]);
  });
}

/** Sends what there is; fulfilled when it is sent, or after a moment. */
export function sendSoon(): Promise<unknown> {
  return Promise.race([sending.soon(), new Promise((resolve) => setTimeout(resolve, SENDING_MS_MAX))]);
}

/** An order as its page says it: the page's path, the place in words, "longitude,latitude", and the page that leads to it. */
export type Stop = Partial<Record<"order" | "place" | "at" | "list", string | undefined>>;

type Words = Partial<Pick<Act, "quick" | "note" | "reason" | "label" | "photos">>;

/** Acts with their orders that are being kept on this page, or were a moment ago. */
const recent = new Set<string>();

/**
 * Keeps what was done at an order on this phone, to be sent; `false` for the second of two taps, which means nothing more. Fails when
 * it can be neither kept nor sent.
 */
export async function did(what: What, stop: Stop, words: Words = {}): Promise<boolean> {
  const name = `${what} ${stop.order}`;
  if (recent.has(name)) return false;
  recent.add(name);
  try {
    await put(what, stop, words);
  } catch (error) {
    recent.delete(name);
    throw error;
  }
  setTimeout(() => recent.delete(name), TWICE_MS_MAX);
  return true;
}

async function put(what: What, { order = "", place = "", at = "" }: Stop, words: Words): Promise<void> {
  const by = me();
  if (!by) throw new Error("nobody is signed in");
  const [longitude = 0, latitude = 0] = at.split(",").map(Number);
  // Of a report that was sent the place is not kept.
  const near = at ? await farFrom({ longitude, latitude }) : undefined;
  const act: Act = {
    ...{ key: crypto.randomUUID(), order, what, madeAt: Date.now(), by, place, photos: [], quick: [] },
    ...{ note: "", reason: "", label: "", refusal: "", notBefore: 0 },
    ...(near ? { near } : {}),
    ...words,
  };
  // A phone that is full can still send it now.
  await keep(act).catch(() => sendOne(act));
  tell({ what: "kept" });
  void askToSync();
}

/** The list or the round, where it says that this order was closed, or that something was taken along. */
export function closed({ order = "", list = "/werk" }: Stop): string {
  if (keyOf(order)) return `${list}?mee=ja`;
  return `${list}?af=${order.slice(order.lastIndexOf("/") + 1)}`;
}

/** Begins to send what is kept. */
export function begin(): void {
  document.addEventListener("live:up", () => void sending.soon());
  void sending.soon();
}

/** Installs the service worker, when the page has nothing better to do. */
export function install(): void {
  const now = () => void navigator.serviceWorker?.register("/werk/sw.js", { scope: "/werk" }).catch(() => undefined);
  if (document.readyState === "complete") now();
  else addEventListener("load", now, { once: true });
}
