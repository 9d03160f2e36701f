// Step 2 with script: the place from the phone, and a map with a pin that moves by tap, arrow keys or dragging.
//
// The drawn picture of the server stays until the map is really there, so a phone that cannot show a map loses nothing.

import { fetchAreas } from "./lib/areas";
import { Suggestions, Things } from "./lib/find";
import type { Base } from "./lib/base";
import { type Place, PlaceMap } from "./lib/map";
import { Texts } from "./lib/texts";

const LOCATE_MS_MAX = 15_000;
// A position of half a minute ago is where you stand now.
const LOCATE_AGE_MS_MAX = 30_000;
const ASK_MS_MAX = 8_000;
// Moving the pin step by step asks once, when it rests.
const REST_MS = 250;

class PlaceForm {
  readonly #texts: Texts;
  readonly #longitude: HTMLInputElement;
  readonly #latitude: HTMLInputElement;
  readonly #accuracy: HTMLInputElement;
  readonly #where: HTMLElement | null;
  readonly #problem: HTMLElement | null;
  readonly #select: HTMLSelectElement | null;
  #things: Things | undefined;
  #suggestions: Suggestions | undefined;
  #map: PlaceMap | undefined;
  #rest: number | undefined;
  #asked = 0;

  constructor(readonly form: HTMLFormElement) {
    this.#texts = new Texts(form);
    this.#longitude = field(form, "longitude");
    this.#latitude = field(form, "latitude");
    this.#accuracy = field(form, "accuracy");
    this.#where = form.querySelector("[data-where]");
    this.#problem = form.querySelector("[data-place-problem]");
    this.#select = form.querySelector("select[name=area]");
  }

