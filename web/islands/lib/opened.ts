// Waits until a map is really there.

import type { Map as LibreMap } from "maplibre-gl";

const OPEN_MS_MAX = 20_000;

/** Rejects when this browser cannot draw it, or takes too long. */
export function opened(map: LibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("the map did not open")), OPEN_MS_MAX);
    map.once("load", () => {
      clearTimeout(late);
      resolve();
    });
    // Stays, so that a tile that is away later on is no error of the page.
    map.on("error", ({ error }) => {
      clearTimeout(late);
      reject(error);
    });
  });
}
