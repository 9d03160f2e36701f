// The crew's list with what was done on this phone: what is reported done leaves it at once, what waits to be sent is told, and
// so is what a colleague had done already. Keeps the work of today on the phone.
//
// [data-round] is the page of a round and [data-keep] that of a stop on it: they are kept too, but drawn elsewhere.
// [data-stop] has [data-status], and [data-kept], which differs when its page does. [data-counts] has the numbers of the day.
// [data-queue=top] and [data-queue=end] stand outside what live.ts replaces, and are put at [data-queue-top] and [data-queue-end].

import { type Act, type Status, acts, forget, isClosed, listen, standing } from "./lib/acts";
import { along } from "./lib/along";
import { begin, install, me, sendSoon } from "./lib/crew";
import { dropDay, keepDay, keepPage } from "./lib/day";
import { type Evidence, evidence, forget as forgetEvidence } from "./lib/evidence";
import { goFirst } from "./lib/first";
import * as kept from "./lib/kept";
import { type Line, count, refusedLines, settledLines, waitingLines, waitsWords } from "./lib/queue";
import { leadTo, write } from "./lib/stops";

// What changes in one breath is kept once.
const KEEP_AFTER_MS = 2_000;
// An older page may have been kept: the part of it that changes may be newer.
const FRESH_MS = 60_000;
const NEW = "/werk/nieuw";

class CrewList {
  readonly #parts = [...document.querySelectorAll<HTMLElement>("[data-queue]")];
  #acts: Act[] = [];
  #reports: kept.Report[] = [];
  #evidence: Evidence[] = [];
  #keeping: ReturnType<typeof setTimeout> | undefined;

