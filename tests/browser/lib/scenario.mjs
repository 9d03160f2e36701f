// One test: people with devices of their own, who are sent home afterwards, and pages without complaints.
import assert from "node:assert/strict";
import { test } from "node:test";
import { closePeople, whereabouts } from "./browser.mjs";

const TEST_MS_MAX = 180_000;

/** A test by its sentence. Fails, too, when a page had an error or asked another site. */
export function scenario(sentence, play) {
  test(sentence, { timeout: TEST_MS_MAX }, async (t) => {
    try {
      await play(t);
    } catch (error) {
      for (const place of await whereabouts()) t.diagnostic(`a page was at ${place}`);
      for (const complaint of await closePeople()) t.diagnostic(complaint);
      throw error;
    }
    assert.deepEqual(await closePeople(), [], "pages complained");
  });
}
