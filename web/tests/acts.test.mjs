// How an order stands with what was done on this phone.
import assert from "node:assert/strict";
import test from "node:test";
import { chance, load } from "./lib.mjs";

const { isWaiting, standing } = await load("acts");

const ORDER = "/werk/1";
const STATUSES = ["open", "accepted", "in_progress", "done", "refused", "cancelled"];
const WHATS = ["accept", "start", "complete", "refuse"];
const RANK = { open: 0, accepted: 1, in_progress: 2, done: 3, refused: 3, cancelled: 3 };

const act = (what, more = {}) => ({ order: ORDER, what, refusal: "", ...more });

test("what was done here shows at once, on that order alone", () => {
  assert.equal(standing("open", ORDER, [act("accept")]), "accepted");
  assert.equal(standing("open", ORDER, [act("accept"), act("start")]), "in_progress");
  assert.equal(standing("accepted", ORDER, [act("complete")]), "done");
  assert.equal(standing("open", ORDER, [act("refuse")]), "refused");
  assert.equal(standing("open", "/werk/2", [act("complete")]), "open");
});

test("what the server refused, or settled otherwise, does not show", () => {
  assert.equal(standing("open", ORDER, [act("complete", { refusal: "De foto is stuk." })]), "open");
  assert.equal(standing("accepted", ORDER, [act("complete", { settled: { title: "", words: "" } })]), "accepted");
});

test("a page of the server that is further is never taken back", () => {
  const random = chance(5);
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let round = 0; round < 500; round++) {
    const drawn = pick(STATUSES);
    const acts = Array.from({ length: round % 5 }, () => act(pick(WHATS)));
    const shown = standing(drawn, ORDER, acts);
    assert.ok(RANK[shown] >= RANK[drawn], `${drawn} became ${shown}`);
    if (RANK[drawn] === 3) assert.equal(shown, drawn);
  }
});

test("an act waits until the server took it, settled it or refused it", () => {
  assert.ok(isWaiting(act("accept")));
  assert.ok(!isWaiting(act("accept", { takenAt: "2026-11-30T10:00:00Z" })));
  assert.ok(!isWaiting(act("accept", { refusal: "Niet jouw team." })));
  assert.ok(!isWaiting(act("accept", { settled: { title: "", words: "" } })));
});
