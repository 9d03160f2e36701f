// The service worker of the residents' pages: without connection it shows the page on which a report can be made all
// the same, and where the browser has Background Sync it sends what waits. It leaves the pages of staff alone.

import { sendAll } from "../islands/lib/sender";
import { AWAY, asset, inTime, onSync } from "./lib";

declare const self: ServiceWorkerGlobalScope;
/** Addresses of the built files that the kept pages need; put in by build.mjs. */
declare const ASSETS: string[];
/** Differs when they differ. */
declare const VERSION: string;

const OFFLINE = "/melden/zonder-verbinding";
const HELP = "/hulp";
const CACHE = `opgeruimd-${VERSION}`;
// Slower than this is as good as no connection, for who wants to report; no limit for other pages.
const PAGE_MS_MAX = 6_000;
// Buurten and texts change now and then.
const KEPT_MS_MAX = 24 * 60 * 60 * 1000;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...ASSETS, ...[OFFLINE, HELP].map((page) => new Request(page, { cache: "reload" }))]);
  await self.skipWaiting();
}

async function tidy(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("opgeruimd-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function isForResidents(path: string): boolean {
  return path === "/" || ["/melden", "/melding", "/mijn", "/kaart", HELP].some((root) => `${path}/`.startsWith(`${root}/`));
}

/** The page from the network; when there is none, what we kept for this. */
async function page(request: Request, path: string): Promise<Response> {
  const isAsking = request.method === "GET";
  const isReport = isAsking && (path === "/" || `${path}/`.startsWith("/melden/"));
  try {
    const response = await (isReport ? inTime(fetch(request), PAGE_MS_MAX) : fetch(request));
    if (!isReport || !AWAY.includes(response.status)) return response;
    return (await kept(path)) ?? response;
  } catch (error) {
    const instead = await kept(path);
    if (instead) return instead;
    throw error;
  }
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return cache.match(path === HELP ? HELP : OFFLINE);
}

/** Fetches the kept pages again when they are old, or in another language than the person reads now. */
async function refresh(lang: string): Promise<void> {
  const cache = await caches.open(CACHE);
  const old = await cache.match(OFFLINE);
  const age = Date.now() - Date.parse(old?.headers.get("date") ?? "");
  if (old && age < KEPT_MS_MAX && (await old.text()).includes(`<html lang="${lang}"`)) return;
  for (const address of [OFFLINE, HELP]) {
    const response = await fetch(address, { cache: "reload" });
    const files = (await response.clone().text()).match(/\/static\/[\w.-]+/g) ?? [];
    // A page of a newer version needs files that only the next worker keeps.
    if (response.ok && files.every((file) => ASSETS.includes(file))) await cache.put(address, response);
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (event.request.mode === "navigate" && isForResidents(pathname)) event.respondWith(page(event.request, pathname));
  else if (ASSETS.includes(pathname)) event.respondWith(asset(CACHE, event.request));
});
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const { lang } = event.data as { lang: string };
  event.waitUntil(refresh(lang).catch(() => undefined));
});
onSync(sendAll);