  async start(): Promise<void> {
    const known = this.#known();
    this.form.querySelector<HTMLDetailsElement>("[data-area-fold]")?.removeAttribute("open");
    this.#find();
    const shown = this.#show(known);
    const select = this.#select;
    select?.addEventListener("change", () => this.#choose(select));
    if (!known) void this.#locate(false);
    await shown;
  }

  /** Suggestions while typing make the button that looks for them needless. */
  #find(): void {
    const list = this.form.querySelector<HTMLElement>("[data-found]");
    const things = this.form.querySelector<HTMLElement>("[data-things]");
    const button = this.form.querySelector<HTMLElement>("[data-find-button]");
    if (things) this.#things = new Things(things);
    if (!list || !button) return;
    button.hidden = true;
    const near = () => this.#known();
    this.#suggestions = new Suggestions(field(this.form, "place"), list, near, (place) => {
      this.#set(place);
      this.#map?.put(place, true);
    });
  }

  async #show(known: Place | undefined): Promise<void> {
    const box = this.form.querySelector<HTMLElement>("[data-map-box]");
    if (!box) return;
    try {
      const areas = await fetchAreas(this.form.dataset["areas"]);
      const { worker = "", base } = this.form.dataset;
      const under = base ? (JSON.parse(base) as Base) : undefined;
      this.#map = await PlaceMap.open(box, areas, this.#texts, worker, under, {
        moved: (place) => this.#moved(place),
      });
    } catch {
      // The picture stays; tapping it works without the map.
      return;
    }
    const picture = box.querySelector("[data-map-picture]");
    const isFocused = picture !== null && picture === document.activeElement;
    picture?.remove();
    // Who came to the picture with the keyboard is at the map now, not nowhere.
    if (isFocused) box.querySelector("canvas")?.focus();
    const tools = this.form.querySelector<HTMLTemplateElement>("template[data-map-tools]");
    if (tools) box.append(tools.content.cloneNode(true));
    box.querySelector("[data-locate]")?.addEventListener("click", () => void this.#locate(true));
    for (const zoom of box.querySelectorAll<HTMLElement>("[data-zoom]")) {
      zoom.addEventListener("click", () => this.#map?.zoom(Number(zoom.dataset["zoom"])));
    }
    const now = this.#known() ?? known;
    const chosen = this.#chosen();
    if (now && !chosen) this.#map.put(now, true);
    else if (chosen) this.#map.mark(chosen, true);
  }

  #known(): Place | undefined {
    const longitude = Number.parseFloat(this.#longitude.value);
    const latitude = Number.parseFloat(this.#latitude.value);
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return undefined;
    const accuracy = Number.parseFloat(this.#accuracy.value);
    return { longitude, latitude, accuracy: Number.isFinite(accuracy) ? accuracy : undefined };
  }

  /** The code of the buurt that was chosen instead of a pin. */
  #chosen(): string {
    return this.#known() ? "" : (this.#select?.value ?? "");
  }

  #locate(asked: boolean): Promise<void> {
    if (!("geolocation" in navigator)) return Promise.resolve();
    if (asked) this.#say(this.#texts.t("searching"), this.#texts.t("searching-hint"));
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          // Who tapped the map or chose a buurt while we searched has said it better.
          if (asked || (!this.#known() && !this.#chosen())) {
            const { longitude, latitude, accuracy } = coords;
            this.#set({ longitude, latitude, accuracy });
            this.#map?.put({ longitude, latitude, accuracy }, true);
          }
          resolve();
        },
        (error) => {
          if (asked) {
            const refused = error.code === error.PERMISSION_DENIED;
            this.#say(
              this.#texts.t("unknown"),
              this.#texts.t(refused ? "refused" : "none-hint"),
            );
          }
          resolve();
        },
        { enableHighAccuracy: true, timeout: LOCATE_MS_MAX, maximumAge: LOCATE_AGE_MS_MAX },
      );
    });
  }

  #moved(place: Place): void {
    // A pin put by hand has no measured accuracy.
    this.#set({ ...place, accuracy: undefined });
  }

  #set(place: Place): void {
    this.#longitude.value = place.longitude.toFixed(6);
    this.#latitude.value = place.latitude.toFixed(6);
    this.#accuracy.value = place.accuracy === undefined ? "" : String(Math.ceil(place.accuracy));
    if (this.#select) this.#select.value = "";
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      void this.#name(place);
      void this.#things?.around(place);
    }, REST_MS);
  }

  async #name(place: Place): Promise<void> {
    const turn = ++this.#asked;
    const address = new URL(this.form.dataset["areaAt"] ?? "/api/v1/areas/at", location.href);
    address.searchParams.set("lon", place.longitude.toFixed(6));
    address.searchParams.set("lat", place.latitude.toFixed(6));
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(ASK_MS_MAX) });
      if (turn !== this.#asked) return;
      if (response.status === 404) {
        this.#map?.mark("");
        const { type } = (await response.json()) as { type?: string };
        if (turn !== this.#asked) return;
        if (type === "near-border") {
          this.#say(this.#texts.t("border"), this.#texts.t("border-hint"));
          return;
        }
        this.#say(this.#texts.t("outside"), this.#texts.t("outside-hint"), true);
        return;
      }
      if (!response.ok) throw new Error();
      const area = (await response.json()) as { code: string; name: string };
      if (turn !== this.#asked) return;
      this.#map?.mark(area.code);
      this.#say(area.name, `${this.#texts.t("pin-hint")}${this.#about(place.accuracy)}`);
    } catch {
      if (turn === this.#asked) this.#say(this.#texts.t("on-map"), this.#texts.t("pin-hint"));
    }
  }

  #choose(select: HTMLSelectElement): void {
    if (select.value === "") return;
    this.#longitude.value = this.#latitude.value = this.#accuracy.value = "";
    this.#asked++;
    clearTimeout(this.#rest);
    void this.#things?.around(undefined);
    this.#suggestions?.clear();
    this.#map?.clear();
    this.#map?.mark(select.value, true);
    this.#say(select.selectedOptions[0]?.text ?? "", this.#texts.t("area-hint"));
  }

  /** How exact the phone's position is; a pin put by hand is as exact as the hand. */
  #about(accuracy: number | undefined): string {
    if (accuracy === undefined) return "";
    const metres = Math.ceil(accuracy);
    return ` ${metres > 1 ? this.#texts.t("metres", { metres }) : this.#texts.t("exact")}`;
  }

  #say(title: string, text: string, wrong = false): void {
    if (this.#problem) {
      this.#problem.hidden = !wrong;
      this.#problem.textContent = wrong ? this.#texts.t("outside-error") : "";
    }
    if (!this.#where) return;
    const bold = document.createElement("b");
    bold.textContent = title;
    const more = document.createElement("span");
    more.textContent = text;
    this.#where.replaceChildren(bold, more);
  }
}


function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement) return found;
  throw new Error(`the form has no field ${name}`);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-place]")) {
  void new PlaceForm(form).start();
}
