// The order in which to drive past stops: a short way from where the van is, through what must come first. Pure.
//
// Stops take turns: those of an earlier turn come before those of a later one, and within its turn each lies where the
// way is short. The way to the nearest stop each time is improved by driving parts of it the other way around (2-opt, with
// what that costs where streets are one way) and by moving short runs (Or-opt); then it is shaken and improved again, which
// gets it out of what neither can better (iterated local search: Lourenço, Martin and Stützle, Handbook of Metaheuristics,
// 2003, chapter 11). The same stops always give the same way, in whatever order they come.

import { type Point, metres } from "./earth";
import type { Ways } from "./streets";

export interface Stop extends Point {
  id: string;
  /** Lower comes first. */
  turn: number;
}

/** Turn of what goes before other work, as `work_orders/src/driving.rs` numbers them. */
export const URGENT = 2;

/** Stops that move together at most. */
const RUN_MAX = 3;
/** Of so many stops or fewer; what more of them find is measured by `cargo xtask bench route`. */
const SHAKES = 500;
const SHAKEN_STOPS = 40;
/** Parts that a shake changes places of need so many stops. */
const SHAKE_MIN = 2;
/** A millimetre is no improvement, but rounding. */
const LEAST_M = 1e-3;

/** Metres of the way past the stops, from where it begins or else from the first. */
export function length(stops: readonly Point[], from: Point | undefined, ways: Ways = metres): number {
  const points = from ? [from, ...stops] : stops;
  return points.slice(1).reduce((sum, point, at) => sum + ways(points[at] ?? point, point), 0);
}

/** The stops in the order to drive; as the crow flies, or as `ways` says. Without a place to begin it begins at the first stop of the first turn. */
export function route<S extends Stop>(
  stops: readonly S[],
  from: Point | undefined,
  ways: Ways = metres,
  shakes = shakesFor(stops.length),
): S[] {
  const way = new Way(stops, from, ways);
  way.visitNearest();
  way.improve();
  way.shake(shakes);
  return way.stops();
}

/** Each takes as long as the square of the stops: a long list must not hold up a phone. */
function shakesFor(stops: number): number {
  return Math.round(SHAKES * Math.min(1, (SHAKEN_STOPS / Math.max(stops, 1)) ** 2));
}

