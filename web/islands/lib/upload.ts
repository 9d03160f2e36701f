// Sends one photo as the body of a request, with real progress, and says what went wrong.

import type { Texts } from "./texts";

const ATTEMPTS_MAX = 3;
const RETRY_MS = 1_500;
const SEND_MS_MAX = 120_000;

class Refused extends Error {}

/** Takes back a photo at once. When that fails, the server forgets it in some days. */
export async function takeBack(address: string, id: string): Promise<void> {
  await fetch(`${address}/${id}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
}

/** Sends the photo; gives its id. Tries again when the network or the server fails, not when the photo is refused. */
export async function send(
  address: string,
  texts: Texts,
  body: Blob,
  signal: AbortSignal,
  progress: (percent: number) => void,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(address, texts, body, signal, progress);
    } catch (error) {
      if (error instanceof Refused || signal.aborted || attempt >= ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
    }
  }
}

function once(
  address: string,
  texts: Texts,
  body: Blob,
  signal: AbortSignal,
  progress: (percent: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // fetch() does not tell how much was sent.
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = SEND_MS_MAX;
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    request.setRequestHeader("Content-Type", body.type || "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(Math.min(99, (event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      const id = text(answer, "photoId");
      if (request.status === 201 && id) resolve(id);
      else if (request.status === 429) reject(new Refused(busy(texts, request.getResponseHeader("retry-after"))));
      else if (request.status >= 500) reject(new Error(texts.t("failed")));
      else reject(new Refused(refusal(texts, answer)));
    });
    request.addEventListener("error", () => reject(new Error(texts.t("offline"))));
    request.addEventListener("timeout", () => reject(new Error(texts.t("too-slow"))));
    request.addEventListener("abort", () => reject(new Error("")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

/** When it may be tried again, by the clock: that needs no counting in words. */
function busy(texts: Texts, retryAfter: string | null): string {
  const seconds = Number(retryAfter);
  if (!(seconds > 0)) return texts.t("failed");
  // Up to the next whole minute, so that it is never too soon.
  const then = new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
  const time = then.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  return texts.t("busy", { time });
}

function refusal(texts: Texts, answer: unknown): string {
  // The server knows best what is wrong, for example that it is a HEIC file and how to change that.
  const kind = text(answer, "type");
  return (kind && texts.find(`problem-${kind}`)) ?? texts.t("unreadable");
}

function text(answer: unknown, key: string): string | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, key);
  return typeof value === "string" ? value : undefined;
}
