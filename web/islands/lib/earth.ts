// Metres on the earth, which is flat within a municipality.

export interface Point {
  /** WGS 84, degrees. */
  longitude: number;
  latitude: number;
}

/** Of latitude, and of longitude at the equator. */
export const METRES_PER_DEGREE = 111_320;

/** What is left of a degree of longitude at this latitude. */
export const shrink = (latitude: number) => Math.cos((latitude * Math.PI) / 180);

/** Metres between two points as the crow flies. */
export function metres(one: Point, other: Point): number {
  const east = (other.longitude - one.longitude) * shrink((one.latitude + other.latitude) / 2);
  return Math.hypot(east, other.latitude - one.latitude) * METRES_PER_DEGREE;
}
