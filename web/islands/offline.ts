// The form that works without connection: keeps the report on this phone, from where it is sent when that can be done.

import { Asked } from "./lib/asked";
import { chosen } from "./lib/chosen";
import { type Photo, type Report, REPORTS_MAX, keep, listen, sent, tell, waiting } from "./lib/kept";
import { Pictures } from "./lib/picture";
import { type Scaled, scaled } from "./lib/scale";
import { Texts } from "./lib/texts";
import { takeBack } from "./lib/upload";

const PHOTOS_MAX = 5;
const PHOTO_BYTES_MAX = 20 * 1024 * 1024;
const LOCATE_MS_MAX = 20_000;
// Without network a phone finds its place slowly; where it was a minute ago will do.
const LOCATE_AGE_MS_MAX = 60_000;
// Who is changing a report does not want it to leave meanwhile; who walks away does.
const CHANGING_MS_MAX = 10 * 60_000;
const HERE = "/melden/zonder-verbinding";

interface Point {
  longitude: number;
  latitude: number;
}

class OfflineForm {
  readonly #texts: Texts;
  readonly #pictures: Pictures;
  readonly #asked: Asked;
  readonly #hints = new WeakMap<Photo, Scaled["hint"]>();
  readonly #summary = this.#part("[data-summary]");
  readonly #where = this.#part("[data-where]");
  readonly #buurt = this.#part<HTMLSelectElement>("#buurt");
  readonly #place = this.#part<HTMLInputElement>("#woorden");
  readonly #text = this.#part<HTMLTextAreaElement>("#uitleg");
  #point: Point | undefined;
  #photos: Photo[] = [];
  /** The report that is changed, or was kept last. */
  #key = "";
  /** Of the report that this form makes: who taps twice makes one. */
  #fresh = crypto.randomUUID();

