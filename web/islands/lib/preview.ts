// The small picture of an evidence photo, for in lists.

import { toJpeg } from "./scale";

// Enough to see which photo it is, and to read nothing: a name fills a photo of it, and does not fill one of everything.
const PREVIEW_SIDE = 160;
const PREVIEW_SIDE_CLOSE = 24;
const SEEN_FROM_AFAR = "overview";

/** A small picture on which nothing can be read; none when this browser cannot show the photo. */
export async function preview(original: Blob, label: string): Promise<Blob | undefined> {
  try {
    const whole = await createImageBitmap(original);
    const side = label === SEEN_FROM_AFAR ? PREVIEW_SIDE : PREVIEW_SIDE_CLOSE;
    const factor = Math.min(1, side / Math.max(whole.width, whole.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(whole.width * factor));
    canvas.height = Math.max(1, Math.round(whole.height * factor));
    const pen = canvas.getContext("2d");
    if (pen) pen.imageSmoothingQuality = "high";
    pen?.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    return (await toJpeg(canvas)) ?? undefined;
  } catch {
    return undefined;
  }
}
