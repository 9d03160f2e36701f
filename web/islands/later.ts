// On every page for residents, when it has nothing better to do: sends what is kept on this phone, and installs the
// service worker, so that a report can be made without connection.

import { Again } from "./lib/again";
import { listen } from "./lib/kept";
import { sendAll } from "./lib/sender";
import { askToSync } from "./lib/sync";

// The page itself comes first on a slow line.
const INSTALL_AFTER_MS = 3_000;
const PAUSE_MS = 2_000;

const sending = new Again(sendAll, PAUSE_MS);

async function install(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register("/sw.js");
    // The page without connection speaks the language of this one.
    registration.active?.postMessage({ lang: document.documentElement.lang });
  } catch {
    // Refused by the browser, or a private window: everything works but for offline.
  }
}

listen((word) => {
  if (word.what === "kept" || word.what === "try") void sending.soon();
  if (word.what === "kept") void askToSync();
});

function begin(): void {
  void sending.soon();
  if ("serviceWorker" in navigator) setTimeout(() => void install(), INSTALL_AFTER_MS);
}
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
