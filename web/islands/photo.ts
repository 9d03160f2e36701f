// Step 1 with script: shows a photo at once, makes it smaller on the phone and sends it in the background.
//
// Each sent photo leaves a hidden input photoId; the form then posts without files. A photo that could
// not be read here is sent as it is; without this script the form posts the files itself.

import { chosen } from "./lib/chosen";
import { Pictures } from "./lib/picture";
import { type Scaled, scaled } from "./lib/scale";
import { Texts } from "./lib/texts";
import { send, takeBack } from "./lib/upload";

// Of what is sent: most photos are made smaller first.
const FILE_BYTES_MAX = 20 * 1024 * 1024;
const WAIT_FOR_SENDING_MS = 60_000;

type State = "sending" | "ready" | "failed";

class Shot {
  readonly element = document.createElement("li");
  readonly #bar = document.createElement("progress");
  readonly #tag = document.createElement("span");
  readonly #retry: HTMLButtonElement;
  readonly #brush: HTMLButtonElement;
  readonly #image = new Image();
  readonly #input = document.createElement("input");
  readonly #abort = new AbortController();
  #scaled: Scaled | undefined;
  state: State = "sending";
  done: Promise<void> = Promise.resolve();
  #spoken = -1;

  constructor(
    private file: Blob,
    readonly number: number,
    readonly photos: Photos,
    /** The photo at the server that this one is, or comes in place of. */
    private id = "",
  ) {
    this.#image.className = "og-photo";
    this.#image.alt = photos.texts.t("number", { number });
    // A browser that cannot show this kind of photo can still send it.
    this.#image.addEventListener("error", () => this.#image.remove());
    this.#picture(file);

    const remove = button("og-shot__a og-shot__a--ne", photos.texts.t("remove", { number }), photos.icon("i-close"));
    remove.addEventListener("click", () => this.#remove());
    this.#retry = button("og-shot__a og-shot__a--se", "", photos.icon("i-retry"), photos.texts.t("retry"));
    this.#retry.hidden = true;
    this.#retry.addEventListener("click", () => this.start());
    this.#brush = photos.brush(number, () => void this.#wipe());
    this.#brush.hidden = true;
    [this.#input.type, this.#input.name] = ["hidden", "photoId"];
    this.#bar.max = 100;
    this.#bar.setAttribute("aria-hidden", "true");
    this.#tag.className = "og-shot__bar";
    this.element.className = "og-shot";
    this.element.append(this.#image, remove, this.#tag, this.#retry, this.#brush);
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
      this.#scaled ??= await scaled(this.file);
      const { picture, hint, isReadable, isHeic } = this.#scaled;
      if (this.#abort.signal.aborted) return;
      this.#brush.hidden = !isReadable || !this.photos.pictures.canWipe;
      this.photos.pictures.hint(String(this.number), this.number, hint, this.photos.icon("i-info"));
      // The server would refuse it too, after all the sending.
      if (isHeic) throw new Error(this.photos.pictures.texts.t("heic"));
      if (picture.size > FILE_BYTES_MAX) throw new Error(this.photos.texts.t("too-large"));
      // The server throws away the photo that this one comes in place of.
      const address = this.id ? `${this.photos.address}?replaces=${this.id}` : this.photos.address;
      this.id = await send(address, this.photos.texts, picture, this.#abort.signal, (percent) => this.#show(percent));
      this.#input.value = this.id;
      this.element.append(this.#input);
      this.state = "ready";
      this.#tag.className = "og-tag";
      this.#tag.replaceChildren(this.photos.icon("i-check", "og-i og-i--s"), this.photos.texts.t("ready"));
      this.photos.say(this.photos.texts.t("ready-spoken", { number: this.number }));
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.state = "failed";
      // The button to try again takes its place.
      this.#brush.hidden = true;
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

  #picture(picture: Blob): void {
    URL.revokeObjectURL(this.#image.src);
    this.#image.src = URL.createObjectURL(picture);
  }

  async #wipe(): Promise<void> {
    const wiped = this.#scaled && (await this.photos.wipe(this.#scaled.picture));
    if (wiped) await this.become(wiped);
  }

  /** Another picture takes the place of this one, here and at the server. */
  async become(picture: Blob): Promise<void> {
    this.#picture(picture);
    this.file = picture;
    this.#scaled = { ...this.#scaled, picture, isReadable: true, isHeic: false };
    // The old one must not go along, whatever comes; and what is under way ends first, because its id is needed.
    this.#input.remove();
    this.state = "sending";
    const before = this.done;
    this.done = before.then(() => (this.#abort.signal.aborted ? undefined : this.#again()));
    this.#brush.focus();
    await this.done;
    if (this.#input.isConnected) this.photos.say(this.photos.pictures.texts.t("replaced"));
  }

  async #again(): Promise<void> {
    this.#input.remove();
    this.start();
    await this.done;
  }

  #remove(): void {
    this.#abort.abort();
    URL.revokeObjectURL(this.#image.src);
    if (this.id) void takeBack(this.photos.address, this.id);
    this.element.remove();
    this.photos.removed(this);
  }
}

class Photos {
  readonly address: string;
  readonly texts: Texts;
  readonly pictures: Pictures;
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
    this.pictures = new Pictures(form);
    this.address = form.dataset["upload"] ?? "/api/v1/photos";
    this.#max = Number(form.dataset["photosMax"] ?? 3);
    this.#sprite = form.dataset["sprite"] ?? "";
    this.#slots = form.querySelector("[data-slots]");
    this.#status = form.querySelector("[data-status]");
    this.#problem = form.querySelector("[data-problem]");
    this.#list = form.querySelector("[data-list]") ?? form;
    this.#count = this.#list.children.length;
    chosen(form, (files) => this.#take(files));
    for (const press of form.querySelectorAll<HTMLButtonElement>("button[name=remove]")) {
      press.addEventListener("click", (event) => this.#removeSent(event, press));
    }
    for (const [index, row] of [...this.#list.querySelectorAll<HTMLElement>("[data-photo]")].entries()) {
      if (this.pictures.canWipe) row.append(this.brush(index + 1, () => void this.#wipeSent(row, index + 1)));
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

  brush(number: number, open: () => void): HTMLButtonElement {
    const { texts } = this.pictures;
    const [label, words] = [texts.t("open-label", { number }), texts.t("open")];
    const press = button("og-shot__a og-shot__a--se", label, this.icon("i-brush", "og-i og-i--s"), words);
    press.addEventListener("click", open);
    return press;
  }

  /** Has something wiped out; says so when the editor does not come. */
  async wipe(picture: Blob): Promise<Blob | undefined> {
    this.#tell("");
    try {
      return await this.pictures.wipe(picture);
    } catch {
      this.#tell(this.pictures.texts.t("failed"));
      return undefined;
    }
  }

  /** A photo of an earlier visit becomes one of now. */
  async #wipeSent(row: HTMLElement, number: number): Promise<void> {
    const address = row.querySelector("img")?.src;
    const old = address && (await fetch(address).then((answer) => answer.blob()).catch(() => undefined));
    const wiped = await this.wipe(old || new Blob());
    if (!wiped) return;
    const id = row.dataset["photo"] ?? "";
    const shot = new Shot(wiped, number, this, id);
    this.#shots.push(shot);
    this.pictures.forget(id);
    row.replaceWith(shot.element);
    await shot.become(wiped);
  }

  say(words: string): void {
    if (this.#status) this.#status.textContent = words;
  }

  removed(shot: Shot): void {
    this.#shots = this.#shots.filter((other) => other !== shot);
    this.pictures.forget(String(shot.number));
    this.#afterRemoval(this.texts.t("removed", { number: shot.number }));
  }

  // A photo of an earlier visit leaves the form at once: posting for it would leave behind what is being sent.
  #removeSent(event: Event, press: HTMLButtonElement): void {
    event.preventDefault();
    press.closest("li")?.remove();
    this.pictures.forget(press.value);
    void takeBack(this.address, press.value);
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

  #take(files: File[]): void {
    this.#tell("");
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
    this.pictures.invite(this.#list.children.length > 0);
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
