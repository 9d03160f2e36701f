// When the largest part of a page was painted.

/** Milliseconds from asking for the page, and the beginning of what it was. */
export const largestPaint = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        new PerformanceObserver((list) => {
          // The last one is the largest.
          const { startTime, element } = list.getEntries().at(-1);
          resolve({ at: startTime, what: element?.outerHTML.slice(0, 60) });
        }).observe({ type: "largest-contentful-paint", buffered: true }),
      ),
  );
