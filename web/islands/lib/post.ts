// Sends one thing to the server, and tells what may go well later from what never will.

// A server that asks for more does not mean us: a day later a report is old news.
const RETRY_AFTER_MS_MAX = 10 * 60_000;
const PHOTO_MS_MAX = 120_000;
/** How long ago something was is told within what the server reads: longer ago is as long ago. */
export const MS_AGO_MAX = 2 ** 32 - 1;

/** Not now: no connection, or the server cannot at the moment. */
export class Later extends Error {
  constructor(
    readonly afterMs: number,
    /** Only this thing has to wait; the next may well go. */
    readonly isOurs: boolean,
  ) {
    super();
  }
}

/** The server will never take it like this. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** The problem as the server told it. */
    readonly answer: unknown,
  ) {
    super(message);
  }

  /** Whether it is about that field of what was sent. */
  isAbout(field: string): boolean {
    const errors: unknown = typeof this.answer === "object" && this.answer !== null ? Reflect.get(this.answer, "errors") : [];
    return Array.isArray(errors) && errors.some((error) => `${text(error, "pointer")}/`.startsWith(`${field}/`));
  }
}

/** A photo that waits on this phone. */
export interface Photo {
  picture: Blob;
  /** The server's id once it has the photo; then it is not sent again. */
  id: string;
  /** The server's id of the photo as it was before something was wiped out on it. */
  replaces?: string;
}

/** Something that waits on this phone to be sent. */
export interface Waiting {
  photos: Photo[];
  /** What the server refused it for, in its words; then it waits for the person. */
  refusal: string;
  /** The server asked not to come before this time. */
  notBefore: number;
}

/** What a try is written down on; evidence is its own photo. */
export type Tried = Omit<Waiting, "photos"> & Partial<Pick<Waiting, "photos">>;

/** Sends the photos that the server does not have yet; `sent` hears of each, and keeps that it is there. */
export async function sendPhotos(photos: Photo[], sent: () => Promise<void>): Promise<void> {
  for (const photo of photos) {
    if (photo.id) continue;
    const type = photo.picture.type || "application/octet-stream";
    const address = photo.replaces ? `/api/v1/photos?replaces=${photo.replaces}` : "/api/v1/photos";
    photo.id = text(await post(address, photo.picture, { "content-type": type }, PHOTO_MS_MAX), "photoId");
    await sent();
  }
}

/** Writes on a thing how sending it failed; says whether the next thing may be tried. */
export function failed(thing: Tried, error: unknown): boolean {
  const sent = thing.photos?.filter((photo) => photo.id) ?? [];
  if (error instanceof Refused && error.isAbout("/photoIds") && sent.length > 0) {
    // The server keeps photos that nothing belongs to for some days only: they go again.
    for (const photo of sent) photo.id = "";
    return true;
  }
  if (error instanceof Refused) {
    thing.refusal = error.message;
    return true;
  }
  const later = error instanceof Later ? error : new Later(0, false);
  if (later.afterMs > 0) thing.notBefore = Date.now() + later.afterMs;
  return later.isOurs;
}

/** Does the work in one tab at a time; who comes while it is done elsewhere does `otherwise`. Old browsers have no locks. */
export async function alone<T>(lock: string, work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  return navigator.locks.request(lock, { ifAvailable: true }, (isOurs) => (isOurs ? work() : otherwise()));
}

/** Sends the body; gives what the server answers to what it took. Fails with [Later] or [Refused]. */
export async function post(address: string, content: BodyInit, headers: HeadersInit, msMax: number): Promise<unknown> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(address, {
      method: "POST",
      body: content,
      headers: { accept: "application/json, application/problem+json", ...headers },
      signal: AbortSignal.timeout(msMax),
    });
    answer = await response.json();
  } catch {
    // No connection, or it broke before the answer was whole.
    throw new Later(0, false);
  }
  if (response.ok) return answer;
  if (response.status >= 500 || [408, 425, 429].includes(response.status)) {
    // A part that stumbles over one thing may well take the next; one that is full or away will not.
    throw new Later(retryAfter(response), response.status === 500);
  }
  throw new Refused(text(answer, "detail") || String(response.status), response.status, answer);
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1000), RETRY_AFTER_MS_MAX) : 0;
}

/** The text under a key of an answer; empty when there is none. */
export function text(answer: unknown, key: string): string {
  const value: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, key) : undefined;
  return typeof value === "string" ? value : "";
}
