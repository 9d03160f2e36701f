// Letters as keys, which somebody who speaks to the computer or uses a switch must be able to switch off (WCAG 2.1.4):
// the choice is remembered on this device.

/** Keeps the choice of the box under that name. Gives whether letters are keys now; without a box they are not. */
export function letters(box: HTMLInputElement | null, name: string): () => boolean {
  if (!box) return () => false;
  box.checked = localStorage.getItem(name) !== "off";
  box.addEventListener("change", () => localStorage.setItem(name, box.checked ? "on" : "off"));
  return () => box.checked;
}
