// A small map of a route: the buurten, the stops by their numbers, the way between them, and where the van is.

import { type Areas, fetchAreas, rings } from "./areas";
import { type Point, shrink } from "./earth";
import { URGENT } from "./route";
import { svg } from "./svg";

export interface Numbered extends Point {
  number: number;
  turn: number;
}

const WIDTH = 390;
const HEIGHT = 180;
const MARGIN = 26;
/** About 300 m: one stop alone is not drawn from closer by. */
const DEGREES_MIN = 0.004;
/** More numbers would hide each other; the rest are dots. */
const NUMBERS_MAX = 14;

let areas: Promise<Areas["features"]> | undefined;

/** The outlines of the buurten, fetched once; without them the way is drawn all the same. */
function outlines(): Promise<Areas["features"]> {
  areas ??= fetchAreas().then(({ features }) => features, () => []);
  return areas;
}

/** Draws the stops, which are in the order to drive, into the box. */
export async function sketch(box: HTMLElement, stops: readonly Numbered[], van: Point | undefined): Promise<void> {
  const spot = frame(van ? [van, ...stops] : stops);
  const way = [...(van ? [van] : []), ...stops].map(spot);
  const numbers = stops.slice(0, NUMBERS_MAX).map(({ number }) => number);
  const label = `Kaart van de route: stop ${numbers.join(", ")}${stops.length > NUMBERS_MAX ? " en verder" : ""}`;
  const shape = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "og-map__svg", role: "img", "aria-label": label };
  const drawing = svg("svg", shape);
  const ground = svg("g", {});
  drawing.append(ground, svg("path", { class: "way", d: line(way), "stroke-dasharray": "1 8" }));
  // The next stop lies on top of the others.
  for (const [at, stop] of [...stops.entries()].reverse()) drawing.append(...mark(stop, spot(stop), at));
  if (van) {
    const [x, y] = spot(van);
    drawing.append(svg("circle", { class: "me", cx: x, cy: y, r: 9 }));
  }
  box.replaceChildren(drawing);
  for (const area of await outlines()) {
    const corners = (ring: number[][]) => ring.map(([longitude = 0, latitude = 0]) => spot({ longitude, latitude }));
    const d = rings(area).map((ring) => `${line(corners(ring))}Z`).join("");
    ground.append(svg("path", { class: "bu", d }), svg("path", { class: "ol", d }));
  }
}

/** From degrees to the drawing, with all points in it. */
function frame(points: readonly Point[]): (point: Point) => [number, number] {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  const middle = (all: number[]) => (Math.min(...all) + Math.max(...all)) / 2;
  const [x, y] = [middle(longitudes), middle(latitudes)];
  const narrow = shrink(y);
  const span = (all: number[]) => Math.max(Math.max(...all) - Math.min(...all), DEGREES_MIN);
  const across = (WIDTH - 2 * MARGIN) / (span(longitudes) * narrow);
  const scale = Math.min(across, (HEIGHT - 2 * MARGIN) / span(latitudes));
  return ({ longitude, latitude }) => [
    round(WIDTH / 2 + (longitude - x) * narrow * scale),
    round(HEIGHT / 2 - (latitude - y) * scale),
  ];
}

function mark({ number, turn }: Numbered, [x, y]: [number, number], at: number): SVGElement[] {
  const kind = turn === URGENT ? " og-mark--hot" : at === 0 ? " og-mark--next" : "";
  if (at >= NUMBERS_MAX) return [svg("circle", { class: "og-mark og-mark--dot", cx: x, cy: y, r: 5 })];
  const text = svg("text", { class: `nr${kind}`, x, y: y + 5 });
  text.textContent = String(number);
  return [svg("circle", { class: `og-mark${kind}`, cx: x, cy: y, r: at === 0 ? 15 : 12 }), text];
}

function line(spots: readonly [number, number][]): string {
  return spots.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
}

const round = (value: number) => Math.round(value * 10) / 10;
