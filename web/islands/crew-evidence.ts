// Making evidence on the boa's phone: what the camera gives is counted, dated and placed at once, kept on the phone to the bit
// but closed, and sent when that can be done.
//
// form[data-evidence] has [data-order], [data-place] and the labels; [data-where] says where the phone thinks it is;
// template[data-shot] is one photo in [data-list], which [data-made] is around.

import { listen, tell } from "./lib/acts";
import { chosen } from "./lib/chosen";
import { begin, me, sendSoon } from "./lib/crew";
import { close } from "./lib/envelope";
import { type Evidence, type Spot, change, evidence, forget, keep } from "./lib/evidence";
import { sendOne } from "./lib/evidence-sender";
import { Refused } from "./lib/post";
import { preview } from "./lib/preview";
import { sha256 } from "./lib/sha256";
import { askToSync } from "./lib/sync";

const FILE_BYTES_MAX = 20 * 1024 * 1024;
/** A place of longer ago is not where the photo was made. */
const PLACE_MS_MAX = 60_000;
// Who takes a photo does not wait longer for a place.
const LOCATE_MS_MAX = 4_000;
const FRESH_MS_MAX = 5_000;
const FULL =
  "Je telefoon heeft geen ruimte meer, en de foto kon niet verstuurd worden. Hij is niet bewaard. Maak ruimte, of zoek verbinding, en maak hem opnieuw.";

const clock = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

class Capture {
  #last: { at: number; spot: Spot } | undefined;
  #watch: number | undefined;
  #made: Evidence[] = [];
  readonly #pictures = new Map<string, string>();

  constructor(readonly form: HTMLFormElement) {
    chosen(form, (files) => void this.#takeAll(files));
    form.addEventListener("click", (event) => this.#press(event));
    listen((word) => void (word.what === "signed-out" ? location.reload() : this.#look()));
    this.#locate();
    void this.#begin();
  }

  get #order(): string {
    return this.form.dataset["order"] ?? "";
  }

  /** What the server had before this page was opened need not be here any more. */
  async #begin(): Promise<void> {
    const before = await evidence().catch((): Evidence[] => []);
    await forget(before.filter(({ taken }) => taken).map(({ key }) => key)).catch(() => undefined);
    await this.#look();
  }

  #locate(): void {
    this.#write("[data-where]", "We zoeken waar je bent…");
    const lost = () => this.#write("[data-where]", "Je telefoon geeft je plek niet. De foto kan ook zonder.");
    if (!("geolocation" in navigator)) return lost();
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = navigator.geolocation.watchPosition(
      (position) => this.#found(position),
      () => this.#last || lost(),
      { enableHighAccuracy: true, maximumAge: 0 },
    );
  }

  #found({ coords: { longitude, latitude, accuracy } }: GeolocationPosition): Spot {
    const spot = { longitude, latitude, accuracyM: Math.max(1, Math.ceil(accuracy)) };
    this.#last = { at: Date.now(), spot };
    this.#write("[data-where]", `Op ${spot.accuracyM} meter nauwkeurig. De plek komt in het dossier.`);
    return spot;
  }

