// Keeps a part of a page up to date: listens to server-sent events and fetches the part again at each.
//
// data-live="address of the event stream"   data-fragment="address of the part"
// Inside: [data-live-content] is replaced; [data-live-state] (role=status) tells how the connection is, in its data-texts;
// [data-live-title] in the new content holds the new title of the page;
// [data-live-headline] in the new content is spoken when it differs from the old one.
// "live:changed" is told after the part was replaced, "live:up" when there is a connection; who tells "live:ask" has the
// part fetched again.

import { Stream } from "./lib/stream";
import { Texts } from "./lib/texts";

const POLL_MS = 30_000;
// Several changes in one breath need one fetch.
const SETTLE_MS = 80;
const FETCH_MS_MAX = 10_000;

class Live {
  readonly #content: HTMLElement;
  readonly #state: HTMLElement | null;
  readonly #texts: Texts;
  readonly #events: Stream;
  #poll: number | undefined;
  #settle: number | undefined;
  #busy = false;
  #again = false;
  #etag = "";

  constructor(
    root: HTMLElement,
    stream: string,
    readonly fragment: string,
  ) {
    this.#content = root.querySelector<HTMLElement>("[data-live-content]") ?? root;
    this.#state = root.querySelector<HTMLElement>("[data-live-state]");
    this.#texts = new Texts(this.#state);
    this.#events = new Stream(stream, {
      changed: () => this.refresh(),
      up: () => {
        this.#stopPolling();
        this.#say(this.#texts.t("on"), "on");
        document.dispatchEvent(new CustomEvent("live:up"));
      },
      down: () => {
        this.#startPolling();
        this.#say(this.#texts.t("off"), "off");
      },
    });
  }

  start(): void {
    this.#events.start();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.refresh();
    });
    document.addEventListener("live:ask", () => this.refresh());
    addEventListener("offline", () => this.#say(this.#texts.t("offline"), "off"));
  }

  refresh(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.#fetch(), SETTLE_MS);
  }

  #startPolling(): void {
    this.#poll ??= setInterval(() => this.refresh(), POLL_MS);
  }

  #stopPolling(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  async #fetch(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      const response = await fetch(this.fragment, {
        headers: { accept: "text/html" },
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(FETCH_MS_MAX),
      });
      if (response.redirected || response.status === 401) {
        location.reload();
        return;
      }
      if (!response.ok) throw new Error(`answered ${response.status}`);
      this.#swap(await response.text());
      if (this.#events.isUp) this.#stopPolling();
    } catch {
      // The hint is spent, so without another look the page would stay behind.
      this.#startPolling();
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    }
  }

  #swap(html: string): void {
    if (html === this.#etag) return;
    this.#etag = html;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const incoming = parsed.querySelector("[data-live-content]") ?? parsed.body;
    if (incoming.innerHTML.trim() === this.#content.innerHTML.trim()) return;

    const before = this.#headline();
    // Keyboard users keep their place: the element with the same id, or link, gets the focus back.
    const focused = this.#content.contains(document.activeElement) ? document.activeElement : null;
    const open = new Set([...this.#content.querySelectorAll("details[open][id]")].map((one) => one.id));
    this.#content.replaceChildren(...incoming.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) this.#refocus(focused);
    const title = this.#content.querySelector<HTMLElement>("[data-live-title]")?.dataset["liveTitle"];
    if (title) document.title = title;

    const after = this.#headline();
    if (after && after !== before) this.#say(after, "on");
    this.#content.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
  }

  #headline(): string {
    return [...this.#content.querySelectorAll("[data-live-headline], .og-top .og-state")]
      .map((one) => one.textContent?.trim() ?? "")
      .join(", ");
  }

  #refocus(old: Element): void {
    const href = old.getAttribute("href");
    const same = old.id
      ? document.getElementById(old.id)
      : href && this.#content.querySelector<HTMLElement>(`[href="${CSS.escape(href)}"]`);
    if (same instanceof HTMLElement) return same.focus({ preventScroll: true });
    // It is gone: the start of what came instead is better than the start of the page.
    this.#content.tabIndex = -1;
    this.#content.focus({ preventScroll: true });
  }

  #say(text: string, state: "on" | "off"): void {
    if (!this.#state || this.#state.textContent === text) return;
    this.#state.dataset["state"] = state;
    this.#state.textContent = text;
  }
}

for (const root of document.querySelectorAll<HTMLElement>("[data-live][data-fragment]")) {
  new Live(root, root.dataset["live"] ?? "", root.dataset["fragment"] ?? "").start();
}
