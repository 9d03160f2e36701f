// Step 1 with script: shows a photo at once, makes it smaller on the phone and sends it in the background.
//
// Each sent photo leaves a hidden input photoId; the form then posts without files. A photo that could
// not be read here is sent as it is; without this script the form posts the files itself.

import { scaled } from "./lib/scale";
import { Texts } from "./lib/texts";
import { send } from "./lib/upload";

// Of what is sent: most photos are made smaller first.
const FILE_BYTES_MAX = 20 * 1024 * 1024;
const WAIT_FOR_SENDING_MS = 60_000;

type State = "sending" | "ready" | "failed";

class Shot {
  readonly element = document.createElement("li");
  readonly #bar = document.createElement("progress");
  readonly #tag = document.createElement("span");
  readonly #retry = document.createElement("button");
  readonly #abort = new AbortController();
  readonly #preview: string;
  state: State = "sending";
  done: Promise<void> = Promise.resolve();
  #spoken = -1;

  constructor(
    readonly file: File,
    readonly number: number,
    readonly photos: Photos,
  ) {
    this.#preview = URL.createObjectURL(file);
    const image = new Image();
    image.className = "og-photo";
    image.alt = photos.texts.t("number", { number });
    image.src = this.#preview;
    // A browser that cannot show this kind of photo can still send it.
    image.addEventListener("error", () => image.remove());

    const remove = button("og-shot__a og-shot__a--ne", photos.texts.t("remove", { number }), photos.icon("i-close"));
    remove.addEventListener("click", () => this.#remove());
    this.#retry = button("og-shot__a og-shot__a--se", "", photos.icon("i-retry"), photos.texts.t("retry"));
    this.#retry.hidden = true;
    this.#retry.addEventListener("click", () => this.start());
    this.#bar.max = 100;
    this.#bar.setAttribute("aria-hidden", "true");
    this.#tag.className = "og-shot__bar";
    this.element.className = "og-shot";
    this.element.append(image, remove, this.#tag, this.#retry);
  }

  start(): void {
    this.state = "sending";
    this.#spoken = -1;
    this.#retry.hidden = true;
    this.#show(0);
    this.done = this.#run();
  }

  async #run(): Promise<void> {
    try {
      const body = await scaled(this.file);
      if (body.size > FILE_BYTES_MAX) throw new Error(this.photos.texts.t("too-large"));
      const id = await send(this.photos.address, this.photos.texts, body, this.#abort.signal, (percent) => this.#show(percent));
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "photoId";
      input.value = id;
      this.element.append(input);
      this.state = "ready";
      this.#tag.className = "og-tag";
      this.#tag.replaceChildren(this.photos.icon("i-check", "og-i og-i--s"), this.photos.texts.t("ready"));
      this.photos.say(this.photos.texts.t("ready-spoken", { number: this.number }));
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.state = "failed";
      this.#retry.hidden = false;
      const words = error instanceof Error && error.message ? error.message : this.photos.texts.t("failed");
      this.#tag.className = "og-shot__bar og-shot__bar--bad";
      this.#tag.replaceChildren(words);
      this.photos.say(`${this.photos.texts.t("number", { number: this.number })}: ${words}`);
    }
  }

  #show(percent: number): void {
    this.#bar.value = percent;
    this.#tag.className = "og-shot__bar";
    this.#tag.replaceChildren(this.photos.texts.t("percent", { percent: Math.round(percent) }), this.#bar);
    const half = percent < 50 ? 0 : 50;
    if (percent < 100 && half > this.#spoken) {
      this.#spoken = half;
      this.photos.say(this.photos.texts.t("half", { number: this.number, percent: half }));
    }
  }

  #remove(): void {
    this.#abort.abort();
    URL.revokeObjectURL(this.#preview);
    this.element.remove();
    this.photos.removed(this);
  }
}

class Photos {
  readonly address: string;
  readonly texts: Texts;
  readonly #max: number;
  readonly #list: HTMLElement;
  readonly #slots: HTMLElement | null;
  readonly #status: HTMLElement | null;
  readonly #problem: HTMLElement | null;
  readonly #sprite: string;
  #shots: Shot[] = [];
  #count = 0;

  constructor(readonly form: HTMLFormElement) {
    this.texts = new Texts(form);
    this.address = form.dataset["upload"] ?? "/api/v1/photos";
    this.#max = Number(form.dataset["photosMax"] ?? 3);
    this.#sprite = form.dataset["sprite"] ?? "";
    this.#slots = form.querySelector("[data-slots]");
    this.#status = form.querySelector("[data-status]");
    this.#problem = form.querySelector("[data-problem]");
    this.#list = form.querySelector("[data-list]") ?? form;
    this.#count = this.#list.children.length;
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => this.#take(input));
    }
    for (const press of form.querySelectorAll<HTMLButtonElement>("button[name=remove]")) {
      press.addEventListener("click", (event) => this.#removeSent(event, press));
    }
    form.addEventListener("submit", (event) => this.#submit(event));
    this.#arrange();
  }

  icon(id: string, classes = "og-i"): SVGSVGElement {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", classes);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.#sprite}#${id}`);
    svg.append(use);
    return svg;
  }

  say(words: string): void {
    if (this.#status) this.#status.textContent = words;
  }

  removed(shot: Shot): void {
    this.#shots = this.#shots.filter((other) => other !== shot);
    this.#afterRemoval(this.texts.t("removed", { number: shot.number }));
  }

  // A photo of an earlier visit leaves the form at once: posting for it would leave behind what is being sent.
  #removeSent(event: Event, press: HTMLButtonElement): void {
    event.preventDefault();
    press.closest("li")?.remove();
    this.#afterRemoval(this.texts.t("removed-one"));
  }

  #afterRemoval(words: string): void {
    this.#tell("");
    this.say(words);
    this.#arrange();
    this.#slots?.querySelector<HTMLElement>("input")?.focus();
  }

  /** Shows what is wrong, and nothing when all is well. */
  #tell(words: string): void {
    if (!this.#problem) return;
    this.#problem.hidden = words === "";
    this.#problem.textContent = words;
  }

  #take(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])];
    this.#tell("");
    // Emptied, so that the form does not post the file as well, and the same photo can be chosen again.
    input.value = "";
    for (const file of files) {
      if (this.#list.children.length >= this.#max) {
        this.#tell(this.texts.t("too-many", { max: this.#max }));
        break;
      }
      const shot = new Shot(file, ++this.#count, this);
      this.#shots.push(shot);
      this.#list.append(shot.element);
      shot.start();
    }
    this.#arrange();
  }

  #arrange(): void {
    const full = this.#list.children.length >= this.#max;
    if (this.#slots) this.#slots.hidden = full;
  }

  #submit(event: SubmitEvent): void {
    const sending = this.#shots.filter((shot) => shot.state === "sending");
    if (sending.length === 0) return;
    event.preventDefault();
    const press = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    const before = press ? [...press.childNodes] : [];
    press?.replaceChildren(this.texts.t("wait"));
    const enough = new Promise((resolve) => setTimeout(resolve, WAIT_FOR_SENDING_MS));
    void Promise.race([Promise.allSettled(sending.map((shot) => shot.done)), enough]).then(() => {
      press?.replaceChildren(...before);
      if (this.#shots.every((shot) => shot.state === "ready")) this.form.submit();
      else this.#tell(this.texts.t("not-all"));
    });
  }
}

function button(classes: string, label: string, ...content: (Node | string)[]): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = classes;
  if (label) element.setAttribute("aria-label", label);
  element.append(...content);
  return element;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-photos]")) new Photos(form);
