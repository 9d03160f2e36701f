// Where this phone is, as far as its owner lets us know.

import type { Near } from "./acts";
import { type Point, metres } from "./earth";

const WAIT_MS_MAX = 2_000;
/** Who stood still for a minute is where they were. */
export const PLACE_MS_MAX = 60_000;

/** Whether they said before that we may know. */
export async function isAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    // A browser that cannot say so asks only when somebody wants it.
    return false;
  }
}

/** How far it is to there, when that can be had at once and without a question. */
export async function farFrom(there: Point): Promise<Near | undefined> {
  if (!("geolocation" in navigator) || !(await isAllowed())) return undefined;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ away: Math.round(metres(coords, there)), accuracy: Math.round(coords.accuracy) }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: WAIT_MS_MAX, maximumAge: PLACE_MS_MAX },
    );
  });
}
