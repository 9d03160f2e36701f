// The round on the crew's phone, with what was done on this phone: what is reported done leaves it at once, and an emptied vehicle
// counts as empty, with connection or without.
//
// [data-stop] has [data-status]; [data-tip] is the way to where the vehicle is emptied, and [data-next] the buttons below.
// form[data-empty] has [name=stops], the ids with dots between of what is in the vehicle. [data-round-note] says what waits.

import { type Act, type Status, acts, isClosed, listen, standing } from "./lib/acts";
import { Again } from "./lib/again";
import { begin, install } from "./lib/crew";
import { count } from "./lib/queue";
import { leadTo, write } from "./lib/stops";

/** By the path that it is sent to: what was in the vehicle when it was emptied. */
const KEPT = "og-emptied";
const SEND_MS_MAX = 10_000;
const PAUSE_MS = 1_000;
const WAITS = "Dat de wagen leeg is, staat klaar op deze telefoon. Het gaat vanzelf mee als je weer verbinding hebt.";

type Kept = Record<string, string[]>;

class CrewRound {
  #acts: Act[] = [];
  readonly #sending = new Again((arrived) => this.#send(arrived), PAUSE_MS);

  start(): void {
    document.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("live:changed", () => void this.#look());
    document.addEventListener("live:up", () => void this.#sending.soon());
    listen((word) => void (word.what === "signed-out" ? location.reload() : this.#look()));
    void this.#look();
    void this.#sending.soon();
    begin();
    install();
  }

  #submit(event: SubmitEvent): void {
    const form = event.target instanceof HTMLFormElement ? event.target : undefined;
    if (!form?.matches("[data-empty]")) return;
    event.preventDefault();
    const known = String(new FormData(form).get("stops") ?? "").split(".");
    const here = this.#closed().filter((stop) => this.#standing(stop) === "done");
    const ids = [...known, ...here.map((stop) => stop.dataset["stop"] ?? "")].filter(Boolean);
    const path = new URL(form.action).pathname;
    try {
      keep({ ...kept(), [path]: [...new Set([...(kept()[path] ?? []), ...ids])] });
    } catch {
      // A phone that is full can still send it now.
      return form.submit();
    }
    this.#draw();
    void this.#sending.soon();
  }

  async #look(): Promise<void> {
    this.#acts = await acts().catch(() => []);
    this.#draw();
  }

  #standing(stop: HTMLElement): Status {
    return standing(stop.dataset["status"] as Status, `/werk/${stop.dataset["stop"]}`, this.#acts);
  }

  #closed(): HTMLElement[] {
    const all = [...document.querySelectorAll<HTMLElement>("[data-stop]")];
    return all.filter((stop) => isClosed(this.#standing(stop)));
  }

  #draw(): void {
    const closed = this.#closed();
    for (const stop of closed) stop.hidden = true;
    const waits = Object.keys(kept()).length > 0;
    if (waits) for (const tip of document.querySelectorAll<HTMLElement>("[data-tip]")) tip.hidden = true;
    const note = document.querySelector<HTMLElement>("[data-round-note]");
    if (note) note.hidden = !waits;
    if (waits) write("[data-round-note] span", WAITS);
    this.#rows(waits);
    if (closed.length > 0) this.#count(closed.length);
    this.#next();
  }

  /** What was loaded here can be emptied; a way to the tip that was driven is not ahead any more. */
  #rows(waits: boolean): void {
    const isLoaded = this.#closed().some((stop) => this.#standing(stop) === "done");
    const form = document.querySelector<HTMLElement>("[data-on-board]");
    const known = form?.querySelector<HTMLInputElement>("[name=stops]")?.value ?? "";
    if (form) form.hidden = waits || (known === "" && !isLoaded);
    for (const row of document.querySelectorAll<HTMLElement>("[data-tip-row], li[data-stop]:not([hidden])")) {
      if (!waits || row.matches("[data-stop]")) break;
      row.hidden = true;
    }
  }

  #count(closed: number): void {
    const title = document.querySelector<HTMLElement>("[data-live-headline]");
    const left = Number(title?.dataset["left"]) - closed;
    write("[data-live-headline]", left > 0 ? `Nog ${count(left, "stop", "stops")}` : "De ronde is klaar");
  }

  /** When what came next is done here, the button below leads to the first that is left. */
  #next(): void {
    const dock = document.querySelector<HTMLElement>("[data-next]");
    const first = document.querySelector<HTMLElement>("[data-stop]:not([hidden])");
    const shown = dock?.dataset["next"] ?? "";
    if (!dock || !first || shown === first.dataset["stop"]) return;
    if (document.querySelector("section[data-tip]:not([hidden])")) return;
    dock.dataset["next"] = first.dataset["stop"];
    dock.hidden = false;
    leadTo(dock, first.dataset);
    write("span", `Ik ben bij stop ${first.dataset["number"]}`, dock);
  }

  /** Sends what was emptied; whether something is left. */
  async #send(arrived: () => void): Promise<boolean> {
    for (const [path, ids] of Object.entries(kept())) {
      const body = new URLSearchParams({ stops: ids.join(".") });
      const sent = await fetch(path, { method: "POST", body, signal: AbortSignal.timeout(SEND_MS_MAX) }).catch(() => undefined);
      // A sign-in that ended keeps it for later; what the server will not hear is not said again.
      const isOver = sent && !sent.redirected ? sent.status < 500 && sent.status !== 401 : sent?.url.includes("/werk/ronde/");
      if (!isOver) continue;
      // More may have been emptied while this was under way.
      const { [path]: all = [], ...rest } = kept();
      const more = all.filter((id) => !ids.includes(id));
      keep(more.length > 0 ? { ...rest, [path]: more } : rest);
      arrived();
      document.dispatchEvent(new CustomEvent("live:ask"));
    }
    this.#draw();
    return Object.keys(kept()).length > 0;
  }
}

function kept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

function keep(all: Kept): void {
  if (Object.keys(all).length > 0) localStorage.setItem(KEPT, JSON.stringify(all));
  else localStorage.removeItem(KEPT);
}

if (document.querySelector("[data-staff] [data-round-note]")) new CrewRound().start();
