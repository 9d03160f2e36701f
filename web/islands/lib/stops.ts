// What the crew's list and the page of a round share when they draw what was done on this phone.

/** Puts words in a place of the page, when they differ from what stands there: what is spoken is not spoken again. */
export function write(selector: string, words: string, within: ParentNode = document): void {
  const place = within.querySelector(selector);
  if (place && place.textContent !== words) place.textContent = words;
}

/** Lets the buttons below lead to this stop: the way there, its page, and its place in words. */
export function leadTo(dock: HTMLElement, { stop = "", at = "", place = "" }: DOMStringMap): void {
  const point = at.split(",").reverse().join(",");
  const [route, page] = dock.querySelectorAll("a");
  route?.setAttribute("href", `geo:${point}?q=${point}`);
  route?.setAttribute("aria-label", `Route naar ${place}`);
  page?.setAttribute("href", `/werk/${stop}`);
  write("small", place, dock);
}
