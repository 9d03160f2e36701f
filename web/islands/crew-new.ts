// Reporting something new from the street on the crew's phone: kept on the phone at once, and sent as a report like any other.
// What the crew takes along at once it photographs once more, and reports done with the same.
//
// form[data-new] is as lib/shots.ts asks; [data-where] says where the phone thinks it is. [data-along] comes in place of [data-fresh],
// in which it stands, for what is taken along, with a form[data-done] as lib/done.ts asks, [data-kind] for what it is and [data-old]
// for how it was.

import { along, reportOf } from "./lib/along";
import { begin, sendSoon } from "./lib/crew";
import { Done } from "./lib/done";
import { type Report, REPORTS_MAX, type Sent, keep, sent, tell, waiting } from "./lib/kept";
import { titleOf } from "./lib/queue";
import { Shots } from "./lib/shots";

const LOCATE_MS_MAX = 20_000;
const LOCATE_AGE_MS_MAX = 10_000;
/** For who reads the report before it is done. */
const TAKEN = "De ploeg neemt het nu mee.";

class New {
  readonly #shots: Shots;
  #coords: GeolocationCoordinates | undefined;
  #isKept = false;

  constructor(readonly form: HTMLFormElement) {
    this.#shots = new Shots(form, () => undefined);
    form.addEventListener("submit", (event) => void this.#submit(event));
    form.querySelector("[data-locate]")?.addEventListener("click", () => this.#locate());
    // Who comes back to it has something else to report.
    addEventListener("pagehide", () => (this.#isKept = false));
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

  /** Who taps twice means one thing. */
  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#isKept) return;
    this.#isKept = true;
    const isTaken = event.submitter instanceof HTMLButtonElement && event.submitter.value === "now";
    const report = await this.#keep(isTaken);
    this.#isKept = report !== undefined;
    if (report && isTaken) {
      void sendSoon();
      history.replaceState(null, "", `#${report.key}`);
      takeAlong(this.form, report);
    } else if (report) {
      await sendSoon();
      const number = (await sent().catch(() => [])).find(({ key }) => key === report.key)?.number;
      location.assign(number ? `/werk?nieuw=${encodeURIComponent(number)}` : "/werk");
    }
  }

  /** Keeps the report on the phone; none when something is missing, which is told. */
  async #keep(isTaken: boolean): Promise<Report | undefined> {
    const report = this.#report(isTaken);
    const tooMany = (await waiting().catch(() => [])).length >= REPORTS_MAX;
    if (tooMany) this.#shots.tell(`Er staan er al ${REPORTS_MAX} klaar. Die moeten eerst mee.`);
    if (!report || tooMany) return undefined;
    try {
      await keep(report);
    } catch {
      this.#shots.tell("Je telefoon heeft geen ruimte meer. Maak ruimte, bijvoorbeeld door oude foto's weg te gooien.");
      return undefined;
    }
    tell({ what: "kept" });
    return report;
  }

  #report(isTaken: boolean): Report | undefined {
    const tile = this.form.querySelector<HTMLInputElement>("[name=category]:checked");
    if (!tile) this.#shots.tell("Kies wat het is.");
    if (!this.#coords) this.#shots.tell("We weten nog niet waar je bent. Wacht even, of tik op Opnieuw.");
    if (!tile || !this.#coords) return undefined;
    const { longitude, latitude } = this.#coords;
    const filled = new FormData(this.form);
    const quick = [...filled.getAll("quick").map((words) => `${words}.`), isTaken ? TAKEN : ""];
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

/** Goes on with what is taken along: a photo of how it is then. */
function takeAlong(before: HTMLFormElement, report: Report | Sent): void {
  const part = document.querySelector<HTMLElement>("[data-along]");
  const form = part?.querySelector<HTMLFormElement>("form");
  if (!part || !form) return;
  before.closest("[data-fresh]")?.remove();
  part.hidden = false;
  form.dataset["order"] = along(report.key);
  form.dataset["place"] = "place" in report ? titleOf(report) : report.label;
  if ("longitude" in report) form.dataset["at"] = `${report.longitude},${report.latitude}`;
  const kind = part.querySelector("[data-kind]");
  if (kind) kind.textContent = report.label;
  const picture = "photos" in report ? report.photos[0]?.picture : undefined;
  const [old, image] = [part.querySelector<HTMLElement>("[data-old]"), part.querySelector<HTMLImageElement>("[data-old] img")];
  if (picture && old && image) [image.src, old.hidden] = [URL.createObjectURL(picture), false];
  new Done(form);
  part.querySelector("h1")?.focus();
}

/** After a restart, or when the server refused the photo, the address has the report's key. */
async function goOn(before: HTMLFormElement): Promise<void> {
  const key = location.hash.slice(1);
  const report = key ? await reportOf(key).catch(() => undefined) : undefined;
  if (report) takeAlong(before, report);
}

const form = document.querySelector<HTMLFormElement>("form[data-new]");
if (form) {
  new New(form);
  void goOn(form);
  begin();
}