  start(): void {
    document.addEventListener("live:changed", () => void this.#listCame());
    document.addEventListener("live:up", () => this.#signedOut(false));
    document.addEventListener("click", (event) => this.#press(event));
    document.addEventListener("submit", (event) => {
      const form = event.target instanceof HTMLFormElement ? event.target : undefined;
      if (form?.matches("[data-sign-out]")) void dropDay();
      if (!form?.matches("[data-first]")) return;
      event.preventDefault();
      void goFirst(form);
    });
    listen((word) => {
      if (word.what === "signed-out") this.#signedOut(true);
      else void this.#look();
    });
    kept.listen((word) => word.what === "changed" && void this.#look());
    void this.#look();
    this.#keepSoon();
    const drawn = Date.parse(this.#counts["drawn"] ?? "");
    if (Date.now() - drawn > FRESH_MS) document.dispatchEvent(new CustomEvent("live:ask"));
    begin();
    install();
  }

  get #counts(): DOMStringMap {
    return document.querySelector<HTMLElement>("[data-counts]")?.dataset ?? {};
  }

  /** A list of the server shows what it has taken: that need not be remembered here any more. */
  async #listCame(): Promise<void> {
    this.#draw();
    this.#keepSoon();
    const drawn = Date.parse(this.#counts["drawn"] ?? "");
    const shown = this.#acts.filter((act) => act.takenAt && !act.settled && Date.parse(act.takenAt) < drawn);
    if (shown.length === 0) return;
    await forget(shown.flatMap(({ turn }) => turn ?? []));
    await this.#look();
  }

  async #look(): Promise<void> {
    const before = this.#acts;
    const all = [acts().catch(() => []), kept.waiting().catch(() => []), evidence().catch(() => [])] as const;
    [this.#acts, this.#reports, this.#evidence] = await Promise.all(all);
    // What the server has need not be on this phone any more.
    const had = this.#evidence.filter(({ taken }) => taken);
    if (had.length > 0) await forgetEvidence(had.map(({ key }) => key));
    // What was taken off the list comes back on it when the server refuses it.
    const isBack = (act: Act) => act.refusal && before.some(({ key, refusal }) => key === act.key && !refusal);
    if (this.#acts.some(isBack)) return location.reload();
    this.#draw();
    document.dispatchEvent(new CustomEvent("stops:changed"));
  }

  #draw(): void {
    let closed = 0;
    for (const stop of document.querySelectorAll<HTMLElement>("[data-stop]")) {
      const drawn = stop.dataset["status"] as Status;
      const status = standing(drawn, `/werk/${stop.dataset["stop"]}`, this.#acts);
      stop.hidden = isClosed(status);
      if (stop.hidden) closed += 1;
      else if (status !== drawn) this.#tag(stop, status);
    }
    this.#tell(closed);
    this.#next();
    this.#queue();
  }

  #tag(stop: HTMLElement, status: Status): void {
    const label = document.querySelector<HTMLTemplateElement>(`template[data-as="${status}"]`);
    const place = stop.querySelector("[data-label]");
    if (label && place) place.textContent = label.content.textContent;
  }

  /** The title, the bar and the words under it count what was done here. */
  #tell(closed: number): void {
    const counts = this.#counts;
    const [left, done] = [Number(counts["left"]) - closed, Number(counts["done"]) + closed];
    const title = left > 0 ? `Nog ${count(left, "stop", "stops")}` : "Alles is klaar";
    write("[data-live-headline]", title);
    write("[data-done-today]", String(done));
    const meter = document.querySelector<HTMLProgressElement>(".og-meter");
    if (meter) meter.value = done;
  }

  /** When the large stop is done here, the buttons below lead to the first that is left. */
  #next(): void {
    const dock = document.querySelector<HTMLElement>("[data-next]");
    if (!dock || !document.querySelector<HTMLElement>("section[data-stop]")?.hidden) return;
    const stop = document.querySelector<HTMLElement>("[data-stop]:not([hidden])");
    dock.hidden = !stop;
    // It is no "after that" any more.
    write("#daarna", stop ? "Volgende stops" : "");
    if (!stop) return;
    leadTo(dock, stop.dataset);
  }

  #queue(): void {
    // A list that came anew has let go of them.
    for (const part of this.#parts) {
      const here = document.querySelector(`[data-queue-${part.dataset["queue"]}]`);
      if (here && part.parentElement !== here) here.append(part);
    }
    const waiting = waitingLines(this.#acts, this.#reports, this.#evidence, me()?.id);
    rows("[data-waiting]", waiting);
    rows("[data-refused]", refusedLines(this.#acts, this.#reports, this.#evidence));
    rows("[data-settled]", settledLines(this.#acts));
    write("[data-waits-words]", waitsWords(waiting.length));
    show("[data-waits]", waiting.length > 0);
  }

  #signedOut(isOut: boolean): void {
    show("[data-signed-out]", isOut);
  }

  #press(event: Event): void {
    const press = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button") : null;
    if (press?.matches("[data-try]")) void sendSoon();
    if (!press?.matches("[data-read], [data-throw]")) return;
    // What is thrown away is asked about once.
    if (press.matches("[data-throw]") && press.dataset["throw"] !== "sure") {
      press.dataset["throw"] = "sure";
      press.textContent = "Zeker weten? Gooi weg";
      return;
    }
    const key = press.value;
    // What was done with a report goes with it.
    const isThrown = (act: Act) => act.key === key || act.order === along(key);
    const isMeant = (act: Act) => (press.matches("[data-read]") ? act.settled && act.order === key : isThrown(act));
    const gone = [forget(this.#acts.filter(isMeant).flatMap(({ turn }) => turn ?? [])), kept.forget(key), forgetEvidence([key])];
    void Promise.all(gone).then(() => this.#look());
  }

  #keepSoon(): void {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.#keep(), KEEP_AFTER_MS);
  }

  async #keep(): Promise<void> {
    if (!("caches" in window) || !navigator.serviceWorker) return;
    const wanted = new Map<string, string>();
    for (const stop of document.querySelectorAll<HTMLElement>("[data-stop]")) {
      wanted.set(`/werk/${stop.dataset["stop"]}`, stop.dataset["kept"] ?? "");
    }
    for (const stop of document.querySelectorAll<HTMLElement>("[data-keep]")) {
      wanted.set(stop.dataset["keep"] ?? "", stop.dataset["kept"] ?? "");
    }
    try {
      await keepPage(location.pathname + (/^\?(af|nieuw|mee)=/.test(location.search) ? "" : location.search));
      await keepPage(NEW);
      await keepDay(wanted);
      for (const round of document.querySelectorAll<HTMLElement>("[data-round]:not([data-later])")) {
        await keepPage(round.dataset["round"] ?? "");
      }
    } catch {
      // Without connection it is tried again with the next list.
    }
  }
}

function show(selector: string, isShown: boolean): void {
  const part = document.querySelector<HTMLElement>(selector);
  if (part && part.hidden === isShown) part.hidden = !isShown;
}

/** Fills the list of a part; the part is hidden when there is nothing. What did not change is left alone. */
function rows(selector: string, lines: Line[]): void {
  const part = document.querySelector<HTMLElement>(selector);
  const [list, template] = [part?.querySelector("ul"), part?.querySelector("template")];
  if (!part || !list || !template) return;
  const stand = JSON.stringify(lines);
  if (part.dataset["stand"] === stand) return;
  part.dataset["stand"] = stand;
  part.hidden = lines.length === 0;
  list.replaceChildren(
    ...lines.map(({ key, title, words, state, href }) => {
      const row = template.content.cloneNode(true) as DocumentFragment;
      write("b", title, row);
      write("[data-told]", words, row);
      write("[data-state]", state ?? "", row);
      row.querySelector("button")?.setAttribute("value", key);
      if (href) row.querySelector("a")?.setAttribute("href", href);
      return row;
    }),
  );
}

if (document.querySelector("[data-staff] [data-queue]")) new CrewList().start();
