// Keeps the dispatcher's inbox up to date: at each server-sent event it fetches the parts that change.
//
// data-inbox="address of the event stream"   data-parts="address of the parts"
// Each [data-part] is replaced by the new one of that name, but never under the hand: while the pointer or
// the focus is in the list, or something is chosen or typed in a form, the new one waits. [data-fresh] says so and
// brings it; taking the hand away does too. The map hears "inbox-changed". [data-live-state] tells how the connection is.

import { Stream } from "./lib/stream";

const POLL_MS = 30_000;
// Several changes in one breath need one fetch.
const SETTLE_MS = 80;
const FETCH_MS_MAX = 10_000;

class Inbox {
  readonly #list: HTMLElement | null;
  readonly #fresh: HTMLButtonElement | null;
  readonly #state: HTMLElement | null;
  readonly #again: HTMLElement | null;
  readonly #waiting = new Map<string, Element>();
  readonly #events: Stream;
  #settle: number | undefined;
  #fetches = 0;

  constructor(
    readonly root: HTMLElement,
    stream: string,
    readonly parts: string,
  ) {
    this.#list = root.querySelector<HTMLElement>(".list");
    this.#fresh = root.querySelector<HTMLButtonElement>("[data-fresh]");
    this.#state = root.querySelector<HTMLElement>("[data-live-state]");
    this.#again = root.querySelector<HTMLElement>("[data-refresh]");
    this.#events = new Stream(stream, {
      changed: () => this.#refresh(),
      up: () => this.#say("live", true),
      down: () => this.#say("geen verbinding", false),
    });
  }

  start(): void {
    this.#events.start();
    this.#fresh?.addEventListener("click", () => {
      this.#apply(true);
      this.#list?.focus({ preventScroll: true });
    });
    // After the event, so that the focus is where it goes.
    const letGo = () => setTimeout(() => this.#apply(false));
    this.#list?.addEventListener("pointerleave", letGo);
    this.root.addEventListener("focusout", letGo);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#refresh();
    });
    // Terms run out without anybody doing anything.
    setInterval(() => this.#refresh(), POLL_MS);
  }

  #refresh(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.#fetch(), SETTLE_MS);
  }

  async #fetch(): Promise<void> {
    const turn = ++this.#fetches;
    try {
      const response = await fetch(this.parts, { cache: "no-store", signal: AbortSignal.timeout(FETCH_MS_MAX) });
      // The session is over: the page itself asks to sign in.
      if (response.redirected || response.status === 401) return location.reload();
      const html = await response.text();
      // A newer one is under way: this one is old.
      if (!response.ok || turn !== this.#fetches) return;
      for (const part of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-part]")) {
        this.#waiting.set(part.getAttribute("data-part") ?? "", part);
      }
      this.#apply(false);
      document.dispatchEvent(new Event("inbox-changed"));
    } catch {
      // The next hint or the next half minute tries again.
    }
  }

  #apply(all: boolean): void {
    for (const [name, incoming] of this.#waiting) {
      const old = this.root.querySelector(`[data-part="${name}"]`);
      if (!old || old.outerHTML === incoming.outerHTML) this.#waiting.delete(name);
      else if (all || !this.#isHeld(name, old)) {
        const focus = old.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
        const top = old.scrollTop;
        old.replaceWith(incoming);
        incoming.scrollTop = top;
        if (focus) incoming.querySelector<HTMLElement>(`[href="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
        this.#waiting.delete(name);
      }
    }
    this.#tell();
  }

  #isHeld(name: string, old: Element): boolean {
    if (name === "list") return this.#list?.matches(":hover, :focus-within, :focus") ?? false;
    if (name !== "detail") return false;
    if (old.querySelector("form :focus:not(button)")) return true;
    const inputs = [...old.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")];
    const texts = [...old.querySelectorAll("textarea")];
    return (
      inputs.some((one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue) ||
      texts.some((one) => one.value !== one.defaultValue)
    );
  }

  #tell(): void {
    if (!this.#fresh) return;
    const ids = (part: Element | null | undefined) =>
      [...(part?.querySelectorAll("[data-issue]") ?? [])].map((row) => row.getAttribute("data-issue"));
    const list = this.#waiting.get("list");
    const known = new Set(ids(this.root.querySelector("[data-part=list]")));
    const count = ids(list).filter((id) => !known.has(id)).length;
    const text = list ? (count > 0 ? `${count} nieuw` : "Lijst veranderd") : "Kwestie veranderd";
    this.#fresh.hidden = this.#waiting.size === 0;
    if (this.#fresh.textContent !== text) this.#fresh.textContent = text;
  }

  #say(text: string, isOn: boolean): void {
    if (this.#again) this.#again.hidden = isOn;
    if (!this.#state) return;
    this.#state.hidden = false;
    this.#state.dataset["state"] = isOn ? "on" : "off";
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }
}

for (const root of document.querySelectorAll<HTMLElement>("[data-inbox][data-parts]")) {
  new Inbox(root, root.dataset["inbox"] ?? "", root.dataset["parts"] ?? "").start();
}
