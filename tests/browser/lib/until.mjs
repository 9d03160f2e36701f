// Waiting for something outside a page: a mail in a folder, an answer of the API.
const STEP_MS = 50;
const LIMIT_MS = 30_000;

/** Asks until the answer is truthy, and gives it; fails with what was waited for. */
export async function until(what, ask, limit = LIMIT_MS) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
