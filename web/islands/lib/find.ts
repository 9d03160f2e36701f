// Suggestions while a place is typed, and the things on the street around the pin. The server draws both, in the language of the page.

import type { Place } from "./map";

const ASK_MS_MAX = 8_000;
// Long enough not to ask for each letter, short enough to feel at once.
const REST_MS = 200;
const LETTERS_MIN = 2;

export interface Chosen extends Place {
  name: string;
}

/** Replaces what the element shows by a part of a page. Leaves it when the server does not answer. */
async function show(element: Element, path: string, query: Record<string, string>, isWanted: () => boolean): Promise<void> {
  const address = new URL(path, location.href);
  address.search = new URLSearchParams(query).toString();
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ASK_MS_MAX) });
    const text = await response.text();
    if (!response.ok || !isWanted()) return;
    const part = new DOMParser().parseFromString(text, "text/html");
    element.replaceChildren(...part.body.childNodes);
  } catch {
    // Without suggestions the map and the words are still there.
  }
}

const position = (place: Place | undefined): Record<string, string> =>
  place ? { lon: place.longitude.toFixed(6), lat: place.latitude.toFixed(6) } : {};

export class Suggestions {
  #rest: number | undefined;
  #turn = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly near: () => Place | undefined,
    private readonly choose: (place: Chosen) => void,
  ) {
    input.addEventListener("input", () => {
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => void this.#ask(), REST_MS);
    });
    input.addEventListener("keydown", (event) => void this.#key(event));
    list.addEventListener("keydown", (event) => this.#move(event));
    list.addEventListener("click", (event) => this.#click(event));
  }

  clear(): void {
    clearTimeout(this.#rest);
    this.#turn++;
    this.list.replaceChildren();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#rest);
    const typed = this.input.value.trim();
    if (typed.length < LETTERS_MIN) {
      this.clear();
      return;
    }
    const turn = ++this.#turn;
    const query = { q: typed, ...position(this.near()) };
    await show(this.list, "/melden/plek/zoek", query, () => turn === this.#turn);
  }

  async #key(event: KeyboardEvent): Promise<void> {
    if (event.isComposing) return;
    if (event.key === "Escape") this.clear();
    else if (event.key === "Enter") {
      // A search, not the answer: the pin may still be elsewhere.
      event.preventDefault();
      await this.#ask();
      this.#buttons()[0]?.focus();
    } else if (event.key === "ArrowDown" && this.#buttons().length > 0) {
      event.preventDefault();
      this.#buttons()[0]?.focus();
    }
  }

  #move(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0) return;
    if (event.key === "Escape") {
      this.clear();
      this.input.focus();
    } else if (event.key === "ArrowDown") buttons[at + 1]?.focus();
    else if (event.key === "ArrowUp") (buttons[at - 1] ?? this.input).focus();
    else return;
    event.preventDefault();
  }

  #click(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-choose]");
    const [longitude = Number.NaN, latitude = Number.NaN] = (button?.value ?? "").split(" ").map(Number.parseFloat);
    if (!button || !Number.isFinite(longitude) || !Number.isFinite(latitude)) return;
    event.preventDefault();
    const name = button.value.split(" ").slice(2).join(" ");
    // Who typed a house number that we do not know keeps it.
    if (!this.input.value.trim().toLowerCase().startsWith(name.toLowerCase())) this.input.value = name;
    this.clear();
    this.input.focus();
    this.choose({ longitude, latitude, accuracy: undefined, name });
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.list.querySelectorAll<HTMLButtonElement>("[data-choose]")];
  }
}

export class Things {
  #turn = 0;

  constructor(private readonly box: HTMLElement) {}

  /** Shows what stands around the place; what was picked stays picked while it is near. */
  async around(place: Place | undefined): Promise<void> {
    const turn = ++this.#turn;
    const picked = this.box.querySelector<HTMLInputElement>("input[name=asset]:checked")?.value;
    if (!place) {
      this.box.replaceChildren();
      return;
    }
    await show(this.box, "/melden/plek/vlakbij", position(place), () => turn === this.#turn);
    if (!picked) return;
    for (const radio of this.box.querySelectorAll<HTMLInputElement>("input[name=asset]")) {
      if (radio.value === picked) radio.checked = true;
    }
  }
}