/** By the nearest stop of the turn each time: a route is never longer than this. */
export function byNearest<S extends Stop>(stops: readonly S[], from: Point | undefined, ways: Ways = metres): S[] {
  const way = new Way(stops, from, ways);
  way.visitNearest();
  return way.stops();
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * A way under construction. Its places are numbers: 0 is where it begins, then come the stops, and the last is its end,
 * which is no distance from anywhere. So each stop has a place before it and one after it.
 *
 * Its members are private in TypeScript only: for older phones the build turns those with a # into look-ups in tables,
 * which makes the search some twenty-five times slower.
 */
class Way<S extends Stop> {
  private readonly all: S[];
  private readonly size: number;
  /** From each place to each other: a street can be one way. */
  private readonly metres: Float64Array;
  /** Of each turn, where it begins in the order and where it ends. */
  private readonly turns: [number, number][] = [];
  /** Places, from where it begins to its end. */
  private order: number[];
  private seed = 1;

  constructor(stops: readonly S[], from: Point | undefined, ways: Ways) {
    const [first] = [...stops].sort((one, other) => one.turn - other.turn);
    // Not in the order in which they came: that is often the way that was worked out before, and from another order the
    // shakes may lead to another way.
    this.all = [...stops].sort((one, other) => one.turn - other.turn || compare(one.id, other.id));
    const points: Point[] = [from ?? first ?? { longitude: 0, latitude: 0 }, ...this.all];
    this.size = points.length + 1;
    this.metres = new Float64Array(this.size ** 2);
    points.forEach((one, row) => {
      points.forEach((other, column) => (this.metres[row * this.size + column] = ways(one, other)));
    });
    this.order = Array.from({ length: this.size }, (_, place) => place);
    this.all.forEach(({ turn }, index) => {
      const last = this.turns.at(-1);
      const place = index + 1;
      if (last && turn === this.all[index - 1]?.turn) last[1] = place + 1;
      else this.turns.push([place, place + 1]);
    });
  }

  stops(): S[] {
    return this.order.slice(1, -1).flatMap((place) => this.all[place - 1] ?? []);
  }

  visitNearest(): void {
    let at = 0;
    for (const [start, end] of this.turns) {
      const left = new Set(this.order.slice(start, end));
      for (let position = start; position < end; position++) {
        let nearest = -1;
        for (const place of left) if (nearest < 0 || this.far(at, place) < this.far(at, nearest)) nearest = place;
        left.delete(nearest);
        this.order[position] = nearest;
        at = nearest;
      }
    }
  }

  /** Until no part turned around and no run moved makes it shorter. */
  improve(): void {
    while (this.turns.some((turn) => this.turnAround(turn) || this.moveRun(turn)));
  }

  /** Lets parts of it change places, and keeps what is shorter once it is improved. */
  shake(times: number): void {
    const large = this.turns.filter(([start, end]) => end - start >= SHAKE_MIN);
    if (large.length === 0) return;
    let best = this.length();
    for (let time = 0; time < times; time++) {
      const before = [...this.order];
      const [start, end] = large[this.random(large.length)] ?? [0, 0];
      const cuts = [0, 0, 0].map(() => start + this.random(end - start + 1)).sort((one, other) => one - other);
      const [one = start, two = start, three = start] = cuts;
      const middle = [...before.slice(two, three), ...before.slice(one, two)];
      this.order.splice(one, middle.length, ...middle);
      this.improve();
      const length = this.length();
      if (length < best - LEAST_M) best = length;
      else this.order = before;
    }
  }

  /** Drives the part that saves most the other way around; `false` when none saves. */
  private turnAround([start, end]: [number, number]): boolean {
    let [most, first, last] = [LEAST_M, 0, 0];
    for (let i = start; i < end - 1; i++) {
      let [ahead, back] = [0, 0];
      for (let j = i + 1; j < end; j++) {
        ahead += this.between(j - 1, j);
        back += this.between(j, j - 1);
        const now = this.between(i - 1, i) + ahead + this.between(j, j + 1);
        const then = this.between(i - 1, j) + back + this.between(i, j + 1);
        if (now - then > most) [most, first, last] = [now - then, i, j];
      }
    }
    if (last === 0) return false;
    const part = this.order.slice(first, last + 1).reverse();
    this.order.splice(first, part.length, ...part);
    return true;
  }

  /** Moves the run, as it is or turned around, whose move saves most; `false` when none saves. */
  private moveRun([start, end]: [number, number]): boolean {
    let [most, from, count, to, turned] = [LEAST_M, 0, 0, 0, false];
    for (let run = 1; run <= RUN_MAX; run++) {
      for (let i = start; i + run <= end; i++) {
        const j = i + run - 1;
        const freed = this.between(i - 1, i) + this.between(j, j + 1) - this.between(i - 1, j + 1);
        const turnedFreed = freed + this.savedWithin(i, j);
        if (freed <= most && turnedFreed <= most) continue;
        for (let gap = start; gap <= end; gap++) {
          if (gap >= i && gap <= j + 1) continue;
          const open = this.between(gap - 1, gap);
          const asIs = freed + open - this.between(gap - 1, i) - this.between(j, gap);
          const around = turnedFreed + open - this.between(gap - 1, j) - this.between(i, gap);
          if (asIs > most) [most, from, count, to, turned] = [asIs, i, run, gap, false];
          if (around > most) [most, from, count, to, turned] = [around, i, run, gap, true];
        }
      }
    }
    if (count === 0) return false;
    const moved = this.order.splice(from, count);
    this.order.splice(to > from ? to - count : to, 0, ...(turned ? moved.reverse() : moved));
    return true;
  }

  /** What the stops from one position to another take less in the other direction. */
  private savedWithin(first: number, last: number): number {
    let saved = 0;
    for (let at = first; at < last; at++) saved += this.between(at, at + 1) - this.between(at + 1, at);
    return saved;
  }

  private length(): number {
    let sum = 0;
    for (let at = 1; at < this.size; at++) sum += this.between(at - 1, at);
    return sum;
  }

  /** Metres from what is at one position to what is at another. */
  private between(one: number, other: number): number {
    return this.far(this.order[one] ?? 0, this.order[other] ?? 0);
  }

  private far(one: number, other: number): number {
    return this.metres[one * this.size + other] ?? 0;
  }

  /** A whole number below `limit`. Not `Math.random`: the same stops must give the same way (mulberry32). */
  private random(limit: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
}
