// Somebody who uses the keyboard alone: Tab to what is wanted, by its role and name, and Enter or the space bar. On the
// way the focus is always somewhere, can be seen, and is not hidden behind what sticks to the edge of the screen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { until } from "./until.mjs";

// More than the longest page has of what can be reached.
const TABS_MAX = 80;
const SETTLE_MS_MAX = 1_000;

/** What is wrong with where the focus is; nothing when all is well. Runs in the page. */
function fault() {
  const at = document.activeElement;
  if (!at || at === document.body) return "the focus is nowhere";
  // A choice is drawn by what stands around its own, invisible field.
  const drawn = [at, at.parentElement, at.parentElement?.parentElement].find((element) => {
    if (!element?.checkVisibility({ opacityProperty: true })) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  const name = at.outerHTML.slice(0, 120);
  if (!drawn) return `the focus cannot be seen on ${name}`;
  const { left, right, top, bottom } = at.getBoundingClientRect();
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const points = [middle, [left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2]];
  const isClear = points.some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return over && (drawn.contains(over) || over.contains(at));
  });
  return isClear ? undefined : `something covers ${name}`;
}

/** The same once the page has scrolled to it: a map that is being drawn still moves what is under it. */
async function settled(page) {
  const end = Date.now() + SETTLE_MS_MAX;
  let wrong;
  do wrong = await page.evaluate(fault);
  while (wrong && Date.now() < end);
  return wrong;
}

const focused = async (locator) => (await locator.and(locator.page().locator(":focus")).count()) > 0;

/** Presses Tab until the focus is there; the way back with Shift+Tab. */
export async function reach(locator, key = "Tab") {
  const page = locator.page();
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    if (await focused(locator)) return;
    await page.keyboard.press(key);
    assert.equal(await settled(page), undefined, `${new URL(page.url()).pathname} after ${tabs} tabs`);
  }
  assert.fail(`${locator} is not reached by ${TABS_MAX} times ${key}`);
}

/** Goes there and presses a key. */
export async function press(locator, key = "Enter") {
  await reach(locator);
  await locator.page().keyboard.press(key);
}

/** Waits until the focus is there by itself. */
export const falls = (locator) => until(`the focus on ${locator}`, () => focused(locator));

/** The texts without variables in a language, by their keys. */
export async function texts(tag) {
  const file = await readFile(new URL(`../../../web/texts/${tag}.ftl`, import.meta.url), "utf8");
  const pairs = new Map([...file.matchAll(/^([\w-]+) = (.+)$/gm)].map(([, key, text]) => [key, text]));
  return (key) => pairs.get(key) ?? assert.fail(`${tag} has no ${key}`);
}
