// How soon the largest thing of a page is there on a poor phone with a poor connection that has nothing of ours yet.
import assert from "node:assert/strict";
import { person } from "../lib/browser.mjs";
import { largestPaint } from "../lib/paint.mjs";
import { scenario } from "../lib/scenario.mjs";

const LARGEST_MS_MAX = 1_200;
// A phone of some years old on a bad mobile line.
const SLOWER = 4;
const LATENCY_MS = 150;
const BYTES_A_SECOND = 1_600_000 / 8;
// The best of these counts: what else this machine does only ever adds to it, so the least is what the page itself costs.
const RUNS_MAX = 5;

/** Milliseconds from asking for the page to its largest paint, with an empty cache. */
async function largest(path) {
  const phone = await person({ reducedMotion: "no-preference" });
  const page = await phone.newPage();
  const tools = await phone.newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_A_SECOND,
    uploadThroughput: BYTES_A_SECOND,
  });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(path, { waitUntil: "networkidle" });
  // Nothing comes any more.
  const painted = await largestPaint(page);
  await phone.close();
  return painted;
}

for (const path of ["/", "/melden"]) {
  scenario(`the largest part of ${path} is painted within 1.2 s on a slow phone with a slow connection`, async (t) => {
    let best = Infinity;
    for (let run = 1; run <= RUNS_MAX && best > LARGEST_MS_MAX; run++) {
      const { at, what } = await largest(path);
      t.diagnostic(`${path}: ${Math.round(at)} ms, ${what}`);
      best = Math.min(best, at);
    }
    assert.ok(best < LARGEST_MS_MAX, `${best} ms`);
  });
}
