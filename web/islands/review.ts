// Looking at photos: a letter for each button, arrows over the squares, and boxes drawn by dragging.
import { letters } from "./lib/letters";

/** Pixels that a finger moves while it only means to press. */
const PRESS_PX = 8;
/** Boxes somebody draws in one photo; with all squares still within what the server takes. */
const DRAWN_MAX = 10;
const COLUMNS = 8;

const areLettersKeys = letters(document.querySelector<HTMLInputElement>("[data-keys]"), "og-review-keys");
for (const element of document.querySelectorAll<HTMLElement>("[data-keys-note], [data-with-script]")) element.hidden = false;

document.addEventListener("keydown", (event) => {
  if (!areLettersKeys() || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof Element && event.target.closest("textarea, select");
  if (typing || !/^[a-z]$/.test(event.key)) return;
  const button = document.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
  const reason = document.querySelector<HTMLSelectElement>("#reden");
  // Without a reason the server refuses: the key leads to the choice first.
  if (event.key === "d" && reason && !reason.value) reason.focus();
  else button?.click();
  if (button) event.preventDefault();
});

const cover = document.querySelector<HTMLElement>("[data-cover]");
if (cover) {
  moveByArrows(cover);
  drawBoxes(cover);
}

/** One stop for the Tab key; arrows go from square to square. */
function moveByArrows(grid: HTMLElement): void {
  const squares = [...grid.querySelectorAll<HTMLInputElement>("input")];
  squares.forEach((square, at) => { square.tabIndex = at === 0 ? 0 : -1; });
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };
  grid.addEventListener("keydown", (event) => {
    const at = squares.indexOf(event.target as HTMLInputElement);
    const step = steps[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const leavesRow = Math.abs(step) === 1 && Math.floor((at + step) / COLUMNS) !== Math.floor(at / COLUMNS);
    const next = squares[at + step];
    if (!next || leavesRow) return;
    squares[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

interface Point { x: number; y: number }

function drawBoxes(grid: HTMLElement): void {
  let from: Point | undefined;
  let box: HTMLElement | undefined;
  const at = (event: PointerEvent): Point => {
    const edge = grid.getBoundingClientRect();
    const part = (value: number, length: number) => Math.round(Math.min(Math.max(value / length, 0), 1) * 1000);
    return { x: part(event.clientX - edge.left, edge.width), y: part(event.clientY - edge.top, edge.height) };
  };
  const sides = (a: Point, b: Point) => [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y)] as const;
  grid.addEventListener("pointerdown", (event) => { if (event.button === 0) from = at(event); });
  grid.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    const [x, y, width, height] = sides(from, to);
    if (!box) {
      const moved = Math.max((width * grid.clientWidth) / 1000, (height * grid.clientHeight) / 1000);
      if (moved < PRESS_PX || grid.querySelectorAll("i").length >= DRAWN_MAX) return;
      box = document.createElement("i");
      grid.append(box);
      grid.setPointerCapture(event.pointerId);
    }
    Object.assign(box.style, { left: `${x / 10}%`, top: `${y / 10}%`, width: `${width / 10}%`, height: `${height / 10}%` });
  });
  const end = (event: PointerEvent) => {
    const [x, y, width, height] = sides(from ?? at(event), at(event));
    if (box && event.type === "pointerup" && width > 0 && height > 0) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "vak", value: [x, y, width, height].join() });
      field.setAttribute("form", "besluit");
      box.append(field);
      // The press that ends a box is no press on the square below it.
      grid.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    } else box?.remove();
    from = box = undefined;
  };
  grid.addEventListener("pointerup", end);
  grid.addEventListener("pointercancel", end);
}