  /** Where the phone is now. One that stands still may not tell by itself, so it is asked. */
  #spot(): Promise<Spot | undefined> {
    const last = this.#last && Date.now() - this.#last.at < PLACE_MS_MAX ? this.#last.spot : undefined;
    if (!("geolocation" in navigator)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        (position) => resolve(this.#found(position)),
        () => resolve(last),
        { enableHighAccuracy: true, timeout: LOCATE_MS_MAX, maximumAge: FRESH_MS_MAX },
      );
    });
  }

  async #takeAll(files: File[]): Promise<void> {
    this.#problem("");
    for (const file of files) await this.#take(file);
  }

  async #take(file: File): Promise<void> {
    const now = Date.now();
    const [by, where] = [me(), this.#spot()];
    const label = this.form.querySelector<HTMLInputElement>("[name=label]:checked");
    if (!by || !label) return;
    if (file.size > FILE_BYTES_MAX) return this.#problem("Deze foto is te groot. Een foto mag 20 MB zijn.");
    const [bytes, key] = [await file.arrayBuffer(), crypto.randomUUID()];
    const counted = await sha256(bytes);
    const original = await close(bytes, this.form.dataset["key"] ?? "", key);
    const spot = await where;
    const one: Evidence = {
      ...{ key, order: this.#order, place: this.form.dataset["place"] ?? "" },
      ...{ label: label.value, words: label.dataset["words"] ?? "", sha256: counted, original },
      ...{ madeAt: now, phoneClock: new Date(now).toISOString(), fileClock: new Date(file.lastModified).toISOString() },
      ...{ by, refusal: "", notBefore: 0 },
      ...(spot ? { spot } : {}),
    };
    const small = await preview(file, one.label);
    if (small) one.preview = small;
    if (!(await this.#keep(one))) return;
    this.#write("[data-said]", `${one.words} is gemaakt.`);
    tell({ what: "kept" });
    void askToSync();
    await this.#look();
    await sendSoon();
    await this.#look();
  }

  /** On the phone; a phone that is full can still send it now. */
  async #keep(one: Evidence): Promise<boolean> {
    try {
      await keep(one);
      return true;
    } catch {
      try {
        await sendOne(one);
        return true;
      } catch (error) {
        this.#problem(error instanceof Refused ? error.message : FULL);
        return false;
      }
    }
  }

  #press(event: Event): void {
    const press = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button") : null;
    if (press?.matches("[data-locate]")) return this.#locate();
    const one = this.#made.find(({ key }) => key === press?.value);
    if (!one) return;
    if (press?.matches("[data-again]")) {
      one.refusal = "";
      void change(one).then(sendSoon);
    } else if (press?.dataset["throw"] === "sure") void forget([one.key]).then(() => this.#look());
    else if (press) [press.dataset["throw"], press.textContent] = ["sure", "Zeker weten? Gooi weg"];
  }

  async #look(): Promise<void> {
    const all = (await evidence().catch((): Evidence[] => [])).filter(({ order }) => order === this.#order);
    const stand = JSON.stringify(all);
    if (stand === this.form.dataset["stand"]) return;
    this.form.dataset["stand"] = stand;
    this.#made = all;
    const part = this.form.querySelector<HTMLElement>("[data-made]");
    if (part) part.hidden = all.length === 0;
    this.form.querySelector("[data-list]")?.replaceChildren(...[...all].reverse().map((one) => this.#row(one)));
    const path = all.find(({ taken }) => taken)?.taken?.casePath;
    const link = this.form.querySelector<HTMLAnchorElement>("[data-case]");
    if (link && path) [link.hidden, link.href] = [false, path];
  }

  #row(one: Evidence): DocumentFragment {
    const template = this.form.querySelector<HTMLTemplateElement>("template[data-shot]");
    const row = template?.content.cloneNode(true) as DocumentFragment;
    this.#write("b", one.words, row);
    this.#write("[data-when]", clock.format(one.madeAt).replaceAll(":", "."), row);
    this.#write("[data-hash]", `${one.sha256.slice(0, 4)}…${one.sha256.slice(-4)}`, row);
    const waits = one.by.id === me()?.id ? "Wacht op verbinding" : `Wacht op ${one.by.name}`;
    const state = one.taken ? `Foto ${one.taken.number} van ${one.taken.caseNumber}` : one.refusal || waits;
    this.#write("[data-state]", state, row);
    const image = row.querySelector("img");
    if (image && one.preview) image.src = this.#picture(one.key, one.preview);
    else image?.remove();
    const refused = row.querySelector<HTMLElement>("[data-refused]");
    if (refused) refused.hidden = !one.refusal;
    for (const button of row.querySelectorAll("button")) button.value = one.key;
    return row;
  }

  #picture(key: string, small: Blob): string {
    const address = this.#pictures.get(key) ?? URL.createObjectURL(small);
    this.#pictures.set(key, address);
    return address;
  }

  #problem(words: string): void {
    const problem = this.form.querySelector<HTMLElement>("[data-problem]");
    if (problem) [problem.hidden, problem.textContent] = [words === "", words];
  }

  #write(selector: string, words: string, within: ParentNode = this.form): void {
    const place = within.querySelector(selector);
    if (place && place.textContent !== words) place.textContent = words;
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-evidence]");
if (form) {
  new Capture(form);
  begin();
}
