// What the crew's list tells of what waits on the phone.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./lib.mjs";

const { refusedLines, waitingLines } = await load("queue");

const KEY = "0199f3a0-0000-7000-8000-000000000001";
const ME = { id: "me", name: "Ploeg 2" };
const madeAt = new Date(2026, 10, 30, 10, 52).getTime();
const report = { key: KEY, label: "Grofvuil", place: "", photos: [{}], madeAt, refusal: "" };
const act = { key: "a", order: `/werk/nieuw/${KEY}`, what: "complete", place: "Grofvuil, nieuw", photos: [{}], madeAt, by: ME, refusal: "", label: "" };

test("what was taken along is one line, with its report or after it", () => {
  const line = { key: "a", title: "Grofvuil, nieuw", words: "Meegenomen, 1 foto. 10.52", state: "Wacht" };
  assert.deepEqual(waitingLines([act], [report], [], "me"), [line]);
  assert.deepEqual(waitingLines([act], [], [], "me"), [line]);
  const alone = { key: KEY, title: "Grofvuil, nieuw", words: "Nieuw: grofvuil, 1 foto. 10.52", state: "Wacht" };
  assert.deepEqual(waitingLines([], [report], [], "me"), [alone]);
});

test("what the server refused of it can be done again where it was begun", () => {
  const [line] = refusedLines([{ ...act, refusal: "Deze foto kunnen we niet lezen." }], [], []);
  assert.equal(line.href, `/werk/nieuw#${KEY}`);
  assert.equal(line.words, "Meegenomen, 1 foto. 10.52. Deze foto kunnen we niet lezen.");
  const [other] = refusedLines([{ ...act, order: "/werk/1", refusal: "Nee." }], [], []);
  assert.equal(other.href, "/werk/1/klaar");
});
