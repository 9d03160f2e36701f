// Makes a photo smaller on the phone: less to send, and the phone's own notes (place, time, maker) stay behind.

const EDGE_MAX = 1600;
const QUALITY = 0.82;
// Small files are sent as they are: the server cleans them all the same.
const SMALL_BYTES = 300 * 1024;

/** The photo as JPEG of at most 1600 px, or the file itself when this browser cannot read it. */
export async function scaled(file: File): Promise<Blob> {
  if (file.size <= SMALL_BYTES && file.type === "image/jpeg") return file;
  try {
    const { width, height } = await size(file);
    const factor = Math.min(1, EDGE_MAX / Math.max(width, height));
    const resizeWidth = Math.max(1, Math.round(width * factor));
    const resizeHeight = Math.max(1, Math.round(height * factor));
    // Scaled while decoding: a canvas of the full size turns blank on phones with a memory limit.
    const bitmap = await createImageBitmap(file, { resizeWidth, resizeHeight, resizeQuality: "high" });
    const blob = await encode(bitmap);
    bitmap.close();
    return blob && (blob.size < file.size || file.type !== "image/jpeg") ? blob : file;
  } catch {
    return file;
  }
}

async function size(file: File): Promise<{ width: number; height: number }> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function encode(bitmap: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
