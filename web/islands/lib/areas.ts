// Outlines of areas on a map: what they span, and their names where there is room.

import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import type { Map as LibreMap } from "maplibre-gl";

export type Areas = FeatureCollection<Polygon | MultiPolygon, { code: string; name: string; wijk: string }>;

type Area = Feature<Polygon | MultiPolygon, { name: string }>;

const ASK_MS_MAX = 8_000;
// Room that a name needs around its letters before it is shown.
const NAME_PADDING = 8;

/** Asks for the outlines of the buurten; rejects when they do not come. */
export async function fetchAreas(address = "/api/v1/areas"): Promise<Areas> {
  const response = await fetch(address, { signal: AbortSignal.timeout(ASK_MS_MAX) });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as Areas;
}

/** Names are elements, because drawing letters would need glyphs from elsewhere. */
export function nameAreas(
  library: typeof import("maplibre-gl"),
  map: LibreMap,
  areas: Area[],
  className: string,
): void {
  const names = areas.map((area) => {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = area.properties.name;
    element.setAttribute("aria-hidden", "true");
    const [west, south, east, north] = bounds([largest(area)]);
    const latitude = (south + north) / 2;
    new library.Marker({ element }).setLngLat([(west + east) / 2, latitude]).addTo(map);
    element.removeAttribute("tabindex");
    return { element, west, east, latitude };
  });
  const fit = () => {
    for (const { element, west, east, latitude } of names) {
      element.hidden = false;
      const room = map.project([east, latitude]).x - map.project([west, latitude]).x;
      element.hidden = element.offsetWidth + NAME_PADDING > room;
    }
  };
  map.on("zoomend", fit);
  fit();
}

/** The lines around it, and around its holes. */
export function rings({ geometry }: Feature<Polygon | MultiPolygon, unknown>): Position[][] {
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
}

function largest(feature: Feature<Polygon | MultiPolygon, unknown>): Feature<Polygon, unknown> {
  const [first = []] = rings(feature).sort((one, other) => other.length - one.length);
  return { type: "Feature", properties: null, geometry: { type: "Polygon", coordinates: [first] } };
}

/** West, south, east and north of all of them. */
export function bounds(features: Feature<Polygon | MultiPolygon, unknown>[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of features.flatMap(rings).flat()) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}
