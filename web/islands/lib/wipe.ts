// The editor that makes faces and number plates unrecognisable before a photo is sent: one finger paints squares, and
// who cannot drag sets blocks by tapping or with keys. It is loaded when somebody opens it.

import { type Box, Mosaic, type Point } from "./mosaic";
import { toJpeg } from "./scale";
import { Texts } from "./texts";

/** Of the longer side of the picture. */
const BLOCKS = { face: { width: 0.15, height: 0.2 }, plate: { width: 0.24, height: 0.08 } };
const MOVE = 0.025;
const GROW = 1.2;
const BLOCK_MIN = 0.04;
const STROKES_MAX = 500;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Opens the editor. Gives the picture with what was wiped, or nothing when it stays as it is. */
export async function wipe(dialog: HTMLDialogElement, picture: Blob): Promise<Blob | undefined> {
  const bitmap = await createImageBitmap(picture);
  try {
    return await new Editor(dialog, bitmap).result;
  } finally {
    bitmap.close();
  }
}

class Editor {
  readonly result: Promise<Blob | undefined>;
  readonly #texts: Texts;
  readonly #canvas = this.#part<HTMLCanvasElement>("canvas");
  readonly #block = this.#part("[data-box]");
  readonly #pen: CanvasRenderingContext2D;
  readonly #mosaic: Mosaic;
  readonly #over = new AbortController();
  readonly #long: number;
  #strokes: Set<number>[] = [];
  #box: Box | undefined;
  #last: Point | undefined;

