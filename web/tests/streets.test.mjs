// The way along the streets, against a slow, obvious reference: every crossing to every other (Floyd and Warshall, 1962).
import assert from "node:assert/strict";
import test from "node:test";
import { blocks, chance, load, pave, someStops } from "./lib.mjs";

const { Streets, cellsAround } = await load("streets");
const { byNearest, length, route } = await load("route");
const { metres } = await load("earth");
const { Heap } = await load("heap");

const DETOUR = 1.35;
const pause = async () => undefined;
const VAN = { longitude: 5.4, latitude: 52.16 };

const paved = (pieces) => pave(new Streets(), pieces);
const spot = ([longitude, latitude]) => ({ longitude: longitude / 100_000, latitude: latitude / 100_000 });

/** Metres between crossings, by trying every crossing in between. */
function allPairs(pieces) {
  const spots = [...new Set(pieces.flatMap(({ from, to }) => [from.join(), to.join()]))];
  const far = new Map(spots.map((one) => [`${one} ${one}`, 0]));
  const note = (one, other, way) => far.set(`${one} ${other}`, Math.min(way, far.get(`${one} ${other}`) ?? Infinity));
  for (const { from, to, isOneWay } of pieces) {
    const way = metres(spot(from), spot(to));
    note(from.join(), to.join(), way);
    if (!isOneWay) note(to.join(), from.join(), way);
  }
  for (const by of spots) {
    for (const one of spots) {
      for (const other of spots) {
        const way = (far.get(`${one} ${by}`) ?? Infinity) + (far.get(`${by} ${other}`) ?? Infinity);
        if (way < Infinity) note(one, other, way);
      }
    }
  }
  return far;
}

test("the way from crossing to crossing is the shortest there is, and the straight line where none leads", async () => {
  const random = chance(21);
  for (let round = 0; round < 40; round++) {
    const pieces = blocks(random, 4, 4).filter(() => random() > 0.15);
    const streets = paved(pieces);
    const spots = [...new Map(pieces.flatMap(({ from, to }) => [from, to]).map((it) => [it.join(), it])).values()];
    const points = spots.map(spot);
    await streets.learn(points, undefined, pause);
    const expected = allPairs(pieces);
    for (const [one, from] of spots.entries()) {
      for (const [other, to] of spots.entries()) {
        const way = expected.get(`${from.join()} ${to.join()}`) ?? metres(points[one], points[other]) * DETOUR;
        const found = streets.ways(points[one], points[other]);
        assert.ok(Math.abs(found - way) < 1e-6, `round ${round}: ${found} against ${way}`);
      }
    }
  }
});

test("a stop is entered from the nearest street, and no way is shorter than the straight line", async () => {
  const random = chance(22);
  for (let round = 0; round < 20; round++) {
    const streets = paved(blocks(random, 14, 19));
    const stops = someStops(random, 20, 1);
    await streets.learn(stops, VAN, pause);
    for (const from of [VAN, ...stops]) {
      for (const to of stops) {
        assert.ok(streets.ways(from, to) >= metres(from, to) * 0.999 - 2, "a way that leads through houses");
      }
    }
  }
});

test("a one-way street is driven one way, and around the block in the other", async () => {
  const corner = [[540_000, 5_216_000], [540_200, 5_216_000], [540_200, 5_216_100], [540_000, 5_216_100]];
  const pieces = corner.map((from, at) => ({ from, to: corner[(at + 1) % 4], isOneWay: at === 0 }));
  const streets = paved(pieces);
  const [west, east] = [[540_050, 5_216_000], [540_150, 5_216_000]].map(spot);
  await streets.learn([west, east], undefined, pause);
  const straight = metres(west, east);
  assert.ok(Math.abs(streets.ways(west, east) - straight) < 0.01);
  const around = pieces.reduce((sum, { from, to }) => sum + metres(spot(from), spot(to)), 0) - straight;
  assert.ok(Math.abs(streets.ways(east, west) - around) < 0.01);
  assert.ok(streets.knows(east, west));
});

