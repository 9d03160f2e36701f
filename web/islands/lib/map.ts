// The map of the areas with one pin. The map library is only fetched when a page opens a map.

import type { Feature, Polygon, Position } from "geojson";
import type { GeoJSONSource, LngLat, Map as LibreMap, Marker, StyleSpecification } from "maplibre-gl";
import { type Areas, bounds, nameAreas } from "./areas";
import { type Base, addBase } from "./base";
import { METRES_PER_DEGREE, shrink } from "./earth";
import { opened } from "./opened";
import { svg } from "./svg";
import type { Texts } from "./texts";

// Close enough to tell one side of a buurt from the other, far enough to see its edges.
const PLACE_ZOOM = 14.3;
// From here the things on the street show.
const THINGS_ZOOM = 15;
const KEY_PIXELS = 8;
const CIRCLE_POINTS = 48;

export interface Place {
  longitude: number;
  latitude: number;
  /** Metres, when the phone measured it. */
  accuracy: number | undefined;
}

export interface Listener {
  moved(place: Place): void;
}

export class PlaceMap {
  #pin: Marker | undefined;

  private constructor(
    private readonly library: typeof import("maplibre-gl"),
    private readonly map: LibreMap,
    private readonly areas: Areas,
    private readonly texts: Texts,
    private readonly listener: Listener,
  ) {}

  /** Opens a map of the areas inside the box. Rejects when this browser cannot draw it. */
  static async open(
    box: HTMLElement,
    areas: Areas,
    texts: Texts,
    worker: string,
    base: Base | undefined,
    listener: Listener,
  ): Promise<PlaceMap> {
    const library = await import("maplibre-gl");
    library.setWorkerUrl(worker);
    const canvas = document.createElement("div");
    canvas.className = "og-map__live";
    box.append(canvas);
    const [west, south, east, north] = bounds(areas.features);
    try {
      const map = new library.Map({
        container: canvas,
        style: style(areas),
        bounds: [west, south, east, north],
        fitBoundsOptions: { padding: 16 },
        maxZoom: 18,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        cooperativeGestures: false,
        locale: { "Map.Title": texts.t("map"), "Marker.Title": "Pin" },
      });
      map.touchZoomRotate.disableRotation();
      map.keyboard.disableRotation();
      await opened(map);
      const place = new PlaceMap(library, map, areas, texts, listener);
      place.#start();
      if (base) place.#put(base);
      return place;
    } catch (error) {
      canvas.remove();
      throw error;
    }
  }

  /** Puts the pin, with the circle of its accuracy, and shows it. */
  put(place: Place, show: boolean): void {
    const centre: [number, number] = [place.longitude, place.latitude];
    if (this.#pin) this.#pin.setLngLat(centre);
    // Added once: adding again would take the focus from who moves it with the keys.
    else this.#marker().setLngLat(centre).addTo(this.map);
    source(this.map, "accuracy")?.setData(circle(place));
    if (show) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.easeTo({ center: centre, zoom: Math.max(this.map.getZoom(), PLACE_ZOOM), animate: !still });
    }
  }

  /** Takes the pin away. */
  clear(): void {
    this.#pin?.remove();
    this.#pin = undefined;
    source(this.map, "accuracy")?.setData(none());
  }

  /** Tints one area, and shows it whole when asked. */
  mark(code: string, show = false): void {
    this.map.setFilter("chosen", ["==", ["get", "code"], code]);
    const area = this.areas.features.find((feature) => feature.properties.code === code);
    if (show && area) this.map.fitBounds(bounds([area]), { padding: 32 });
  }

  zoom(step: number): void {
    if (step > 0) this.map.zoomIn();
    else this.map.zoomOut();
  }

  #start(): void {
    nameAreas(this.library, this.map, this.areas.features, "og-map__name");
    this.map.on("click", (event) => this.#move(event.lngLat));
  }

