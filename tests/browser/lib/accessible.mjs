// What can be measured of accessibility: axe in light and dark, and no sideways scrolling on a small phone.
import { AxeBuilder } from "@axe-core/playwright";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const SMALL = { width: 320, height: 640 };

/** What is wrong with this page, one line each. */
export async function faults(page) {
  const found = [];
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
  await page.setViewportSize(SMALL);
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (wide > SMALL.width) found.push(`scrolls sideways: ${wide} pixels on a phone of ${SMALL.width}`);
  await page.setViewportSize(size);
  return found.map((fault) => `${new URL(page.url()).pathname} ${fault}`);
}
