// The service worker of the crew's phone: without connection it shows what is kept of today (lib/day.ts), and it goes on
// sending what the crew did (lib/send-everything.ts) when the page is left.
//
// Nothing of the work stays when the sign-in is over: then the kept pages are thrown away before they are shown.

import { DAY, UNTIL, again, dropDay } from "../islands/lib/day";
import { type Heard, sendEverything } from "../islands/lib/send-everything";
import { AWAY, asset, inTime, onSync } from "./lib";

declare const self: ServiceWorkerGlobalScope;
/** Addresses of the built files that the kept pages need; put in by build.mjs. */
declare const ASSETS: string[];
/** Differs when they differ. */
declare const VERSION: string;

const CACHE = `crew-${VERSION}`;
const LIST = "/werk";
const PART = "/werk/lijst";
/** What is shown when nothing is kept for an address. */
const NOTHING = "/werk/zonder-verbinding";
const SIGN_IN = "/inloggen";
// Slower than this is as good as no connection, for who stands in the street.
const PAGE_MS_MAX = 4_000;
/** Of one import: other streets have another address. */
const STREETS = /^\/werk\/straten\/\d+\//;
const PHOTO = /^\/media\/[\da-f-]{36}\//;
const PAGE = /^\/werk(\/lijst|\/nieuw|\/ronde\/[\da-f-]{36}(\/deel)?|\/[\da-f-]{36}(\/klaar|\/lukt-niet|\/bewijs)?)?$/;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...ASSETS, new Request(NOTHING, { cache: "reload" })]);
  await self.skipWaiting();
}

/** Pages that were kept by another version need files that are not here: they go, and are fetched again. */
async function tidy(): Promise<void> {
  const isOld = (name: string) => name.startsWith("crew-") && name !== CACHE && name !== DAY;
  const old = (await caches.keys()).filter(isOld);
  if (old.length > 0) await dropDay();
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page from the network; when there is none, as it was kept. */
async function page(event: FetchEvent, url: URL): Promise<Response> {
  const { request } = event;
  let response: Response;
  try {
    response = await inTime(fetch(request), PAGE_MS_MAX);
  } catch {
    return (await kept(request, url)) ?? Response.error();
  }
  if (AWAY.includes(response.status)) return (await kept(request, url)) ?? response;
  if (isSignedOut(response, url)) await dropDay();
  // Nobody waits for that.
  else if (response.status === 200 && !response.redirected) event.waitUntil(keep(request, url, response.clone()));
  return response;
}

/** The list itself leads nowhere else than to the sign-in; where a redirect of a page leads is not told here. */
function isSignedOut(response: Response, { pathname }: URL): boolean {
  if (response.status === 401) return true;
  if (response.redirected) return new URL(response.url).pathname === SIGN_IN;
  return response.type === "opaqueredirect" && pathname === LIST;
}

/** Keeps a list as it is now, and another page that is kept already, as the server shows it now. */
async function keep(request: Request, { pathname, search, searchParams }: URL, response: Response): Promise<void> {
  const day = await caches.open(DAY);
  if (pathname === LIST || pathname === PART) {
    // What was just closed or reported is told once.
    if (["af", "nieuw", "mee"].some((told) => searchParams.has(told))) return;
    await day.put(request, response);
    // A part that is older than its page must not come in place of it.
    if (pathname === LIST) await day.delete(`${PART}${search}`);
    return;
  }
  const before = search ? undefined : await day.match(pathname);
  if (before) await day.put(pathname, again(response, before));
}

async function kept(request: Request, { pathname }: URL): Promise<Response | undefined> {
  const day = await caches.open(DAY);
  const until = await (await day.match(UNTIL))?.text();
  if (until && Date.parse(until) < Date.now()) await dropDay();
  else {
    const found = (await day.match(request)) ?? (await day.match(pathname, { ignoreSearch: true }));
    if (found) return found;
  }
  // A part of a page cannot be another page.
  return request.mode === "navigate" ? (await caches.open(CACHE)).match(NOTHING) : undefined;
}

/** A photo of the street: as it was kept, or the small one when only that was. */
async function photo(request: Request, { pathname }: URL): Promise<Response> {
  const day = await caches.open(DAY);
  const own = await day.match(pathname);
  if (own) return own;
  try {
    return await fetch(request);
  } catch (error) {
    const small = await day.match(pathname.replace(/[^/]+$/, "small.jpg"));
    if (small) return small;
    throw error;
  }
}

/** The streets around the stops, as they were kept. */
async function streets(request: Request): Promise<Response> {
  const day = await caches.open(DAY);
  const own = await day.match(request);
  if (own) return own;
  const response = await fetch(request);
  if (response.ok) await day.put(request, response.clone());
  return response;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (PAGE.test(url.pathname)) event.respondWith(page(event, url));
  else if (STREETS.test(url.pathname)) event.respondWith(streets(request));
  else if (PHOTO.test(url.pathname)) event.respondWith(photo(request, url));
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(CACHE, request));
});
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const say = (heard: Heard) => event.ports[0]?.postMessage(heard);
  const sent = sendEverything(() => say("arrived")).catch(() => true);
  event.waitUntil(sent.then((isLeft) => say(isLeft ? "left" : "nothing left")));
});
onSync(sendEverything);
