// For tests of the screens' scripts: a module as Node reads it, and chance that can be repeated.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { TARGET } from "../target.mjs";

/** Loads a module of `islands/lib`, or of another folder. */
export async function load(name, folder = "islands/lib") {
  const entry = fileURLToPath(new URL(`../${folder}/${name}.ts`, import.meta.url));
  const options = { entryPoints: [entry], bundle: true, format: "esm", target: TARGET, write: false };
  const { outputFiles } = await build(options);
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

/** Numbers from 0 up to 1, the same for the same seed (Park and Miller, 1988). */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** So many stops within two kilometres of each other, in one of so many turns. */
export function someStops(random, count, turns) {
  return Array.from({ length: count }, (_, index) => ({
    id: `stop-${index}`,
    longitude: 5.39 + random() * 0.03,
    latitude: 52.155 + random() * 0.018,
    turn: Math.floor(random() * turns),
  }));
}

/**
 * Streets of so many blocks to the east and to the north, of some 150 by 110 metres, from the corner where the stops are:
 * a tenth is missing, and a quarter is one way. Spots are in hundred-thousandths of a degree.
 */
export function blocks(random, columns, rows) {
  const [width, height, west, south] = [220, 100, 538_900, 5_215_400];
  const at = (x, y) => [west + x * width, south + y * height];
  const pieces = [];
  for (let x = 0; x <= columns; x++) {
    for (let y = 0; y <= rows; y++) {
      for (const [toX, toY] of [[x + 1, y], [x, y + 1]]) {
        const kind = random();
        if (toX > columns || toY > rows || kind < 0.1) continue;
        const ends = [at(x, y), at(toX, toY)];
        if (kind < 0.22) ends.reverse();
        pieces.push({ from: ends[0], to: ends[1], isOneWay: kind < 0.35 });
      }
    }
  }
  return pieces;
}

/** Every spot that the pieces lead to from this one. */
function reached(start, pieces) {
  const next = new Map();
  const lead = (from, to) => next.set(String(from), [...(next.get(String(from)) ?? []), String(to)]);
  for (const { from, to, isOneWay } of pieces) {
    lead(from, to);
    if (!isOneWay) lead(to, from);
  }
  const [seen, left] = [new Set([String(start)]), [String(start)]];
  while (left.length > 0) {
    for (const spot of next.get(left.pop()) ?? []) {
      if (seen.has(spot)) continue;
      seen.add(spot);
      left.push(spot);
    }
  }
  return seen;
}

/** Of these pieces what can be driven to from the one in the middle, and back: a network as the server keeps it. */
export function connected(pieces) {
  const start = pieces[Math.floor(pieces.length / 2)].from;
  const turned = pieces.map(({ from, to, isOneWay }) => ({ from: to, to: from, isOneWay }));
  const [there, back] = [reached(start, pieces), reached(start, turned)];
  const isIn = (spot) => there.has(String(spot)) && back.has(String(spot));
  return pieces.filter(({ from, to }) => isIn(from) && isIn(to));
}

/** Adds the pieces to the streets, in the squares that the server would make of them. */
export function pave(streets, pieces) {
  const squares = new Map();
  for (const { from, to, isOneWay } of pieces) {
    for (const end of [from, to]) {
      const place = [Math.floor(end[0] / 4_000), Math.floor(end[1] / 2_500)];
      const key = place.join();
      if (!squares.has(key)) squares.set(key, { place, cell: { spots: [], bothWays: [], oneWay: [] } });
      const { cell } = squares.get(key);
      const numbers = [from, to].map(([x, y]) => cell.spots.push(x - place[0] * 4_000, y - place[1] * 2_500) / 2 - 1);
      cell[isOneWay ? "oneWay" : "bothWays"].push(...numbers);
    }
  }
  for (const { place, cell } of squares.values()) streets.add(place, cell);
  return streets;
}
