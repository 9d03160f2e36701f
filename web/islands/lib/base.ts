// The base map under our own layers: raster as it is, vector in a few quiet colours of ours.
//
// It knows the layers of the Protomaps basemap and of OpenMapTiles. What a file has under other names is not drawn;
// our own areas are there all the same.

import type { ExpressionSpecification, LayerSpecification, Map as LibreMap } from "maplibre-gl";

/** What the page says about it. */
export interface Base {
  kind: "vector" | "raster";
  minzoom: number;
  maxzoom: number;
  bounds: [number, number, number, number];
}

const SOURCE = "base";
const TILE_PIXELS = 256;
// Names of streets show from here.
const NAME_ZOOM = 15;

const GREEN = [
  "park", "grass", "grassland", "garden", "wood", "forest", "scrub", "meadow", "village_green", "recreation_ground",
  "nature_reserve", "cemetery", "golf_course", "pitch", "playground", "allotments", "farmland", "orchard",
];
const WIDE = ["highway", "motorway", "trunk", "major_road", "primary", "secondary"];
const NARROW = ["path", "track", "pier", "other"];
const NO_STREET = ["rail", "transit", "ferry", "aerialway"];

// Protomaps says "kind" where OpenMapTiles says "class".
const kind: ExpressionSpecification = ["coalesce", ["get", "kind"], ["get", "class"], ""];
const isOneOf = (names: string[]): ExpressionSpecification => ["in", kind, ["literal", names]];
// The name on the sign in the street, whatever the phone speaks.
const name: ExpressionSpecification = ["coalesce", ["get", "name"], ""];

/** Puts the base map under the layer `before`, and its names under the layer `above`. */
export function addBase(map: LibreMap, base: Base, before: string, above: string): void {
  const { minzoom, maxzoom, bounds } = base;
  const tiles = [`${location.origin}/kaart/tegels/{z}/{x}/{y}`];
  if (base.kind === "raster") {
    map.addSource(SOURCE, { type: "raster", tiles, minzoom, maxzoom, bounds, tileSize: TILE_PIXELS });
    map.addLayer(raster(), before);
    return;
  }
  map.addSource(SOURCE, { type: "vector", tiles, minzoom, maxzoom, bounds });
  for (const layer of vector()) map.addLayer(layer, layer.type === "symbol" ? above : before);
}

function raster(): LayerSpecification {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  // Light and dark change places; a map that is made for the day dazzles at night.
  const dark = { "raster-brightness-min": 0.85, "raster-brightness-max": 0.05, "raster-hue-rotate": 180 };
  return { id: "base-raster", type: "raster", source: SOURCE, paint: isDark ? dark : {} };
}

function vector(): LayerSpecification[] {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  const fill = (layer: string, colour: string, filter: ExpressionSpecification = ["literal", true]): LayerSpecification => ({
    id: `base-${layer}`,
    type: "fill",
    source: SOURCE,
    "source-layer": layer,
    filter: ["all", ["==", ["geometry-type"], "Polygon"], filter],
    paint: { "fill-color": token(colour) },
  });
  const fills = [
    ...["landcover", "landuse", "park"].map((layer) => fill(layer, "--map-green", isOneOf(GREEN))),
    fill("water", "--og-map-water"),
    ...["buildings", "building"].map((layer) => fill(layer, "--map-block")),
  ];
  const lines = ["roads", "transportation"].flatMap((layer) => streets(layer, token));
  return [...fills, ...lines, ...["roads", "transportation_name"].map((layer) => names(layer, token))];
}

/** The edge of the streets, and then the streets, so that crossings are open. */
function streets(layer: string, token: (name: string) => string): LayerSpecification[] {
  const width = (more: number): ExpressionSpecification => {
    const at = (wide: number, narrow: number, usual: number): ExpressionSpecification => [
      "case", isOneOf(WIDE), wide + more, isOneOf(NARROW), narrow + more, usual + more,
    ];
    return ["interpolate", ["exponential", 1.6], ["zoom"], 11, at(1.5, 0, 0.3), 14, at(4, 0.8, 2), 18, at(26, 5, 17)];
  };
  const line = (part: string, colour: string, more: number): LayerSpecification => ({
    id: `base-${layer}-${part}`,
    type: "line",
    source: SOURCE,
    "source-layer": layer,
    filter: ["!", isOneOf(NO_STREET)],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": token(colour), "line-width": width(more) },
  });
  return [line("edge", "--map-case", 2), line("street", "--map-road", 0)];
}

/** Drawn with the letters of the phone itself: no fonts are fetched. */
function names(layer: string, token: (name: string) => string): LayerSpecification {
  return {
    id: `base-${layer}-names`,
    type: "symbol",
    source: SOURCE,
    "source-layer": layer,
    minzoom: NAME_ZOOM,
    filter: ["all", ["!=", name, ""], ["!", isOneOf(NO_STREET)]],
    layout: {
      "symbol-placement": "line",
      "text-field": name,
      "text-font": ["sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], NAME_ZOOM, 12, 18, 14],
    },
    paint: { "text-color": token("--map-label"), "text-halo-color": token("--map-land"), "text-halo-width": 1.5 },
  };
}
