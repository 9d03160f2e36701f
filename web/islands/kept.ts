// The list of what this phone keeps and what was sent from it, on the pages that have a place for it.

import { type Report, type Sent, type Word, forget, listen, sent, waiting } from "./lib/kept";

type State = "waiting" | "sending" | "refused";

class Kept {
  readonly #list: HTMLElement;
  readonly #status: HTMLElement | null;
  #sending = "";
  #drawn = "";
  #pictures: string[] = [];

  constructor(readonly section: HTMLElement) {
    this.#list = section.querySelector("[data-kept-list]") ?? section;
    this.#status = section.querySelector("[data-kept-status]");
    listen((word) => void this.#hear(word));
    void this.#draw();
  }

  #hear(word: Word): Promise<void> {
    if (word.what === "sending") this.#sending = word.key;
    if (word.what === "changed") this.#sending = "";
    return this.#draw();
  }

  async #draw(): Promise<void> {
    const [reports, links] = await Promise.all([waiting(), sent()]);
    const stand = JSON.stringify([
      links,
      reports.map(({ key, label, place, refusal, isAsked, photos }) => [
        ...[key, label, place, refusal, isAsked, photos.length],
        state({ key, refusal }, this.#sending),
      ]),
    ]);
    // What did not change is left alone: a button under a finger, the focus, a question that was asked.
    if (stand === this.#drawn) return;
    this.#drawn = stand;
    for (const address of this.#pictures) URL.revokeObjectURL(address);
    this.#pictures = [];
    this.#list.replaceChildren(
      ...reports.map((report) => this.#waiting(report)),
      ...links.map((link) => this.#sent(link)),
    );
    this.section.hidden = reports.length + links.length === 0;
    // Only the newest change is spoken: what it is, and how it stands.
    const said = ["[data-title]", "[data-state]:not([hidden])"].map((part) => this.#list.querySelector(part));
    if (this.#status) this.#status.textContent = said.map((part) => part?.textContent?.trim() ?? "").join(" ");
  }

  #waiting(report: Report): HTMLElement {
    const row = this.#row("data-kept-waiting");
    put(row, "[data-title]", report.place ? `${report.label}, ${report.place}` : report.label);
    put(row, "[data-when]", when(report.madeAt));
    put(row, "[data-refusal]", report.refusal);
    const now = state(report, this.#sending);
    for (const pill of row.querySelectorAll<HTMLElement>("[data-state]")) pill.hidden = pill.dataset["state"] !== now;
    this.#picture(row, report.photos[0]?.picture);
    const change = row.querySelector<HTMLAnchorElement>("[data-change]");
    if (change) {
      change.href = `/melden/zonder-verbinding#${report.key}`;
      // The server may have it already: then it is too late to change.
      change.hidden = report.isAsked;
    }
    const press = row.querySelector("[data-forget]");
    press?.addEventListener("click", () => this.#forget(press, report.key));
    return row;
  }

  #sent(link: Sent): HTMLElement {
    const row = this.#row("data-kept-sent");
    put(row, "[data-title]", link.label);
    put(row, "[data-number]", link.number);
    row.querySelector("a")?.setAttribute("href", `/melding/${link.reportId}`);
    return row;
  }

  #row(name: string): HTMLElement {
    const template = this.section.querySelector<HTMLTemplateElement>(`template[${name}]`);
    const row = template?.content.firstElementChild?.cloneNode(true);
    return row instanceof HTMLElement ? row : document.createElement("li");
  }

  #picture(row: HTMLElement, picture: Blob | undefined): void {
    const image = row.querySelector("img");
    const isShown = picture !== undefined && image !== null;
    for (const part of row.querySelectorAll<HTMLElement>("[data-with-picture]")) part.hidden = !isShown;
    for (const part of row.querySelectorAll<HTMLElement>("[data-without-picture]")) part.hidden = isShown;
    if (!isShown) return;
    image.src = URL.createObjectURL(picture);
    this.#pictures.push(image.src);
  }

  /** Asks once more first: what is thrown away here is nowhere else. */
  #forget(press: Element, key: string): void {
    const [ask, sure] = ["ask", "sure"].map((name) => press.querySelector<HTMLElement>(`[data-${name}]`));
    if (ask && sure?.hidden) {
      ask.hidden = true;
      sure.hidden = false;
      return;
    }
    void forget(key).then(() => this.#draw());
  }
}

function state({ key, refusal }: { key: string; refusal: string }, sending: string): State {
  if (key === sending) return "sending";
  return refusal ? "refused" : "waiting";
}

function when(at: number): string {
  const form = { weekday: "long", hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(at);
}

function put(row: HTMLElement, selector: string, text: string): void {
  const place = row.querySelector(selector);
  if (place) place.textContent = text;
}

for (const section of document.querySelectorAll<HTMLElement>("[data-kept]")) new Kept(section);
