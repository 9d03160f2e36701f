// How long a route of forty stops takes, and how much longer it is than the best that a long search finds: as the crow
// flies, and along the streets of a town.
//
// node route.bench.mjs OUT.json [SECONDS]: every instance is searched so long, 60 when nothing is said.
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { blocks, chance, connected, load, pave, someStops } from "./lib.mjs";

const { byNearest, length, route } = await load("route");
const { Streets } = await load("streets");
const { metres } = await load("earth");

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

/** A town of some ten thousand crossings: more than the squares around a crew's stops hold. */
const TOWN = connected(blocks(chance(31), 100, 100));

/** Half of the instances have all stops in one turn, half in three. */
const instance = (number) => someStops(chance(100 + number), STOPS, number % 2 === 0 ? 1 : 3);

async function timed(number, streets) {
  const stops = instance(number);
  const began = performance.now();
  await streets?.learn(stops, VAN, async () => undefined);
  const ways = streets?.ways ?? metres;
  const way = length(route(stops, VAN, ways), VAN, ways);
  const ms = performance.now() - began;
  return { ms, way, nearest: length(byNearest(stops, VAN, ways), VAN, ways), ways };
}

/** The shortest way found by searching from the stops in ever another order. */
function searched(number, ways) {
  const random = chance(500 + number);
  const stops = instance(number);
  const end = performance.now() + Number(seconds) * 1_000;
  let best = Infinity;
  while (performance.now() < end) {
    for (let at = stops.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [stops[at], stops[other]] = [stops[other], stops[at]];
    }
    best = Math.min(best, length(route(stops, VAN, ways, SHAKES_A_TRY), VAN, ways));
  }
  return best;
}

function timedLong() {
  const stops = someStops(chance(900), LONG, 2);
  const began = performance.now();
  route(stops, VAN);
  return performance.now() - began;
}

/** The figures of one kind of way; `paved` makes the streets anew, or there are none. */
async function measured(paved) {
  await timed(0, paved());
  const runs = [];
  for (let number = 0; number < TIMED; number++) runs.push(await timed(number, paved()));
  const sorted = runs.map(({ ms }) => ms).sort((one, other) => one - other);
  const best = Array.from({ length: SEARCHED }, (_, number) => searched(number, runs[number].ways));
  return {
    p50Ms: sorted[Math.floor(TIMED / 2)],
    maxMs: sorted.at(-1),
    longerThanBest: Math.max(...best.map((way, number) => runs[number].way / way - 1)),
    ofNearest: runs.reduce((sum, { way, nearest }) => sum + way / nearest, 0) / TIMED,
    longerThanNearest: runs.filter(({ way, nearest }) => way > nearest + 1e-3).length,
  };
}

const isMet = ({ maxMs, longerThanBest, longerThanNearest }) =>
  maxMs < GOAL_MS && longerThanBest <= GOAL_LONGER && longerThanNearest === 0;

const straight = await measured(() => undefined);
const overStreets = await measured(() => pave(new Streets(), TOWN));
const longMs = timedLong();
const isAllMet = isMet(straight) && isMet(overStreets) && longMs < GOAL_MS;
const result = { stops: STOPS, searchSeconds: Number(seconds), straight, overStreets, longMs };
writeFileSync(out, `${JSON.stringify({ benchmark: "route", result, goalMet: isAllMet }, undefined, 2)}\n`);

const percent = (part) => `${(part * 100).toFixed(1)} %`;
const ms = (value) => `${value.toFixed(1)} ms`;
const row = (name, of, goal) => `| ${name} | ${of(straight)} | ${of(overStreets)} | ${goal} |`;
console.log(`| figure | as the crow flies | along streets | goal |
|---|---|---|---|
${[
  row(`a route of ${STOPS} stops, p50 of ${TIMED}`, ({ p50Ms }) => ms(p50Ms), ""),
  row("the slowest", ({ maxMs }) => ms(maxMs), `under ${GOAL_MS} ms`),
  row(`longer than the best of ${seconds} s of search, at most`, ({ longerThanBest }) => percent(longerThanBest), percent(GOAL_LONGER)),
  row("of the way by the nearest, on average", ({ ofNearest }) => percent(ofNearest), ""),
  row("longer than by the nearest", ({ longerThanNearest }) => `${longerThanNearest} of ${TIMED}`, "0"),
].join("\n")}
| a route of ${LONG} stops | ${ms(longMs)} | | under ${GOAL_MS} ms |

goal ${isAllMet ? "met" : "MISSED"}`);
process.exitCode = isAllMet ? 0 : 1;
