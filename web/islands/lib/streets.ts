// The way along the streets, worked out on the phone: where the van is stays here. Pure.
//
// Streets come in squares (`work_orders/src/streets/cell.rs`): straight pieces between spots, and pieces that share a spot
// cross there. A stop is entered from the nearest point of the nearest piece, and the way from each stop to the others is
// found by going ever further from it (Dijkstra, 1959). Where no street is near, or none leads there, the way is the
// straight line, longer by what streets add to it: as the server reckons (`work_orders/src/streets.rs`).

import { METRES_PER_DEGREE, type Point, metres, shrink } from "./earth";
import { Heap } from "./heap";

/** Metres of the way from one point to another. */
export type Ways = (from: Point, to: Point) => number;

/** The streets of a square. Of spots the longitude and the latitude in turn, from the corner; of pieces two spots each. */
export interface Cell {
  spots: number[];
  bothWays: number[];
  oneWay: number[];
}

/** Which square: so many to the east and to the north of null. */
export type Place = readonly [east: number, north: number];

/** Spots are in these parts of a degree, and so are the sides of a square. */
const SPOTS_PER_DEGREE = 100_000;
const WIDTH = 4_000;
const HEIGHT = 2_500;
/** What a way between stops may lead around them, in spots: some 700 m. */
const MARGIN = 800;
/** A phone fetches no more: what lies further apart is driven by the straight line. */
const CELLS_MAX = 16;
const REACH_M = 300;
const DETOUR = 1.35;
/** What is so near the end of a piece is at the crossing: it is reached by any street there. */
const END_M = 1;

/** The squares that hold the way between these points. */
export function cellsAround(points: readonly Point[]): Place[] {
  if (points.length === 0) return [];
  const side = (of: (point: Point) => number, size: number): [number, number] => {
    const spots = points.map((point) => Math.round(of(point) * SPOTS_PER_DEGREE));
    return [Math.floor((Math.min(...spots) - MARGIN) / size), Math.floor((Math.max(...spots) + MARGIN) / size)];
  };
  const [west, east] = side(({ longitude }) => longitude, WIDTH);
  const [south, north] = side(({ latitude }) => latitude, HEIGHT);
  const places: Place[] = [];
  for (let x = west; x <= east; x++) for (let y = south; y <= north; y++) places.push([x, y]);
  return places.length > CELLS_MAX ? [] : places;
}

interface Piece {
  from: number;
  to: number;
  isOneWay: boolean;
}

/** Where a point is entered from: so many metres along a piece, and so many beside it. */
interface Entry {
  key: string;
  piece: number;
  along: number;
  off: number;
}

const keyOf = ({ longitude, latitude }: Point) => `${longitude},${latitude}`;

export class Streets {
  private readonly spots: Point[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly pieces: Piece[] = [];
  /** A piece over a border is in two squares. */
  private readonly seen = new Set<string>();
  /** Metres by the keys of both points; NaN where no street leads there. */
  private readonly known = new Map<string, number>();

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  add([east, north]: Place, { spots, bothWays, oneWay }: Cell): void {
    const numbers: number[] = [];
    for (let at = 0; at < spots.length; at += 2) {
      const longitude = east * WIDTH + (spots[at] ?? 0);
      const latitude = north * HEIGHT + (spots[at + 1] ?? 0);
      numbers.push(this.number({ longitude: longitude / SPOTS_PER_DEGREE, latitude: latitude / SPOTS_PER_DEGREE }));
    }
    for (const [ends, isOneWay] of [[bothWays, false], [oneWay, true]] as const) {
      for (let at = 0; at < ends.length; at += 2) {
        this.join({ from: numbers[ends[at] ?? 0] ?? 0, to: numbers[ends[at + 1] ?? 0] ?? 0, isOneWay });
      }
    }
    this.known.clear();
  }

  /**
   * Works out the ways from where the van is and from each stop to every stop. `pause` is awaited now and then, so that a
   * slow phone can be tapped meanwhile.
   */
  async learn(stops: readonly Point[], van: Point | undefined, pause: () => Promise<void>): Promise<void> {
    const to = [...new Map(stops.map((stop) => [keyOf(stop), stop])).values()];
    const from = van ? [van, ...to] : to;
    const isNew = (one: Point) => to.some((other) => !this.known.has(`${keyOf(one)} ${keyOf(other)}`));
    const rows = from.filter(isNew).map(keyOf);
    if (rows.length === 0) return;
    const points = [...new Map(from.map((point) => [keyOf(point), point])).values()];
    const graph = new Graph(this.spots, this.pieces, points.flatMap((point) => this.enter(point) ?? []));
    for (const row of rows) {
      const found = graph.from(row);
      for (const point of to) this.known.set(`${row} ${keyOf(point)}`, found.get(keyOf(point)) ?? Number.NaN);
      await pause();
    }
  }

  /** Whether the way between them is known to lead over streets. */
  knows(from: Point, to: Point): boolean {
    return keyOf(from) === keyOf(to) || !Number.isNaN(this.known.get(`${keyOf(from)} ${keyOf(to)}`) ?? Number.NaN);
  }

  readonly ways: Ways = (from, to) => {
    if (keyOf(from) === keyOf(to)) return 0;
    const known = this.known.get(`${keyOf(from)} ${keyOf(to)}`) ?? Number.NaN;
    return Number.isNaN(known) ? metres(from, to) * DETOUR : known;
  };

  private number(spot: Point): number {
    const key = keyOf(spot);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.spots.length);
    return this.spots.push(spot) - 1;
  }

