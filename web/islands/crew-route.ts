// The crew's list in the order to drive: a short way from where the van is, on a map and in metres.
//
// Where the van is stays on this phone: it works out the order (lib/route.ts), and tells the server only that, in a cookie
// with what comes after the last dash of each id. Streets that the page names are fetched around the stops (lib/paved.ts). [data-stop="id"] has [data-turn], [data-at="longitude,latitude"],
// [data-number] and [data-place], and may hold [data-away] for the metres to it. [data-route], perhaps with [data-streets], is shown and filled: [data-route-map],
// [data-route-state], and the button [data-from-here] where the phone did not say yet where it is.
// [data-route-said] (role=status) tells what changed.

import { type Point, metres } from "./lib/earth";
import { Paved } from "./lib/paved";
import { type Stop, URGENT, length, route } from "./lib/route";
import { sketch } from "./lib/sketch";
import type { Streets, Ways } from "./lib/streets";
import { PLACE_MS_MAX, isAllowed } from "./lib/where";

const COOKIE = "og_route";
const COOKIE_SECONDS = 12 * 3600;
const WAIT_MS_MAX = 10_000;
const PLAN_AFTER_MS = 200;
const KILOMETRE = 1000;
/** Metres are told in steps of these: nobody can tell a shorter way. */
const STEP_M = 10;

interface Shown extends Stop {
  element: HTMLElement;
  number: number;
  place: string;
}

const kilometres = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 1 });

function distance(way: number): string {
  if (way >= KILOMETRE) return `${kilometres.format(way / KILOMETRE)} km`;
  return `${Math.max(STEP_M, Math.round(way / STEP_M) * STEP_M)} m`;
}

/** The stops that show on the page, in the order in which they stand there. */
function stops(): Shown[] {
  return [...document.querySelectorAll<HTMLElement>("[data-stop][data-at]:not([hidden])")].map((element) => {
    const { stop = "", turn, at = "", number, place = "" } = element.dataset;
    const [longitude = 0, latitude = 0] = at.split(",").map(Number);
    const id = stop.slice(stop.lastIndexOf("-") + 1);
    return { element, id, turn: Number(turn), longitude, latitude, number: Number(number), place };
  });
}

class CrewRoute {
  #van: Point | undefined;
  #vanAt = 0;
  /** The phone was asked for its place, and gave none. */
  #isRefused = false;
  /** For which stops, and where the van was, the order was worked out last. */
  #about = "";
  #known = new Set(stops().map(({ id }) => id));
  #paved: Paved | undefined;
  /** The streets of the order that was worked out last; nothing where none are known. */
  #streets: Streets | undefined;

  start(): void {
    document.addEventListener("live:changed", () => {
      this.#tellUrgent();
      void this.plan();
    });
    document.addEventListener("stops:changed", () => void this.plan());
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-from-here]")) void this.#ask(true);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.#ask(false);
    });
    // A list that can be read and tapped comes first: a slow phone needs a while for a long route.
    setTimeout(() => {
      void this.plan();
      void this.#ask(false);
    }, PLAN_AFTER_MS);
  }

  /** Works out the order; where the page has another one it is fetched again, else the way is drawn. */
  async plan(): Promise<void> {
    const shown = stops();
    const about = JSON.stringify([this.#van, shown.map(({ id, turn }) => `${id} ${turn}`).sort()]);
    // Once for the same stops and the same place, whatever comes of it: that costs a slow phone a while, and a list that keeps
    // moving cannot be tapped.
    if (about !== this.#about) {
      this.#about = about;
      const streets = await this.#learn(shown);
      // Something changed meanwhile: that is worked out now.
      if (about !== this.#about) return;
      this.#streets = streets;
      this.#tell(route(shown, this.#van, streets?.ways).map(({ id }) => id).join("."), stops());
    }
    this.#draw(stops());
  }

  /** The streets with the ways between these stops; nothing as long as none are known. */
  async #learn(shown: Shown[]): Promise<Streets | undefined> {
    const version = document.querySelector<HTMLElement>("[data-streets]")?.dataset["streets"];
    if (!version) return undefined;
    if (this.#paved?.version !== version) this.#paved = new Paved(version);
    const streets = await this.#paved.around(shown, this.#van);
    return streets.isEmpty ? undefined : streets;
  }

  /** Tells the server the order, and has the page fetched in it where that is another one. */
  #tell(order: string, shown: Shown[]): void {
    if (order === shown.map(({ id }) => id).join(".")) return;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${COOKIE}=${order}; path=/werk; max-age=${COOKIE_SECONDS}; samesite=strict${secure}`;
    document.dispatchEvent(new CustomEvent("live:ask"));
  }

  #draw(shown: Shown[]): void {
    const box = document.querySelector<HTMLElement>("[data-route]");
    if (!box || shown.length === 0) return;
    box.hidden = false;
    let from = this.#van;
    for (const stop of shown) {
      const away = stop.element.querySelector<HTMLElement>("[data-away]");
      if (away && from) away.textContent = distance(this.#ways(from, stop));
      if (away) away.closest<HTMLElement>("[data-away-line]")?.toggleAttribute("hidden", !from);
      from = stop;
    }
    const state = box.querySelector("[data-route-state]");
    if (state) state.textContent = this.#words(shown);
    box.querySelector<HTMLElement>("[data-from-here]")?.toggleAttribute("hidden", this.#van !== undefined);
    const map = box.querySelector<HTMLElement>("[data-route-map]");
    if (map) void sketch(map, shown, this.#van);
  }

  /** What is known of the way. A list that comes anew says again why it does not begin at the van. */
  #words(shown: Shown[]): string {
    const way = `${distance(length(shown, this.#van, this.#ways))} ${this.#kind(shown)}`;
    if (this.#van) return `Vanaf hier ${way}`;
    return this.#isRefused ? `Je telefoon geeft je plek niet. De route begint bij de eerste stop: ${way}` : way;
  }

  get #ways(): Ways {
    return this.#streets?.ways ?? metres;
  }

  /** Where the way leads, as far as that is known. */
  #kind(shown: Shown[]): string {
    const points: Point[] = this.#van ? [this.#van, ...shown] : shown;
    const legs = points.slice(1).map((point, at) => this.#streets?.knows(points[at] ?? point, point) ?? false);
    if (legs.length > 0 && legs.every(Boolean)) return "over de weg";
    return legs.some(Boolean) ? "deels hemelsbreed" : "hemelsbreed";
  }

  /** What came in with urgency is told: it took a place before the others. */
  #tellUrgent(): void {
    const shown = stops();
    const urgent = shown.find(({ id, turn }) => turn === URGENT && !this.#known.has(id));
    this.#known = new Set(shown.map(({ id }) => id));
    const said = document.querySelector("[data-route-said]");
    if (said && urgent) said.textContent = `Spoed erbij: ${urgent.place}. De rest schuift op, er valt niets weg.`;
  }

  /** Asks the phone where it is: when somebody asks for it, or when they said before that it may. */
  async #ask(isWanted: boolean): Promise<void> {
    if (!("geolocation" in navigator)) return;
    if (!isWanted && (Date.now() - this.#vanAt < PLACE_MS_MAX || !(await isAllowed()))) return;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => {
        [this.#van, this.#vanAt] = [{ longitude, latitude }, Date.now()];
        void this.plan();
      },
      () => {
        this.#isRefused ||= isWanted;
        this.#draw(stops());
      },
      { enableHighAccuracy: true, timeout: WAIT_MS_MAX, maximumAge: PLACE_MS_MAX },
    );
  }
}

new CrewRoute().start();
