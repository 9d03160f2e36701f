// How long a route of forty stops takes, and how much longer it is than the best that a long search finds.
//
// node route.bench.mjs OUT.json [SECONDS]: every instance is searched so long, 60 when nothing is said.
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { chance, load, someStops } from "./lib.mjs";

const { byNearest, length, route } = await load("route");

const STOPS = 40;
/** As many as the list holds. */
const LONG = 200;
const TIMED = 50;
const SEARCHED = 4;
const GOAL_MS = 300;
const GOAL_LONGER = 0.1;
const SHAKES_A_TRY = 2_000;
const VAN = { longitude: 5.4, latitude: 52.16 };

const [out, seconds = "60"] = process.argv.slice(2);

/** Half of the instances have all stops in one turn, half in three. */
const instance = (number) => someStops(chance(100 + number), STOPS, number % 2 === 0 ? 1 : 3);

function timed(number) {
  const stops = instance(number);
  const began = performance.now();
  const metres = length(route(stops, VAN), VAN);
  return { ms: performance.now() - began, metres, nearest: length(byNearest(stops, VAN), VAN) };
}

/** The shortest way found by searching from the stops in ever another order. */
function searched(number) {
  const random = chance(500 + number);
  const stops = instance(number);
  const end = performance.now() + Number(seconds) * 1_000;
  let best = Infinity;
  while (performance.now() < end) {
    for (let at = stops.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [stops[at], stops[other]] = [stops[other], stops[at]];
    }
    best = Math.min(best, length(route(stops, VAN, SHAKES_A_TRY), VAN));
  }
  return best;
}

function timedLong() {
  const stops = someStops(chance(900), LONG, 2);
  const began = performance.now();
  route(stops, VAN);
  return performance.now() - began;
}

timed(0);
const runs = Array.from({ length: TIMED }, (_, number) => timed(number));
const sorted = runs.map(({ ms }) => ms).sort((one, other) => one - other);
const longer = Array.from({ length: SEARCHED }, (_, number) => runs[number].metres / searched(number) - 1);
const result = {
  stops: STOPS,
  p50Ms: sorted[Math.floor(TIMED / 2)],
  maxMs: sorted.at(-1),
  longMs: timedLong(),
  longerThanBest: Math.max(...longer),
  searchSeconds: Number(seconds),
  ofNearest: runs.reduce((sum, { metres, nearest }) => sum + metres / nearest, 0) / TIMED,
  longerThanNearest: runs.filter(({ metres, nearest }) => metres > nearest + 1e-3).length,
};
const isMet = result.maxMs < GOAL_MS && result.longMs < GOAL_MS && result.longerThanBest <= GOAL_LONGER && result.longerThanNearest === 0;
writeFileSync(out, `${JSON.stringify({ benchmark: "route", result, goalMet: isMet }, undefined, 2)}\n`);
const percent = (part) => `${(part * 100).toFixed(1)} %`;
console.log(`| figure | value | goal |
|---|---|---|
| a route of ${STOPS} stops, p50 of ${TIMED} | ${result.p50Ms.toFixed(1)} ms | |
| the slowest | ${result.maxMs.toFixed(1)} ms | under ${GOAL_MS} ms |
| a route of ${LONG} stops | ${result.longMs.toFixed(1)} ms | under ${GOAL_MS} ms |
| longer than the best of ${seconds} s of search, at most | ${percent(result.longerThanBest)} | ${percent(GOAL_LONGER)} |
| of the way by the nearest, on average | ${percent(result.ofNearest)} | |
| longer than by the nearest | ${result.longerThanNearest} of ${TIMED} | 0 |

goal ${isMet ? "met" : "MISSED"}`);
process.exitCode = isMet ? 0 : 1;