  constructor(
    readonly dialog: HTMLDialogElement,
    readonly bitmap: ImageBitmap,
  ) {
    this.#texts = new Texts(dialog);
    [this.#canvas.width, this.#canvas.height] = [bitmap.width, bitmap.height];
    this.#long = Math.max(bitmap.width, bitmap.height);
    const pen = this.#canvas.getContext("2d");
    if (!pen) throw new Error("nothing to draw on");
    this.#pen = pen;
    this.#draw();
    this.#mosaic = new Mosaic(pen.getImageData(0, 0, bitmap.width, bitmap.height));
    this.#listen();
    this.#say("");
    this.#choose(undefined);
    dialog.returnValue = "";
    dialog.showModal();
    this.#part("h2").focus();
    this.result = new Promise((resolve) => {
      const signal = this.#over.signal;
      dialog.addEventListener("close", () => void this.#close().then(resolve), { signal });
    });
  }

  async #close(): Promise<Blob | undefined> {
    this.#over.abort();
    const isWiped = this.dialog.returnValue === "ready" && this.#strokes.length > 0;
    const blob = isWiped ? await toJpeg(this.#canvas) : null;
    // The picture does not stay behind in the page.
    [this.#canvas.width, this.#canvas.height] = [1, 1];
    return blob ?? undefined;
  }

  #listen(): void {
    const signal = this.#over.signal;
    const on = (selector: string, act: () => void) =>
      this.#part(selector).addEventListener("click", act, { signal });
    on("[data-add=face]", () => this.#add("face"));
    on("[data-add=plate]", () => this.#add("plate"));
    on("[data-undo]", () => this.#undo());
    on("[data-smaller]", () => this.#resize(1 / GROW));
    on("[data-larger]", () => this.#resize(GROW));
    on("[data-set]", () => this.#set());
    on("[data-box]", () => this.#set());
    on("[data-ready]", () => this.#ready());
    on("[data-cancel]", () => this.dialog.close());
    this.#block.addEventListener("keydown", (event) => this.#press(event), { signal });
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.#follow(event), { signal });
    for (const end of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(end, () => this.#end(), { signal });
    }
  }

  #begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#last = this.#at(event);
    if (!this.#box && this.#strokes.length < STROKES_MAX) this.#strokes.push(new Set());
    this.#follow(event);
  }

  #follow(event: PointerEvent): void {
    if (!this.#last || !event.isPrimary) return;
    const at = this.#at(event);
    if (this.#box) this.#choose({ ...this.#box, x: at.x - this.#box.width / 2, y: at.y - this.#box.height / 2 });
    else this.#paint(this.#mosaic.along(this.#last, at));
    this.#last = at;
  }

  #end(): void {
    if (!this.#last) return;
    this.#last = undefined;
    this.#say(this.#box ? this.#where(this.#box) : this.#texts.t("wiped"));
    if (this.#box) this.#block.focus();
  }

  #paint(squares: number[]): void {
    for (const number of squares) {
      this.#strokes.at(-1)?.add(number);
      this.#fill(number);
    }
  }

  #fill(number: number): void {
    const { x, y, width, height, colour } = this.#mosaic.square(number);
    this.#pen.fillStyle = colour;
    this.#pen.fillRect(x, y, width, height);
  }

  #draw(): void {
    this.#pen.drawImage(this.bitmap, 0, 0);
    for (const stroke of this.#strokes) for (const number of stroke) this.#fill(number);
  }

  #undo(): void {
    const undone = this.#strokes.pop();
    this.#draw();
    this.#say(this.#texts.t(undone ? "undone" : "nothing"));
  }

  #add(kind: keyof typeof BLOCKS): void {
    const [width, height] = [BLOCKS[kind].width * this.#long, BLOCKS[kind].height * this.#long];
    const { width: across, height: down } = this.bitmap;
    this.#choose({ x: (across - width) / 2, y: (down - height) / 2, width, height });
    this.#tell();
    this.#block.focus();
  }

  #press(event: KeyboardEvent): void {
    const [right, down] = ARROWS[event.key] ?? [0, 0];
    if (right || down) this.#move(right * MOVE * this.#long, down * MOVE * this.#long);
    else if (event.key === "+" || event.key === "=") this.#resize(GROW);
    else if (event.key === "-") this.#resize(1 / GROW);
    else return;
    event.preventDefault();
  }

  #move(right: number, down: number): void {
    if (!this.#box) return;
    this.#choose({ ...this.#box, x: this.#box.x + right, y: this.#box.y + down });
    this.#tell();
  }

  #resize(factor: number): void {
    if (!this.#box) return;
    const least = BLOCK_MIN * this.#long;
    const width = Math.min(this.bitmap.width, Math.max(least, this.#box.width * factor));
    const height = Math.min(this.bitmap.height, Math.max(least, this.#box.height * factor));
    const x = this.#box.x + (this.#box.width - width) / 2;
    const y = this.#box.y + (this.#box.height - height) / 2;
    this.#choose({ x, y, width, height });
    this.#tell();
  }

  #set(): void {
    if (!this.#box || this.#strokes.length >= STROKES_MAX) return;
    this.#strokes.push(new Set());
    this.#paint(this.#mosaic.within(this.#box));
    this.#choose(undefined);
    this.#say(this.#texts.t("set"));
    this.#part("[data-ready]").focus();
  }

  /** A block that was put somewhere counts, also for who does not press the button that sets it. */
  #ready(): void {
    if (this.#box) this.#set();
    this.dialog.close("ready");
  }

  /** Shows the block there, within the picture; or none. */
  #choose(box: Box | undefined): void {
    const { width: across, height: down } = this.bitmap;
    const inside = (start: number, length: number, room: number) => Math.min(room - length, Math.max(0, start));
    this.#box = box && { ...box, x: inside(box.x, box.width, across), y: inside(box.y, box.height, down) };
    this.#block.hidden = !box;
    this.#part("[data-box-tools]").hidden = !box;
    this.#part("[data-tools]").hidden = box !== undefined;
    if (!this.#box) return;
    const { style } = this.#block;
    style.left = percent(this.#box.x, across);
    style.top = percent(this.#box.y, down);
    style.width = percent(this.#box.width, across);
    style.height = percent(this.#box.height, down);
  }

  #tell(): void {
    if (this.#box) this.#say(this.#where(this.#box));
  }

  #where(box: Box): string {
    const whole = (part: number, of: number) => Math.round((part / of) * 100);
    const { width, height } = this.bitmap;
    const values = { across: whole(box.x, width), down: whole(box.y, height), wide: whole(box.width, width) };
    return this.#texts.t("at", values);
  }

  #at(event: PointerEvent): Point {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * this.bitmap.width;
    return { x, y: ((event.clientY - top) / height) * this.bitmap.height };
  }

  #say(words: string): void {
    this.#part("[data-spoken]").textContent = words;
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    const found = this.dialog.querySelector<T>(selector);
    if (!found) throw new Error(`the editor has no ${selector}`);
    return found;
  }
}

function percent(part: number, of: number): string {
  return `${((part / of) * 100).toFixed(2)}%`;
}
