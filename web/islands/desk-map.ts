// The map of the dispatcher's inbox: every issue of the choice, from vector tiles.
//
// [data-desk-map="address of the tiles"] is the pane, with [data-worker] and, when an issue is open,
// [data-spot="longitude,latitude"]. The drawing of the server stays until the map is really there.
// What lies together is one mark with its number: a click comes closer, and on one issue opens it.
// [data-zoom="1"] buttons come closer, [data-in-view] lists only what is in view. Where the map stands
// is kept while the browser is open, so that going from issue to issue does not move it.

import type { Map as LibreMap, MapGeoJSONFeature, VectorTileSource } from "maplibre-gl";
import { type Areas, bounds, fetchAreas, nameAreas } from "./lib/areas";
import { markImage } from "./lib/marks";
import { opened } from "./lib/opened";

const KEPT = "og-desk-map";
const ZOOM_MAX = 19;
// Tiles are no finer than this.
const TILE_ZOOM_MAX = 20;
const TILE_ZOOM_MIN = 8;
// A click on several comes so much closer.
const CLOSER = 2;
// From here the things on the street show.
const THINGS_ZOOM = 15;
const THINGS_TILE_ZOOM_MAX = 18;
// Changes of others come at most so often.
const REFRESH_MS = 1_000;
const COORDINATE_DIGITS = 5;
// Half of a mark, in pixels: a finger need not hit its middle.
const REACH = 14;

async function open(pane: HTMLElement, tiles: string): Promise<void> {
  const areas = await fetchAreas().catch(() => undefined);
  if (!areas) return;
  const library = await import("maplibre-gl");
  library.setWorkerUrl(pane.dataset["worker"] ?? "");
  const canvas = document.createElement("div");
  canvas.className = "map__live";
  pane.prepend(canvas);
  const [west, south, east, north] = bounds(areas.features);
  try {
    const map = new library.Map({
      container: canvas,
      style: { version: 8, sources: {}, layers: [] },
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: { top: 64, bottom: 24, left: 24, right: 24 } },
      maxZoom: ZOOM_MAX,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: { "Map.Title": "Kaart. De lijst bevat dezelfde kwesties." },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    await opened(map);
    draw(map, areas, tiles);
    nameAreas(library, map, areas.features, "map__name");
    stand(map, pane);
    listen(map, pane);
    pane.dataset["deskMapState"] = "open";
  } catch {
    // The drawing of the server shows the issues of this page.
    canvas.remove();
  }
}

function draw(map: LibreMap, areas: Areas, tiles: string): void {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  map.setMissingStyleImageResolver((id) => {
    const image = markImage(id, token);
    if (image) map.addImage(id, image.data, { pixelRatio: image.ratio });
  });
  map.addSource("areas", { type: "geojson", data: areas });
  map.addSource("things", {
    type: "vector",
    tiles: [`${location.origin}/api/v1/tiles/{z}/{x}/{y}.mvt`],
    minzoom: THINGS_ZOOM,
    maxzoom: THINGS_TILE_ZOOM_MAX,
  });
  map.addSource("issues", {
    type: "vector",
    tiles: [location.origin + tiles],
    minzoom: TILE_ZOOM_MIN,
    maxzoom: TILE_ZOOM_MAX,
  });
  map.addSource("spot", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "ground", type: "background", paint: { "background-color": token("--og-map-land") } });
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("--og-map-area") } });
  map.addLayer({
    id: "edges",
    type: "line",
    source: "areas",
    layout: { "line-join": "round" },
    paint: { "line-color": token("--og-map-edge"), "line-width": 1 },
  });
  map.addLayer({
    id: "things",
    type: "circle",
    source: "things",
    "source-layer": "assets",
    minzoom: THINGS_ZOOM,
    paint: { "circle-radius": 3, "circle-color": token("--og-map-object") },
  });
  map.addLayer({
    id: "spot",
    type: "circle",
    source: "spot",
    paint: {
      "circle-radius": 18,
      "circle-color": token("--og-brand-tint"),
      "circle-stroke-color": token("--og-brand"),
      "circle-stroke-width": 3,
    },
  });
  map.addLayer({
    id: "issues",
    type: "symbol",
    source: "issues",
    "source-layer": "issues",
    layout: {
      "icon-image": ["concat", ["get", "term"], ":", ["to-string", ["get", "count"]]],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
}

/** Where the map was, and always with the open issue in view. */
function stand(map: LibreMap, pane: HTMLElement): void {
  try {
    const [longitude, latitude, zoom] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as number[];
    if (longitude !== undefined && latitude !== undefined && zoom !== undefined) {
      map.jumpTo({ center: [longitude, latitude], zoom });
    }
  } catch {
    // What was kept cannot be read: the whole municipality is as good a start.
  }
  const [longitude, latitude] = (pane.dataset["spot"] ?? "").split(",").map(Number);
  if (longitude === undefined || latitude === undefined) return;
  const coordinates: [number, number] = [longitude, latitude];
  map.getSource<import("maplibre-gl").GeoJSONSource>("spot")?.setData({ type: "Point", coordinates });
  if (!map.getBounds().contains(coordinates)) map.jumpTo({ center: coordinates });
}

function listen(map: LibreMap, pane: HTMLElement): void {
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    sessionStorage.setItem(KEPT, JSON.stringify([lng, lat, map.getZoom()]));
  });
  const marks = ({ x, y }: { x: number; y: number }) =>
    map.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers: ["issues"] });
  map.on("mousemove", ({ point }) => {
    map.getCanvas().style.cursor = marks(point).length > 0 ? "pointer" : "";
  });
  map.on("click", ({ point }) => {
    const [mark] = marks(point);
    if (mark) choose(map, mark);
  });
  for (const button of pane.querySelectorAll<HTMLElement>("[data-zoom]")) {
    button.addEventListener("click", () => map.zoomTo(map.getZoom() + Number(button.dataset["zoom"])));
  }
  pane.querySelector("[data-in-view]")?.addEventListener("click", () => list(map.getBounds().toArray()));
  const tools = pane.querySelector<HTMLElement>("[data-map-tools]");
  if (tools) tools.hidden = false;
  let due: number | undefined;
  document.addEventListener("inbox-changed", () => {
    due ??= setTimeout(() => {
      due = undefined;
      if (map.getSource<VectorTileSource>("issues")) map.refreshTiles("issues");
    }, REFRESH_MS);
  });
  map.on("idle", () => (pane.dataset["marks"] = String(count(map))));
}