  /** After the map is there, so that it never waits for a base map that is away. */
  #put(base: Base): void {
    addBase(this.map, base, "chosen", "things");
    // The base map shows through what we mark.
    this.map.setPaintProperty("chosen", "fill-opacity", 0.45);
  }

  #marker(): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "og-pin";
    element.setAttribute("aria-label", this.texts.t("pin"));
    element.append(pinDrawing());
    const pin = new this.library.Marker({ element, anchor: "bottom", draggable: true });
    pin.on("dragend", () => this.#move(pin.getLngLat()));
    element.addEventListener("keydown", (event) => this.#key(event));
    this.#pin = pin;
    return pin;
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-KEY_PIXELS, 0],
      ArrowRight: [KEY_PIXELS, 0],
      ArrowUp: [0, -KEY_PIXELS],
      ArrowDown: [0, KEY_PIXELS],
    };
    const step = steps[event.key];
    if (!step || !this.#pin) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = this.map.project(this.#pin.getLngLat());
    this.#move(this.map.unproject([x + step[0], y + step[1]]));
    if (!this.map.getBounds().contains(this.#pin.getLngLat())) this.map.panTo(this.#pin.getLngLat());
  }

  #move(at: LngLat): void {
    const place = { longitude: at.lng, latitude: at.lat, accuracy: undefined };
    this.put(place, false);
    this.listener.moved(place);
  }

}

function style(areas: Areas): StyleSpecification {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: areas },
      accuracy: { type: "geojson", data: none() },
      things: {
        type: "vector",
        tiles: [`${location.origin}/api/v1/tiles/{z}/{x}/{y}.mvt`],
        minzoom: THINGS_ZOOM,
        maxzoom: 18,
      },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("--map-far") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("--map-land") } },
      {
        id: "chosen",
        type: "fill",
        source: "areas",
        filter: ["==", ["get", "code"], ""],
        paint: { "fill-color": token("--map-hot") },
      },
      {
        id: "edges",
        type: "line",
        source: "areas",
        layout: { "line-join": "round" },
        paint: {
          "line-color": token("--og-brand"),
          "line-opacity": 0.55,
          "line-width": 1.5,
          "line-dasharray": [3, 2.5],
        },
      },
      {
        id: "things",
        type: "circle",
        source: "things",
        "source-layer": "assets",
        minzoom: THINGS_ZOOM,
        paint: {
          "circle-radius": 5,
          "circle-color": token("--og-brand"),
          "circle-stroke-color": token("--og-paper"),
          "circle-stroke-width": 1.5,
        },
      },
      {
        id: "circle",
        type: "fill",
        source: "accuracy",
        paint: { "fill-color": token("--og-routed"), "fill-opacity": 0.16 },
      },
      {
        id: "circle-edge",
        type: "line",
        source: "accuracy",
        paint: { "line-color": token("--og-routed"), "line-opacity": 0.6, "line-width": 1.5 },
      },
    ],
  };
}

function source(map: LibreMap, id: string): GeoJSONSource | undefined {
  return map.getSource<GeoJSONSource>(id);
}

function none(): Feature<Polygon> {
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [] } };
}

function circle({ longitude, latitude, accuracy }: Place): Feature<Polygon> {
  if (accuracy === undefined) return none();
  const ring: Position[] = [];
  for (let point = 0; point <= CIRCLE_POINTS; point++) {
    const angle = (2 * Math.PI * point) / CIRCLE_POINTS;
    const north = (accuracy * Math.sin(angle)) / METRES_PER_DEGREE;
    const east = (accuracy * Math.cos(angle)) / METRES_PER_DEGREE / shrink(latitude);
    ring.push([longitude + east, latitude + north]);
  }
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}

function pinDrawing(): SVGSVGElement {
  const drawing = svg("svg", { viewBox: "0 0 36 46", "aria-hidden": "true" });
  for (const [d, name] of [
    ["M18 44c10-11 16-18.5 16-27a16 16 0 0 0-32 0c0 8.5 6 16 16 27z", "og-pin__body"],
    ["M18 11a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", "og-pin__eye"],
  ] as const) {
    drawing.append(svg("path", { d, class: name }));
  }
  return drawing;
}
