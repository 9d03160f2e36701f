// What is wiped out on a picture, as coarse squares. Pure: it knows pixels and no page.
//
// Nothing of what was there can be worked out again. All squares within a sixth of the picture get one colour, its
// mean in few steps, so a face that fills the whole picture becomes some thirty colours; that neighbouring squares
// are lighter and darker by turns tells nothing, and shows that something was wiped on a plain wall too.

// Along the longer side of the picture.
const SQUARES = 20;
const COLOURS = 6;
// Steps of 255.
const COLOUR_STEP = 32;
const RELIEF = 10;
// In squares: as wide as a finger on a phone.
const BRUSH_RADIUS = 0.9;
// Points along a line, for each square that it is long.
const DENSITY = 4;

export interface Point {
  x: number;
  y: number;
}

/** In pixels of the picture, as all that follows. */
export interface Box extends Point {
  width: number;
  height: number;
}

export interface Square extends Box {
  colour: string;
}

export class Mosaic {
  readonly #side: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #width: number;
  readonly #height: number;
  readonly #tile: number;
  readonly #colours: number[][] = [];

  /** Of the picture as it was. */
  constructor({ data, width, height }: Pick<ImageData, "data" | "width" | "height">) {
    const long = Math.max(width, height);
    [this.#width, this.#height] = [width, height];
    this.#side = Math.ceil(long / SQUARES);
    this.#columns = Math.ceil(width / this.#side);
    this.#rows = Math.ceil(height / this.#side);
    this.#tile = Math.ceil(long / COLOURS);
    for (let y = 0; y < height; y += this.#tile) {
      for (let x = 0; x < width; x += this.#tile) this.#colours.push(this.#mean(data, x, y));
    }
  }

  /** The numbers of the squares that a finger touches on its way. */
  along(from: Point, to: Point): number[] {
    const steps = Math.ceil((Math.hypot(to.x - from.x, to.y - from.y) / this.#side) * DENSITY) + 1;
    const reach = this.#side * BRUSH_RADIUS;
    const found = new Set<number>();
    for (let step = 0; step <= steps; step++) {
      const x = from.x + ((to.x - from.x) * step) / steps - reach;
      const y = from.y + ((to.y - from.y) * step) / steps - reach;
      for (const square of this.within({ x, y, width: 2 * reach, height: 2 * reach })) found.add(square);
    }
    return [...found];
  }

  /** The numbers of the squares that lie in a box, also those that do so in part. */
  within(box: Box): number[] {
    const last = (end: number, count: number) => Math.min(count - 1, Math.ceil(end / this.#side) - 1);
    const first = (start: number) => Math.max(0, Math.floor(start / this.#side));
    const found: number[] = [];
    for (let row = first(box.y); row <= last(box.y + box.height, this.#rows); row++) {
      for (let column = first(box.x); column <= last(box.x + box.width, this.#columns); column++) {
        found.push(row * this.#columns + column);
      }
    }
    return found;
  }

  /** Where a square lies, and its colour. */
  square(number: number): Square {
    const [row, column] = [Math.floor(number / this.#columns), number % this.#columns];
    const [x, y] = [column * this.#side, row * this.#side];
    const across = Math.ceil(this.#width / this.#tile);
    const colour = this.#colours[Math.floor(y / this.#tile) * across + Math.floor(x / this.#tile)] ?? [0, 0, 0];
    const relief = (row + column) % 2 === 0 ? RELIEF : -RELIEF;
    const shown = colour.map((channel) => Math.min(255, Math.max(0, channel + relief)));
    const [width, height] = [Math.min(this.#side, this.#width - x), Math.min(this.#side, this.#height - y)];
    return { x, y, width, height, colour: `rgb(${shown.join(" ")})` };
  }

  #mean(data: Uint8ClampedArray, left: number, top: number): number[] {
    const [right, bottom] = [Math.min(left + this.#tile, this.#width), Math.min(top + this.#tile, this.#height)];
    const sums = [0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        for (let channel = 0; channel < 3; channel++) {
          sums[channel] = (sums[channel] ?? 0) + (data[(y * this.#width + x) * 4 + channel] ?? 0);
        }
      }
    }
    const count = (right - left) * (bottom - top);
    return sums.map((sum) => Math.round(sum / count / COLOUR_STEP) * COLOUR_STEP);
  }
}