test("what is far from every street is as the crow flies, and the phone says that it does not know", async () => {
  const streets = paved(blocks(chance(23), 3, 3));
  const [near, far] = [spot([540_000, 5_216_000]), spot([545_000, 5_216_000])];
  await streets.learn([near, far], undefined, pause);
  assert.equal(streets.ways(near, far), metres(near, far) * DETOUR);
  assert.ok(!streets.knows(near, far));
  assert.equal(new Streets().ways(near, near), 0);
});

test("a new stop or another place of the van is learnt beside what is known", async () => {
  const random = chance(24);
  const pieces = blocks(random, 14, 19);
  const stops = someStops(random, 12, 1);
  const [once, after] = [paved(pieces), paved(pieces)];
  await once.learn(stops, VAN, pause);
  await after.learn(stops.slice(0, 11), undefined, pause);
  await after.learn(stops, VAN, pause);
  for (const from of [VAN, ...stops]) for (const to of stops) assert.equal(after.ways(from, to), once.ways(from, to));
});

test("a route along one-way streets holds every stop, is never longer than by the nearest, and stays as it is", async () => {
  const random = chance(25);
  for (let round = 0; round < 12; round++) {
    const streets = paved(blocks(random, 14, 19));
    const stops = someStops(random, 5 + round * 4, 1 + (round % 3));
    await streets.learn(stops, VAN, pause);
    const found = route(stops, VAN, streets.ways);
    assert.deepEqual(found.map(({ id }) => id).sort(), stops.map(({ id }) => id).sort());
    assert.ok(length(found, VAN, streets.ways) <= length(byNearest(stops, VAN, streets.ways), VAN, streets.ways) + 1e-3);
    assert.deepEqual(route(found, VAN, streets.ways).map(({ id }) => id), found.map(({ id }) => id));
  }
});

test("a small route along one-way streets is the shortest of all orders", async () => {
  const random = chance(26);
  for (let round = 0; round < 30; round++) {
    const streets = paved(blocks(random, 14, 19));
    const stops = someStops(random, 1 + (round % 6), 1);
    await streets.learn(stops, VAN, pause);
    let least = Infinity;
    for (const order of orders(stops)) least = Math.min(least, length(order, VAN, streets.ways));
    const found = length(route(stops, VAN, streets.ways), VAN, streets.ways);
    assert.ok(found <= least + 1e-3, `round ${round}: ${found} against ${least}`);
  }
});

function* orders(stops) {
  if (stops.length === 0) yield [];
  for (const [at, first] of stops.entries()) for (const rest of orders(stops.filter((_, other) => other !== at))) yield [first, ...rest];
}

test("the squares hold all stops with some room, and none are fetched for stops all over the country", () => {
  assert.deepEqual(cellsAround([]), []);
  assert.deepEqual(cellsAround([{ longitude: 5.42, latitude: 52.1625 }]), [[135, 2_086]]);
  const over = cellsAround([{ longitude: 5.4001, latitude: 52.1625 }]);
  assert.deepEqual(over, [[134, 2_086], [135, 2_086]]);
  assert.deepEqual(cellsAround([VAN, { longitude: 4.3, latitude: 52.1 }]), []);
});

test("the lightest comes first", () => {
  const random = chance(27);
  const heap = new Heap();
  const weights = Array.from({ length: 300 }, () => Math.floor(random() * 50));
  for (const [item, weight] of weights.entries()) heap.push(weight, item);
  const popped = [];
  for (let least = heap.pop(); least; least = heap.pop()) popped.push(least);
  assert.deepEqual(popped.map(([weight]) => weight), [...weights].sort((one, other) => one - other));
  assert.deepEqual(popped.map(([, item]) => item).sort((one, other) => one - other), weights.map((_, item) => item));
  assert.ok(popped.every(([weight, item]) => weights[item] === weight));
});
