// Reporting something new from the street on the crew's phone: kept on the phone at once, and sent as a report like any other.
// form[data-new] is as lib/shots.ts asks; [data-where] says where the phone thinks it is.

import { begin, sendSoon } from "./lib/crew";
import { type Report, REPORTS_MAX, keep, sent, tell, waiting } from "./lib/kept";
import { Shots } from "./lib/shots";

const LOCATE_MS_MAX = 20_000;
const LOCATE_AGE_MS_MAX = 10_000;

class New {
  readonly #shots: Shots;
  #coords: GeolocationCoordinates | undefined;

  constructor(readonly form: HTMLFormElement) {
    this.#shots = new Shots(form, () => undefined);
    form.addEventListener("submit", (event) => void this.#submit(event));
    form.querySelector("[data-locate]")?.addEventListener("click", () => this.#locate());
    this.#locate();
  }

  #locate(): void {
    this.#say("We zoeken waar je bent…");
    const lost = () => this.#say("Je telefoon geeft je plek niet. Zet je locatie aan en tik op Opnieuw.");
    if (!("geolocation" in navigator)) return lost();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#coords = coords;
        this.#say(`Op ${Math.max(1, Math.ceil(coords.accuracy))} meter nauwkeurig`);
      },
      lost,
      { enableHighAccuracy: true, timeout: LOCATE_MS_MAX, maximumAge: LOCATE_AGE_MS_MAX },
    );
  }

  #say(words: string): void {
    const where = this.form.querySelector("[data-where]");
    if (where) where.textContent = words;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const tile = this.form.querySelector<HTMLInputElement>("[name=category]:checked");
    if (!this.#coords) return this.#shots.tell("We weten nog niet waar je bent. Wacht even, of tik op Opnieuw.");
    if (!tile) return this.#shots.tell("Kies wat het is.");
    if ((await waiting().catch(() => [])).length >= REPORTS_MAX) {
      return this.#shots.tell(`Er staan er al ${REPORTS_MAX} klaar. Die moeten eerst mee.`);
    }
    const report = this.#report(tile, this.#coords);
    try {
      await keep(report);
    } catch {
      return this.#shots.tell("Je telefoon heeft geen ruimte meer. Maak ruimte, bijvoorbeeld door oude foto's weg te gooien.");
    }
    tell({ what: "kept" });
    await sendSoon();
    const number = (await sent().catch(() => [])).find(({ key }) => key === report.key)?.number;
    location.assign(number ? `/werk?nieuw=${encodeURIComponent(number)}` : "/werk");
  }

  #report(tile: HTMLInputElement, { longitude, latitude }: GeolocationCoordinates): Report {
    const filled = new FormData(this.form);
    const quick = filled.getAll("quick").map((words) => `${words}.`);
    const text = (name: string) => String(filled.get(name) ?? "").trim();
    return {
      ...{ key: crypto.randomUUID(), madeAt: Date.now(), category: tile.value, longitude, latitude },
      ...{ label: tile.dataset["label"] ?? "", place: text("place"), language: "nl", answers: {} },
      description: [...quick, text("note")].filter(Boolean).join(" "),
      photos: this.#shots.pictures.map((picture) => ({ picture, id: "" })),
      ...{ refusal: "", isAsked: false, notBefore: 0 },
    };
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-new]");
if (form) {
  new New(form);
  begin();
}
