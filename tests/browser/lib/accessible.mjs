// What can be measured of accessibility: axe in light and dark, no sideways scrolling on a small phone, targets that a
// thumb hits, and nothing that moves for who asked for rest.
import { AxeBuilder } from "@axe-core/playwright";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** A screen of 1280 by 1024 at 400 %. */
const SMALL = { width: 320, height: 256 };
/** A desk with as little room as one with columns has. */
const TIGHT = { width: 1216, height: 800 };
/** Wider is a desk, where a mouse points. */
const PHONE_WIDTH_MAX = 480;

/** What is wrong with this page, one line each. */
export async function faults(page) {
  const found = await measured(page);
  const size = page.viewportSize();
  // As high as the page: what happens to lie under the dock until one scrolls is no small target.
  const height = await page.evaluate(() => document.scrollingElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    for (const { id, nodes } of violations) {
      for (const node of nodes) found.push(`${colorScheme} ${id}: ${node.html.slice(0, 160)}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(size);
  return found.map((fault) => `${new URL(page.url()).pathname} ${fault}`);
}

/** The same without axe, which takes most of the time. */
export async function measured(page) {
  // Before its style sheet is there a page has other sizes.
  await page.waitForLoadState("load");
  const size = page.viewportSize();
  const isPhone = size.width <= PHONE_WIDTH_MAX;
  const found = isPhone ? await page.evaluate(smallOrMoving) : [];
  if (!isPhone) await page.setViewportSize(TIGHT);
  found.push(...(await page.evaluate(cutOff)));
  await page.setViewportSize(SMALL);
  const wide = await page.evaluate(tooWide);
  if (wide) found.push(wide);
  await page.setViewportSize(size);
  return found;
}

/** What sticks out sideways. Runs in the page. */
function tooWide() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return undefined;
  const out = [...document.querySelectorAll("body *")].findLast((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > clientWidth + 1;
  });
  return `scrolls sideways: ${scrollWidth} of ${clientWidth} pixels, ${out?.outerHTML.slice(0, 120)}`;
}

/** Parts of the page of which something is out of sight sideways. Runs in the page. */
function cutOff() {
  const parts = [...document.querySelectorAll("section, form, fieldset")];
  const isCut = ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1;
  const cut = parts.filter((part) => isCut(part) && getComputedStyle(part).overflowX !== "visible");
  return cut.map((part) => `is cut off at ${part.clientWidth} pixels: ${part.outerHTML.slice(0, 120)}`);
}

/** Targets under 44 pixels, but for links in a sentence, and what moves. Runs in the page. */
function smallOrMoving() {
  const found = [];
  for (const target of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!target.checkVisibility({ visibilityProperty: true }) || target.closest("[aria-hidden=true]")) continue;
    // A label around its field is the target.
    const { width, height } = (target.closest("label") ?? target).getBoundingClientRect();
    // Only for who listens.
    const isUnseen = width <= 1 && height <= 1;
    const { display, pointerEvents } = getComputedStyle(target);
    // Only for who uses a keyboard; a finger reaches what lies below.
    const isNoTarget = pointerEvents === "none";
    const isInSentence = target.tagName === "A" && display === "inline";
    if (isUnseen || isNoTarget || isInSentence || (width >= 43.5 && height >= 43.5)) continue;
    found.push(`target of ${Math.round(width)} by ${Math.round(height)}: ${target.outerHTML.slice(0, 120)}`);
  }
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moving = document.getAnimations().filter(({ playState }) => playState === "running");
  if (isCalm && moving.length > 0) found.push(`moves: ${moving[0].effect?.target?.outerHTML.slice(0, 120)}`);
  return found;
}
