// Keeps the work of today on this phone: the page of every stop, what is filled in there, and a small photo of each. The
// service worker (web/worker/crew.ts) shows them when there is no connection.
//
// It goes when the stop is done, when somebody signs out or is signed out, and when the sign-in of the day is over.

/** The cache of the pages. */
export const DAY = "crew-day";
/** In that cache: until when the sign-in counts. */
export const UNTIL = "/werk/.tot";
const FINGERPRINT = "x-kept";
const PHOTOS = "x-photos";
/** Orders that are fetched in one breath. */
const ORDERS_AT_ONCE = 20;
const FETCH_MS_MAX = 60_000;
const ORDER = /^\/werk\/[\da-f-]{36}/;
/** A page from the cache is under the same protection as it was from the server. */
const HEADERS = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options"];

interface Kept {
  /** The end of the sign-in. */
  until: string;
  orders: { path: string; pages: Record<string, string>; photos: string[] }[];
}

/** Keeps the orders in `wanted` (path, and a fingerprint of how it stands), and nothing else. */
export async function keepDay(wanted: ReadonlyMap<string, string>): Promise<void> {
  const day = await caches.open(DAY);
  await drop(day, wanted);
  const missing: string[] = [];
  for (const [path, fingerprint] of wanted) {
    if ((await day.match(path))?.headers.get(FINGERPRINT) !== fingerprint) missing.push(path);
  }
  for (let from = 0; from < missing.length; from += ORDERS_AT_ONCE) {
    await fetchOrders(day, missing.slice(from, from + ORDERS_AT_ONCE), wanted);
  }
}

/** Keeps the page at this address, when it is not kept yet; the service worker keeps it up to date. */
export async function keepPage(address: string): Promise<void> {
  const day = await caches.open(DAY);
  if (await day.match(address)) return;
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(FETCH_MS_MAX) });
  if (response.ok && !response.redirected) await day.put(address, response);
}

/** A newer answer for a page that was kept, with what was noted of it. */
export function again(response: Response, before: Response): Response {
  const headers = new Headers(response.headers);
  for (const name of [FINGERPRINT, PHOTOS]) headers.set(name, before.headers.get(name) ?? "");
  return new Response(response.body, { headers });
}

/** Nothing of the work is on this phone any more. */
export async function dropDay(): Promise<void> {
  if ("caches" in self) await caches.delete(DAY);
}

async function fetchOrders(day: Cache, paths: string[], wanted: ReadonlyMap<string, string>): Promise<void> {
  const ids = paths.map((path) => path.slice(path.lastIndexOf("/") + 1)).join(".");
  const response = await fetch(`/werk/dag?stops=${ids}`, { cache: "no-store", signal: AbortSignal.timeout(FETCH_MS_MAX) });
  if (!response.ok || response.redirected) return;
  const { until, orders } = (await response.json()) as Kept;
  await day.put(UNTIL, new Response(until));
  const headers = new Headers();
  for (const name of HEADERS) headers.set(name, response.headers.get(name) ?? "");
  headers.set("content-type", "text/html; charset=utf-8");
  for (const { path, pages, photos } of orders) {
    headers.set(FINGERPRINT, wanted.get(path) ?? "");
    headers.set(PHOTOS, photos.join(" "));
    for (const [address, page] of Object.entries(pages)) await day.put(address, new Response(page, { headers }));
    // A photo that does not come keeps nothing else from being kept.
    for (const photo of photos) if (!(await day.match(photo))) await day.add(photo).catch(() => undefined);
  }
}

/** Throws away the orders that are not wanted any more, with their photos. */
async function drop(day: Cache, wanted: ReadonlyMap<string, string>): Promise<void> {
  for (const request of await day.keys()) {
    const path = new URL(request.url).pathname.match(ORDER)?.[0];
    if (!path || wanted.has(path)) continue;
    const photos = (await day.match(request))?.headers.get(PHOTOS)?.split(" ") ?? [];
    await Promise.all([request.url, ...photos].filter(Boolean).map((address) => day.delete(address)));
  }
}
