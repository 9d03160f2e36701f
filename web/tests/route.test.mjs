// The order in which to drive: against every order that there is, and against the way to the nearest each time.
import assert from "node:assert/strict";
import test from "node:test";
import { chance, load, someStops } from "./lib.mjs";

const { byNearest, length, route } = await load("route");
const { metres } = await load("earth");

const VAN = { longitude: 5.4, latitude: 52.16 };
const MILLIMETRE = 1e-3;

const ids = (stops) => stops.map(({ id }) => id);

/** Every order of them. */
function* orders(stops) {
  if (stops.length === 0) yield [];
  for (const [at, first] of stops.entries()) {
    for (const rest of orders(stops.filter((_, other) => other !== at))) yield [first, ...rest];
  }
}

const keepsTurns = (stops) => stops.every((stop, at) => at === 0 || stops[at - 1].turn <= stop.turn);

/** The length of the shortest of all orders that keep the turns. */
function shortest(stops, from) {
  let least = Infinity;
  for (const order of orders(stops)) if (keepsTurns(order)) least = Math.min(least, length(order, from));
  return least;
}

test("a small route is the shortest of all orders", () => {
  const random = chance(11);
  for (let round = 0; round < 60; round++) {
    const stops = someStops(random, 1 + (round % 7), 1 + (round % 3));
    const found = length(route(stops, VAN), VAN);
    const best = shortest(stops, VAN);
    assert.ok(found <= best + MILLIMETRE, `round ${round}: ${found} against ${best}`);
  }
});

test("a route holds every stop once, in its turn, and is never longer than by the nearest", () => {
  const random = chance(12);
  for (let round = 0; round < 120; round++) {
    const stops = someStops(random, round % 30 === 29 ? 100 : round % 60, 1 + (round % 4));
    const from = round % 5 === 0 ? undefined : VAN;
    const found = route(stops, from);
    assert.deepEqual(ids(found).sort(), ids(stops).sort());
    assert.ok(keepsTurns(found));
    assert.ok(length(found, from) <= length(byNearest(stops, from), from) + MILLIMETRE, `round ${round}`);
    assert.deepEqual(ids(route(found, from)), ids(found), "the same stops, the same way");
    if (from) assert.deepEqual(ids(route([...stops].reverse(), from)), ids(found), "in whatever order they come");
  }
});

test("a list that is in the order to drive already stays as it is, also with several stops at one spot", () => {
  const random = chance(17);
  const coarse = (degrees) => Math.round(degrees * 400) / 400;
  for (let round = 0; round < 30; round++) {
    const from = round % 2 === 0 ? VAN : undefined;
    const stops = someStops(random, 56, 1 + (round % 2)).map((stop) => ({
      ...stop,
      longitude: coarse(stop.longitude),
      latitude: coarse(stop.latitude),
    }));
    const once = route(stops, from);
    assert.deepEqual(ids(route(once, from)), ids(once), `round ${round}`);
  }
});

test("the way by the nearest goes to the nearest of the turn each time", () => {
  const stops = byNearest(someStops(chance(15), 25, 3), VAN);
  for (const [at, stop] of stops.entries()) {
    const from = stops[at - 1] ?? VAN;
    const rest = stops.slice(at).filter(({ turn }) => turn === stop.turn);
    assert.ok(rest.every((other) => metres(from, stop) <= metres(from, other)), `stop ${at}`);
  }
});

test("a route of forty stops is hardly longer than what ten times the search finds", () => {
  const random = chance(16);
  for (let round = 0; round < 6; round++) {
    const stops = someStops(random, 40, 1 + (round % 3));
    const best = length(route(stops, VAN, metres, 5_000), VAN);
    const found = length(route(stops, VAN), VAN);
    assert.ok(found <= best * 1.01, `round ${round}: ${found} against ${best}`);
  }
});

test("a stop with urgency comes in its turn, and nothing that was there falls out", () => {
  const random = chance(13);
  const stops = someStops(random, 20, 1).map((stop, at) => ({ ...stop, turn: at === 7 ? 0 : 2 }));
  const before = route(stops, VAN);
  assert.equal(before[0].id, "stop-7", "what is under way comes first");

  const glass = { id: "glass", longitude: 5.41, latitude: 52.165, turn: 1 };
  const after = route([...stops, glass], VAN);

  assert.deepEqual(ids(after).slice(0, 2), ["stop-7", "glass"]);
  assert.deepEqual(ids(after).slice(2).sort(), ids(before).slice(1).sort());
});

test("without a place to begin the way begins at the first stop that presses", () => {
  const stops = someStops(chance(14), 12, 1).map((stop) => ({ ...stop, turn: 2 }));
  assert.equal(route(stops, undefined)[0].id, "stop-0");
  assert.deepEqual(route([], VAN), []);
});

test("stops at one spot, and the same stop twice, end", () => {
  const spot = { longitude: 5.4, latitude: 52.16, turn: 2 };
  const stops = Array.from({ length: 30 }, (_, index) => ({ ...spot, id: `${index % 7}` }));
  assert.equal(route(stops, VAN).length, 30);
});

test("metres are those of the earth in Amersfoort", () => {
  // A minute of latitude is a nautical mile; one of longitude is shorter by the cosine of the latitude.
  const north = metres(VAN, { ...VAN, latitude: VAN.latitude + 1 / 60 });
  const east = metres(VAN, { ...VAN, longitude: VAN.longitude + 1 / 60 });
  assert.ok(Math.abs(north - 1852) < 10, `${north}`);
  assert.ok(Math.abs(east - 1852 * Math.cos((52.16 * Math.PI) / 180)) < 10, `${east}`);
});
