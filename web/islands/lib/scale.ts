// Makes a photo smaller on the phone: less to send, and the phone's own notes (place, time, maker) stay behind.

import { LIGHT_EDGE, isDark } from "./light";

const EDGE_MAX = 1600;
const QUALITY = 0.82;
// Small files are sent as they are: the server cleans them all the same.
const SMALL_BYTES = 300 * 1024;
// On a smaller photo a crew may not tell a bag from a box; the server has the same number.
const SHARP_EDGE_MIN = 640;

export interface Scaled {
  picture: Blob;
  /** What might be better about it; it is welcome all the same. */
  hint?: "dark" | "tiny";
  /** Whether this browser can show it. */
  isReadable: boolean;
  /** Whether it is of a kind that the server cannot read either. */
  isHeic: boolean;
}

/** The photo as JPEG of at most 1600 px, or the file itself when that is small or this browser cannot read it. */
export async function scaled(file: Blob): Promise<Scaled> {
  try {
    const { width, height } = await size(file);
    const long = Math.max(width, height);
    const isSmall = file.size <= SMALL_BYTES && file.type === "image/jpeg";
    const factor = Math.min(1, (isSmall ? LIGHT_EDGE : EDGE_MAX) / long);
    const resizeWidth = Math.max(1, Math.round(width * factor));
    const resizeHeight = Math.max(1, Math.round(height * factor));
    // Scaled while decoding: a canvas of the full size turns blank on phones with a memory limit.
    const bitmap = await createImageBitmap(file, { resizeWidth, resizeHeight, resizeQuality: "high" });
    const hint = isDark(seen(bitmap)) ? "dark" : long < SHARP_EDGE_MIN ? "tiny" : undefined;
    const blob = isSmall ? file : await encode(bitmap);
    bitmap.close();
    const picture = blob && (blob.size < file.size || file.type !== "image/jpeg") ? blob : file;
    return { picture, isReadable: true, isHeic: false, ...(hint ? { hint } : {}) };
  } catch {
    return { picture: file, isReadable: false, isHeic: await isHeic(file) };
  }
}

/** Files of the ISO family say at their fifth byte that they are; of pictures those are HEIC, HEIF and AVIF. */
async function isHeic(file: Blob): Promise<boolean> {
  const head = await file.slice(4, 8).text().catch(() => "");
  return head === "ftyp";
}

/** The size, from the head of the file: nothing is decoded for it. */
async function size(file: Blob): Promise<{ width: number; height: number }> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = address;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The pixels of the picture in small. */
function seen(bitmap: ImageBitmap): Uint8ClampedArray {
  const factor = Math.min(1, LIGHT_EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return new Uint8ClampedArray();
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height).data;
}

function encode(bitmap: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return toJpeg(canvas);
}

/** What is drawn on a canvas, as JPEG without anything else. */
export function toJpeg(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
