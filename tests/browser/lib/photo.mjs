// Photos for the tests, drawn by the browser: a sofa on the pavement, and the same place without it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser } from "./browser.mjs";

const SCENES = new URL("../scenes/", import.meta.url);
const QUALITY = 0.85;

let folder;
const drawn = new Map();

async function file(name, content) {
  folder ??= await mkdtemp(join(tmpdir(), "opgeruimd-photos-"));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Path of a JPEG of 1600 by 1200 pixels: `before` or `after`. */
export async function photo(scene) {
  if (!drawn.has(scene)) drawn.set(scene, await draw(scene));
  return drawn.get(scene);
}

/** A text that says it is a JPEG. */
export function textNamedJpeg() {
  return file("tekst.jpg", "Dit is geen foto, maar tekst.\n".repeat(50));
}

/** The beginning of a photo as newer iPhones make them. */
export function heic() {
  const head = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
  return file("IMG_0001.jpg", Buffer.concat([head, Buffer.alloc(4096, 7)]));
}

/** Path of a JPEG of one colour, as wide and high as `side` pixels. */
export async function plain(colour, side) {
  const page = await (await browser()).newPage();
  const jpeg = await page.evaluate(
    ([colour, side]) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [side, side];
      const pen = canvas.getContext("2d");
      pen.fillStyle = colour;
      pen.fillRect(0, 0, side, side);
      return canvas.toDataURL("image/jpeg");
    },
    [colour, side],
  );
  await page.close();
  return file(`${side}.jpg`, Buffer.from(jpeg.split(",")[1], "base64"));
}

export async function removePhotos() {
  if (folder) await rm(folder, { recursive: true, force: true });
}

async function draw(scene) {
  const drawing = await readFile(new URL(`${scene}.svg`, SCENES), "base64");
  const page = await (await browser()).newPage();
  const jpeg = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [1600, 1200];
      const pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/jpeg", quality);
    },
    [`data:image/svg+xml;base64,${drawing}`, QUALITY],
  );
  await page.close();
  return file(`${scene}.jpg`, Buffer.from(jpeg.split(",")[1], "base64"));
}