/** Issues in view: what the marks add up to. */
function count(map: LibreMap): number {
  const seen = new Map<string, number>();
  for (const { properties, geometry } of map.queryRenderedFeatures({ layers: ["issues"] })) {
    seen.set(JSON.stringify(geometry), Number(properties["count"]));
  }
  return [...seen.values()].reduce((sum, one) => sum + one, 0);
}

function choose(map: LibreMap, mark: MapGeoJSONFeature): void {
  const id: unknown = mark.properties["id"];
  if (typeof id === "string") {
    location.assign(`/meldkamer/${id}?${query("gedaan")}`);
  } else if (mark.geometry.type === "Point") {
    const [longitude = 0, latitude = 0] = mark.geometry.coordinates;
    if (map.getZoom() >= ZOOM_MAX) return list(map.getBounds().toArray());
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.easeTo({ center: [longitude, latitude], zoom: map.getZoom() + CLOSER, animate: !still });
  }
}

/** The list of only what lies in the part of the map. */
function list(box: [number, number][]): void {
  const narrowed = query("gedaan", "na");
  narrowed.set("kader", box.flat().map((degrees) => degrees.toFixed(COORDINATE_DIGITS)).join(","));
  location.assign(`/meldkamer?${narrowed}`);
}

/** What the address asks for, without these. */
function query(...without: string[]): URLSearchParams {
  const all = new URLSearchParams(location.search);
  for (const name of without) all.delete(name);
  return all;
}

const pane = document.querySelector<HTMLElement>("[data-desk-map]");
if (pane) {
  // Below the list on a narrow screen: what is not seen is not fetched.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    void open(pane, pane.dataset["deskMap"] ?? "");
  }).observe(pane);
}
