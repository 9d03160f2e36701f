// A small map of a route: the buurten, the stops by their numbers, the way between them, and where the van is.

import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { Point } from "./route";

export interface Numbered extends Point {
  number: number;
  turn: number;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 390;
const HEIGHT = 180;
const MARGIN = 26;
/** About 300 m: one stop alone is not drawn from closer by. */
const DEGREES_MIN = 0.004;
/** More numbers would hide each other; the rest are dots. */
const NUMBERS_MAX = 14;
const URGENT_TURN = 1;
const FETCH_MS_MAX = 10_000;

let areas: Promise<Feature<Polygon | MultiPolygon>[]> | undefined;

/** The outlines of the buurten, fetched once; without them the way is drawn all the same. */
function outlines(): Promise<Feature<Polygon | MultiPolygon>[]> {
  areas ??= fetch("/api/v1/areas", { signal: AbortSignal.timeout(FETCH_MS_MAX) })
    .then((response) => response.json() as Promise<FeatureCollection<Polygon | MultiPolygon>>)
    .then(({ features }) => features)
    .catch(() => []);
  return areas;
}

/** Draws the stops, which are in the order to drive, into the box. */
export async function sketch(box: HTMLElement, stops: readonly Numbered[], van: Point | undefined): Promise<void> {
  const spot = frame(van ? [van, ...stops] : stops);
  const way = [...(van ? [van] : []), ...stops].map(spot);
  const numbers = stops.slice(0, NUMBERS_MAX).map(({ number }) => number);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "og-map__svg", role: "img" });
  svg.setAttribute("aria-label", `Kaart van de route: stop ${numbers.join(", ")}${stops.length > NUMBERS_MAX ? " en verder" : ""}`);
  const ground = element("g", {});
  svg.append(ground, element("path", { class: "way", d: line(way), "stroke-dasharray": "1 8" }));
  // The next stop lies on top of the others.
  for (const [at, stop] of [...stops.entries()].reverse()) svg.append(...mark(stop, spot(stop), at));
  if (van) {
    const [x, y] = spot(van);
    svg.append(element("circle", { class: "me", cx: x, cy: y, r: 9 }));
  }
  box.replaceChildren(svg);
  for (const area of await outlines()) {
    const rings = area.geometry.type === "Polygon" ? area.geometry.coordinates : area.geometry.coordinates.flat();
    const corners = (ring: number[][]) => ring.map(([longitude = 0, latitude = 0]) => spot({ longitude, latitude }));
    const d = rings.map((ring) => `${line(corners(ring))}Z`).join("");
    ground.append(element("path", { class: "bu", d }), element("path", { class: "ol", d }));
  }
}

/** From degrees to the drawing, with all points in it. */
function frame(points: readonly Point[]): (point: Point) => [number, number] {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  const middle = (all: number[]) => (Math.min(...all) + Math.max(...all)) / 2;
  const [x, y] = [middle(longitudes), middle(latitudes)];
  const shrink = Math.cos((y * Math.PI) / 180);
  const span = (all: number[]) => Math.max(Math.max(...all) - Math.min(...all), DEGREES_MIN);
  const across = (WIDTH - 2 * MARGIN) / (span(longitudes) * shrink);
  const scale = Math.min(across, (HEIGHT - 2 * MARGIN) / span(latitudes));
  return ({ longitude, latitude }) => [
    round(WIDTH / 2 + (longitude - x) * shrink * scale),
    round(HEIGHT / 2 - (latitude - y) * scale),
  ];
}

function mark({ number, turn }: Numbered, [x, y]: [number, number], at: number): SVGElement[] {
  const kind = turn === URGENT_TURN ? " og-mark--hot" : at === 0 ? " og-mark--next" : "";
  if (at >= NUMBERS_MAX) return [element("circle", { class: "og-mark og-mark--dot", cx: x, cy: y, r: 5 })];
  const text = element("text", { class: `nr${kind}`, x, y: y + 5 });
  text.textContent = String(number);
  return [element("circle", { class: `og-mark${kind}`, cx: x, cy: y, r: at === 0 ? 15 : 12 }), text];
}

function line(spots: readonly [number, number][]): string {
  return spots.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

const round = (value: number) => Math.round(value * 10) / 10;