  private join(piece: Piece): void {
    const key = `${piece.from} ${piece.to} ${piece.isOneWay}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.pieces.push(piece);
  }

  /** Where the point is entered from; nothing when no street is near. */
  private enter(point: Point): Entry | undefined {
    const reach = REACH_M / METRES_PER_DEGREE;
    let nearest: Entry | undefined;
    // Most pieces are not even near: a phone looks at them some hundred thousand times.
    for (let piece = 0; piece < this.pieces.length; piece++) {
      const { from = 0, to = 0 } = this.pieces[piece] ?? {};
      const start = this.spots[from];
      const end = this.spots[to];
      if (!start || !end) continue;
      if (start.latitude < point.latitude - reach && end.latitude < point.latitude - reach) continue;
      if (start.latitude > point.latitude + reach && end.latitude > point.latitude + reach) continue;
      const { along, off } = beside(start, end, point);
      if (!nearest || off < nearest.off) nearest = { key: keyOf(point), piece, along, off };
    }
    return nearest && nearest.off <= REACH_M ? nearest : undefined;
  }
}

/** The nearest point of a piece: metres along it, and from it. */
function beside(start: Point, end: Point, point: Point): { along: number; off: number } {
  const narrow = shrink(start.latitude) * METRES_PER_DEGREE;
  const flat = ({ longitude, latitude }: Point): [number, number] => [
    (longitude - start.longitude) * narrow,
    (latitude - start.latitude) * METRES_PER_DEGREE,
  ];
  const [east, north] = flat(end);
  const [x, y] = flat(point);
  const square = east ** 2 + north ** 2;
  const part = square > 0 ? Math.min(1, Math.max(0, (x * east + y * north) / square)) : 0;
  return { along: part * Math.sqrt(square), off: Math.hypot(x - part * east, y - part * north) };
}

/** Crossings, and a door in its piece for each entry. */
class Graph {
  /** Of each node, to which others it leads and how far they are, in turn. */
  private readonly arcs: number[][];
  private readonly doors = new Map<string, { node: number; off: number }>();

  constructor(spots: readonly Point[], pieces: readonly Piece[], entries: readonly Entry[]) {
    this.arcs = spots.map(() => []);
    const inPiece = new Map<number, Entry[]>();
    for (const entry of entries) inPiece.set(entry.piece, [...(inPiece.get(entry.piece) ?? []), entry]);
    for (const [number, piece] of pieces.entries()) {
      const [start, end] = [spots[piece.from], spots[piece.to]];
      if (!start || !end) continue;
      this.open(piece, metres(start, end), inPiece.get(number) ?? []);
    }
  }

  /** Metres to every entry that a way leads to, by its key. */
  from(key: string): Map<string, number> {
    const found = new Map<string, number>();
    const start = this.doors.get(key);
    if (!start) return found;
    const distances = this.search(start.node);
    for (const [other, { node, off }] of this.doors) {
      const way = distances[node] ?? Infinity;
      if (way < Infinity) found.set(other, start.off + way + off);
    }
    return found;
  }

  /** From one end of the piece past its doors to the other. */
  private open({ from, to, isOneWay }: Piece, length: number, entries: Entry[]): void {
    let [last, driven] = [from, 0];
    for (const { key, along, off } of entries.sort((one, other) => one.along - other.along)) {
      if (along <= END_M || along >= length - END_M) {
        this.doors.set(key, { node: along <= END_M ? from : to, off });
        continue;
      }
      const node = this.arcs.push([]) - 1;
      this.doors.set(key, { node, off });
      this.join(last, node, along - driven, isOneWay);
      [last, driven] = [node, along];
    }
    this.join(last, to, Math.max(0, length - driven), isOneWay);
  }

  private join(from: number, to: number, length: number, isOneWay: boolean): void {
    this.arcs[from]?.push(to, length);
    if (!isOneWay) this.arcs[to]?.push(from, length);
  }

  /** Goes ever further until it was at every door; what lies beyond is of no use. */
  private search(start: number): Float64Array {
    const left = new Set([...this.doors.values()].map(({ node }) => node));
    const distances = new Float64Array(this.arcs.length).fill(Infinity);
    distances[start] = 0;
    const heap = new Heap();
    heap.push(0, start);
    for (let least = heap.pop(); least; least = heap.pop()) {
      const [distance, node] = least;
      if (distance > (distances[node] ?? 0)) continue;
      if (left.delete(node) && left.size === 0) break;
      const arcs = this.arcs[node] ?? [];
      for (let at = 0; at < arcs.length; at += 2) {
        const [to, length] = [arcs[at] ?? 0, arcs[at + 1] ?? 0];
        if (distance + length >= (distances[to] ?? 0)) continue;
        distances[to] = distance + length;
        heap.push(distance + length, to);
      }
    }
    return distances;
  }
}
