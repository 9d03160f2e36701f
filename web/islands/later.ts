// On every page for residents, when it has nothing better to do: sends what is kept on this phone, and installs the
// service worker, so that a report can be made without connection.

import { listen } from "./lib/kept";
import { sendAll } from "./lib/sender";

// The page itself comes first on a slow line.
const INSTALL_AFTER_MS = 3_000;
const PAUSE_MS = 2_000;
const PAUSE_MS_MAX = 5 * 60_000;

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

let pause = PAUSE_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Something arrived, or changed for the better: no long pauses any more. */
function relax(): void {
  pause = PAUSE_MS;
}

/** Sends now; as long as something is left, again after pauses that grow. */
async function send(): Promise<void> {
  clearTimeout(timer);
  const isLeft = await sendAll(relax).catch(() => false);
  clearTimeout(timer);
  if (!isLeft) return;
  timer = setTimeout(() => void send(), pause);
  pause = Math.min(pause * 2, PAUSE_MS_MAX);
}

function sendSoon(): void {
  relax();
  void send();
}

async function install(): Promise<void> {
  try {
    const registration: SyncRegistration = await navigator.serviceWorker.register("/sw.js");
    // The page without connection speaks the language of this one.
    registration.active?.postMessage({ lang: document.documentElement.lang });
  } catch {
    // Refused by the browser, or a private window: everything works but for offline.
  }
}

/** Where it exists, the browser sends even when no page is open. */
async function askToSync(): Promise<void> {
  const registration: SyncRegistration | undefined = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("send").catch(() => undefined);
}

listen((word) => {
  if (word.what === "kept" || word.what === "try") sendSoon();
  if (word.what === "kept") void askToSync();
});
addEventListener("online", sendSoon);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendSoon());

function begin(): void {
  void send();
  if ("serviceWorker" in navigator) setTimeout(() => void install(), INSTALL_AFTER_MS);
}
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
