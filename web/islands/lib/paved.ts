// The streets around the stops, fetched once and kept (web/worker/crew.ts): squares of where the work is, never of where the
// van is.

import type { Point } from "./earth";
import { type Cell, type Place, Streets, cellsAround } from "./streets";

const FETCH_MS_MAX = 5_000;
/** So long it works before the phone may do something else. */
const WORK_MS_MAX = 12;

export class Paved {
  private streets = new Streets();
  private readonly fetched = new Map<string, Promise<void>>();

  constructor(readonly version: string) {}

  /** The streets, once the way from the van and from each stop to every stop is known as far as it can be. */
  async around(stops: readonly Point[], van: Point | undefined): Promise<Streets> {
    await Promise.all(cellsAround(stops).map((place) => this.fetch(place)));
    if (this.streets.isEmpty) return this.streets;
    let began = performance.now();
    await this.streets.learn(stops, van, async () => {
      if (performance.now() - began < WORK_MS_MAX) return;
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    });
    return this.streets;
  }

  private fetch(place: Place): Promise<void> {
    const address = `/werk/straten/${this.version}/${place.join("/")}`;
    const known = this.fetched.get(address);
    if (known) return known;
    const fetched = get(address).then(
      (cell) => this.streets.add(place, cell),
      // Without connection the straight line does; the next time it is asked for again.
      () => void this.fetched.delete(address),
    );
    this.fetched.set(address, fetched);
    return fetched;
  }
}

async function get(address: string): Promise<Cell> {
  const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS_MAX) });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as Cell;
}