  constructor(readonly form: HTMLFormElement) {
    this.#texts = new Texts(form);
    this.#pictures = new Pictures(form);
    this.#asked = new Asked(form);
    chosen(form, (files) => void this.#take(files));
    this.#part("[data-locate]").addEventListener("click", () => this.#locate());
    this.#buurt.addEventListener("change", () => this.#choose());
    for (const [advice, answer] of this.#asked.advices()) this.#offer(advice, answer);
    for (const tile of form.querySelectorAll<HTMLInputElement>("[name=category]")) {
      tile.addEventListener("change", () => this.#asked.show(tile.value));
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    on("[data-another]", () => this.#another());
    on("[data-try]", () => tell({ what: "try" }));
    addEventListener("hashchange", () => void this.#open());
    listen((word) => void (word.what === "changed" && this.#follow()));
    const isMidway = location.pathname.startsWith("/melden/") && location.pathname !== HERE;
    this.#part("[data-midway]").hidden = !isMidway;
    this.#part("[data-elsewhere]").hidden = location.pathname === "/" || `${location.pathname}/`.startsWith("/melden/");
    form.hidden = false;
    void this.#open();
  }

  /** Shows the kept report whose key is in the address. */
  async #open(): Promise<void> {
    const key = location.hash.slice(1);
    const report = key && (await waiting()).find((one) => one.key === key && !one.isAsked);
    if (!report) return;
    await keep({ ...report, notBefore: Date.now() + CHANGING_MS_MAX });
    this.#another();
    this.#key = key;
    this.#photos = report.photos;
    this.#showPhotos();
    this.#place.value = report.place;
    this.#text.value = report.description;
    this.#point = report;
    this.#where.textContent = this.#texts.t("known");
    for (const tile of this.form.querySelectorAll<HTMLInputElement>("[name=category]")) {
      tile.checked = tile.value === report.category;
    }
    this.#asked.show(report.category);
    this.#asked.fill(report.answers ?? {});
  }

  async #take(files: File[]): Promise<void> {
    let problem = "";
    for (const file of files) {
      if (this.#photos.length >= PHOTOS_MAX) problem = this.#texts.t("too-many", { max: PHOTOS_MAX });
      if (problem) break;
      const { picture, hint, isHeic } = await scaled(file);
      const photo = { picture, id: "" };
      if (isHeic) problem = this.#pictures.texts.t("heic");
      else if (picture.size > PHOTO_BYTES_MAX) problem = this.#texts.t("too-large");
      else this.#photos.push(photo);
      this.#hints.set(photo, hint);
    }
    show(this.#part("[data-photo-problem]"), problem);
    this.#showPhotos();
  }

  #showPhotos(): void {
    const list = this.#part("[data-shots]");
    const template = this.#part<HTMLTemplateElement>("template[data-shot]");
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    const rows = this.#photos.map((photo, index) => {
      const row = template.content.cloneNode(true) as DocumentFragment;
      const [image, press] = [row.querySelector("img"), row.querySelector("button")];
      const brush = row.querySelector<HTMLElement>("[data-wipe-open]");
      if (image) {
        image.src = URL.createObjectURL(photo.picture);
        image.alt = this.#texts.t("photo", { number: index + 1 });
      }
      // A browser that cannot show this kind of photo can still send it.
      image?.addEventListener("error", () => (brush?.remove(), image.remove()));
      if (!this.#pictures.canWipe) brush?.remove();
      brush?.setAttribute("aria-label", this.#pictures.texts.t("open-label", { number: index + 1 }));
      brush?.addEventListener("click", () => void this.#wipe(photo));
      press?.setAttribute("aria-label", `${press.getAttribute("aria-label")} ${index + 1}`);
      press?.addEventListener("click", () => {
        this.#photos = this.#photos.filter((other) => other !== photo);
        if (photo.id) void takeBack("/api/v1/photos", photo.id);
        this.#showPhotos();
        this.#part("#foto").focus();
      });
      return row;
    });
    list.replaceChildren(...rows);
    this.#part("[data-hints]").replaceChildren();
    for (const [index, photo] of this.#photos.entries()) {
      this.#pictures.hint(String(index), index + 1, this.#hints.get(photo));
    }
    this.#pictures.invite(this.#photos.length > 0);
    this.#part("[data-slots]").hidden = this.#photos.length >= PHOTOS_MAX;
  }

  async #wipe(photo: Photo): Promise<void> {
    const index = this.#photos.indexOf(photo);
    try {
      const picture = await this.#pictures.wipe(photo.picture);
      if (!picture) return;
      const wiped = { picture, id: "", replaces: photo.id || photo.replaces || "" };
      this.#hints.set(wiped, this.#hints.get(photo));
      this.#photos = this.#photos.map((other) => (other === photo ? wiped : other));
      this.#showPhotos();
      this.#part("[data-shots]").querySelectorAll<HTMLElement>("[data-wipe-open]")[index]?.focus();
    } catch {
      show(this.#part("[data-photo-problem]"), this.#pictures.texts.t("failed"));
    }
  }

  #locate(): void {
    this.#where.textContent = this.#texts.t("searching");
    const lost = () => (this.#where.textContent = this.#texts.t("nowhere"));
    if (!("geolocation" in navigator)) return void lost();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#point = { longitude: coords.longitude, latitude: coords.latitude };
        this.#buurt.value = "";
        this.#where.textContent = this.#texts.t("found", { metres: Math.max(1, Math.ceil(coords.accuracy)) });
      },
      lost,
      { enableHighAccuracy: true, timeout: LOCATE_MS_MAX, maximumAge: LOCATE_AGE_MS_MAX },
    );
  }

  /** What was said last about the place counts. */
  #choose(): void {
    this.#where.textContent = "";
    const chosen = this.#buurt.selectedOptions[0]?.dataset;
    const [longitude, latitude] = [Number(chosen?.["longitude"]), Number(chosen?.["latitude"])];
    this.#point = chosen?.["longitude"] ? { longitude, latitude } : undefined;
  }

  async #submit(): Promise<void> {
    const tile = this.form.querySelector<HTMLInputElement>("[name=category]:checked");
    if (!this.#isRight({ plek: this.#point !== undefined, wat: tile !== null }) || !tile || !this.#point) return;
    const advice = this.#asked.advice();
    if (advice) return this.#turn(advice, true);
    const others = (await waiting()).filter((report) => report.key !== this.#key);
    if (others.length >= REPORTS_MAX) return this.#tell(this.#texts.t("full", { max: REPORTS_MAX }));
    if (this.#key && !(await waiting()).some((report) => report.key === this.#key && !report.isAsked)) {
      return this.#tell(this.#texts.t("too-late"));
    }
    const { longitude, latitude } = this.#point;
    const report: Report = {
      ...{ key: this.#key || this.#fresh, madeAt: Date.now(), category: tile.value },
      ...{ label: tile.closest("label")?.textContent?.trim() ?? "", longitude, latitude, place: this.#placeInWords() },
      ...{ description: this.#text.value.trim(), language: document.documentElement.lang, photos: this.#photos },
      answers: this.#asked.answers(),
      ...{ refusal: "", isAsked: false, notBefore: 0 },
    };
    try {
      await keep(report);
    } catch {
      return this.#tell(this.#texts.t("not-kept"));
    }
    this.#key = report.key;
    this.#showDone("kept");
    tell({ what: "kept" });
    // A phone that runs full throws other things away first.
    await navigator.storage?.persist?.().catch(() => false);
  }

  /** Whoever goes on all the same takes back the answer that called for the advice. */
  #offer(advice: HTMLElement, answer: HTMLInputElement): void {
    const leave = () => {
      this.#turn(advice, false);
      answer.focus();
    };
    advice.querySelector("[data-back]")?.addEventListener("click", leave);
    advice.querySelector("[data-go-on]")?.addEventListener("click", () => {
      leave();
      answer.checked = false;
      void this.#submit();
    });
  }

  /** Shows what to do instead of sending, or the form again. */
  #turn(advice: HTMLElement, isAdvised: boolean): void {
    this.form.hidden = isAdvised;
    advice.hidden = !isAdvised;
    advice.querySelector<HTMLElement>("h1")?.focus();
  }

  /** The point of a buurt would pass for an exact place, so the crew reads that it is none. */
  #placeInWords(): string {
    const words = this.#place.value.trim();
    const { somewhere, near } = this.#buurt.selectedOptions[0]?.dataset ?? {};
    if (!somewhere || !near) return words;
    return words ? near.replace("#", () => words) : somewhere;
  }

  /** Shows what is missing, at the top and at the field. */
  #isRight(answers: Record<string, boolean>): boolean {
    const items: HTMLElement[] = [];
    for (const [id, isGiven] of Object.entries(answers)) {
      const field = this.#part(`[data-field=${id}]`);
      const wrong = field.querySelector<HTMLElement>("[data-wrong]");
      field.classList.toggle("og-wrong", !isGiven);
      if (wrong) wrong.hidden = isGiven;
      if (isGiven || !wrong) continue;
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      const target = field.querySelector<HTMLElement>("button, input");
      link.href = `#${id}`;
      link.textContent = wrong.textContent?.trim() ?? "";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        target?.focus();
      });
      item.append(link);
      items.push(item);
    }
    this.#summary.querySelector("ul")?.replaceChildren(...items);
    this.#summary.hidden = items.length === 0;
    if (items.length > 0) this.#summary.querySelector("h2")?.focus();
    return items.length === 0;
  }

  /** Says so when the report that was just kept has arrived. */
  async #follow(): Promise<void> {
    if (!this.form.hidden || !this.#key) return;
    if ((await sent()).some((link) => link.key === this.#key)) this.#showDone("sent");
  }

  #showDone(which: "kept" | "sent"): void {
    const isNew = this.#shown() !== which;
    this.form.hidden = true;
    for (const part of document.querySelectorAll<HTMLElement>("[data-done]")) {
      part.hidden = !part.dataset["done"]?.split(" ").includes(which);
    }
    if (isNew) document.querySelector<HTMLElement>(`[data-done=${which}] h1`)?.focus();
  }

  #shown(): string | undefined {
    return document.querySelector<HTMLElement>("[data-done]:not([hidden])")?.dataset["done"];
  }

  /** An empty form. */
  #another(): void {
    this.form.reset();
    this.#asked.show("");
    [this.#key, this.#fresh, this.#point, this.#photos] = ["", crypto.randomUUID(), undefined, []];
    this.#showPhotos();
    this.#where.textContent = "";
    this.#tell("");
    this.#isRight({ plek: true, wat: true });
    for (const part of document.querySelectorAll<HTMLElement>("[data-done]")) part.hidden = true;
    this.form.hidden = false;
    this.form.querySelector("h1")?.focus();
  }

  #tell(words: string): void {
    show(this.#part("[data-problem]"), words);
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    const found = this.form.querySelector<T>(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}

function on(selector: string, act: () => void): void {
  document.querySelector(selector)?.addEventListener("click", act);
}

function show(place: HTMLElement, words: string): void {
  place.hidden = words === "";
  place.textContent = words;
}

const form = document.querySelector<HTMLFormElement>("form[data-offline]");
if (form) new OfflineForm(form);
