// The crew's list and order: a new stop is felt and seen, and "Route" opens the map of this phone.

const NEWS_MS = [60, 80, 60];

function stops(): Set<string> {
  const found = document.querySelectorAll<HTMLElement>("[data-stop]");
  return new Set([...found].map((stop) => stop.dataset["stop"] ?? ""));
}

let known = stops();
document.addEventListener("live:changed", () => {
  let news = false;
  for (const stop of document.querySelectorAll<HTMLElement>("[data-stop]")) {
    if (known.has(stop.dataset["stop"] ?? "")) continue;
    stop.classList.add("og-fresh");
    news = true;
  }
  known = stops();
  // Phones that may not vibrate, and pages nobody touched yet, leave this out by themselves.
  if (news && "vibrate" in navigator) navigator.vibrate(NEWS_MS);
});

// iPhones do not know geo: links; their own maps open with an address that does.
const apple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
document.addEventListener("click", (event) => {
  if (!apple || !(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>("a[data-route]");
  const point = link?.getAttribute("href")?.match(/^geo:([-\d.]+,[-\d.]+)/)?.[1];
  if (link && point) link.href = `https://maps.apple.com/?daddr=${point}`;
});
