// The page of an order on the crew's phone, and the page on which it says why it cannot: what is pressed counts at once, with
// connection or without.
//
// [data-order="path"] has [data-status], [data-place] and [data-at]. form[data-act] is a step; template[data-as="status"] holds how the
// page is then: the tag for [data-tag], and the buttons in place of .og-dock. [data-note] says what became of it.
// [data-share="title"] sends the address to a colleague, and form[data-first] puts the order in front.

import { type Act, type Status, type What, acts, forget, isWaiting, listen, standing } from "./lib/acts";
import { FULL, begin, closed, did, sendSoon } from "./lib/crew";
import { goFirst } from "./lib/first";
import { type Shared, share } from "./lib/share";

const TOLD: Partial<Record<What, string>> = {
  accept: "Je hebt hem aangenomen. De melder weet het.",
  start: "Je bent begonnen. De melder weet het.",
};
const SHARED: Record<Shared, string> = {
  sent: "Verstuurd.",
  copied: "De link staat op je klembord. Plak hem in een bericht aan je collega.",
  not: "Delen lukt niet op deze telefoon.",
  "": "",
};
const FIRST_FAILED = "Dat kan pas als je weer verbinding hebt.";
const WAITS = "Staat klaar op deze telefoon. Het gaat vanzelf mee als je weer verbinding hebt.";

class CrewOrder {
  #acts: Act[] = [];
  /** What became of the last step. */
  #note = "";

  start(): void {
    document.addEventListener("submit", (event) => void this.#submit(event));
    document.addEventListener("click", (event) => void this.#share(event));
    document.addEventListener("live:changed", () => this.#draw());
    listen((word) => void (word.what === "signed-out" ? location.reload() : this.#look()));
    void this.#look();
    begin();
  }

  async #share(event: MouseEvent): Promise<void> {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-share]") : undefined;
    if (!button) return;
    this.#note = SHARED[await share(button.dataset["share"] ?? "", this.#order["order"] ?? "")];
    this.#draw();
  }

  get #order(): DOMStringMap {
    return document.querySelector<HTMLElement>("[data-order]")?.dataset ?? {};
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = event.target instanceof HTMLFormElement ? event.target : undefined;
    if (form?.matches("[data-first]")) {
      event.preventDefault();
      if (await goFirst(form)) return;
      this.#note = FIRST_FAILED;
      return this.#draw();
    }
    const what = form?.dataset["act"] as What | undefined;
    if (!form || !what) return;
    event.preventDefault();
    const stop = this.#order;
    const press = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
    const label = press?.querySelector("b")?.textContent ?? "";
    const note = String(new FormData(form).get("note") ?? "").trim();
    try {
      if (!(await did(what, stop, { note, reason: press?.value ?? "", label }))) return;
    } catch {
      this.#note = FULL;
      return this.#draw();
    }
    await sendSoon();
    if (what === "refuse") location.assign(closed(stop));
    else await this.#look();
  }

  async #look(): Promise<void> {
    const { order } = this.#order;
    this.#acts = (await acts().catch(() => [])).filter((act) => act.order === order);
    const settled = this.#acts.filter((act) => act.settled);
    const last = this.#acts.at(-1);
    if (settled.length > 0) {
      this.#note = settled.map((act) => `${act.settled?.title}. ${act.settled?.words}`).join(" ");
      // Who reads it here need not read it on the list.
      await forget(settled.flatMap(({ turn }) => turn ?? []));
    } else if (last?.refusal) this.#note = last.refusal;
    else if (last && isWaiting(last)) this.#note = WAITS;
    else if (last?.takenAt) this.#note = TOLD[last.what] ?? "";
    this.#draw();
  }

  /** How the order stands with what was done here. */
  #draw(): void {
    const { order = "", status: drawn } = this.#order;
    const status = standing(drawn as Status, order, this.#acts);
    const as = document.querySelector<HTMLTemplateElement>(`template[data-as="${status}"]`);
    if (status !== drawn && as) {
      const next = as.content.cloneNode(true) as DocumentFragment;
      const [tag, dock] = [next.querySelector("[data-tag]"), next.querySelector(".og-dock")];
      if (tag) document.querySelector("[data-live-content] [data-tag]")?.replaceWith(tag);
      if (dock) document.querySelector(".og-dock")?.replaceWith(dock);
    }
    for (const button of document.querySelectorAll<HTMLElement>("[data-share]")) button.hidden = false;
    const note = document.querySelector<HTMLElement>("[data-note]");
    if (!note) return;
    note.hidden = this.#note === "";
    note.classList.toggle("og-note--warm", this.#acts.some(isWaiting));
    const words = note.querySelector("span");
    if (words && words.textContent !== this.#note) words.textContent = this.#note;
  }
}

if (document.querySelector("[data-staff] [data-order]")) new CrewOrder().start();
