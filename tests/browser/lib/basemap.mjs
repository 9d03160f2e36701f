// A base map for the tests: a PMTiles file with one invented neighbourhood, in the layers of the Protomaps basemap,
// on every tile of zoom 13 and 14 around Liendert. Written here byte by byte, so that it is nobody's data.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const EXTENT = 4096;
const ZOOMS = [13, 14];
const BOUNDS = [5.36, 52.14, 5.46, 52.19];
const HEADER_BYTES = 127;

let folder;

/** Path of the file. */
export async function basemapFile() {
  folder ??= await mkdtemp(join(tmpdir(), "opgeruimd-basemap-"));
  const path = join(folder, "basemap.pmtiles");
  await writeFile(path, archive(neighbourhood()));
  return path;
}

export async function removeBasemap() {
  if (folder) await rm(folder, { recursive: true, force: true });
  folder = undefined;
}

/** A canal, a park, houses and streets with names, as one vector tile. */
function neighbourhood() {
  const rectangle = (x, y, width, height) => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
  const streets = [600, 1700, 2800, 3700];
  const houses = streets.slice(0, 3).flatMap((x) =>
    streets.slice(0, 3).flatMap((y) => [0, 260, 520].map((step) => rectangle(x + 180, y + 180 + step, 640, 160))),
  );
  return Buffer.concat([
    layer("landuse", "polygon", [{ kind: "park", shape: rectangle(1800, 1800, 900, 900) }]),
    layer("water", "polygon", [{ kind: "canal", shape: rectangle(0, 3150, EXTENT, 220) }]),
    layer("buildings", "polygon", houses.map((shape) => ({ kind: "building", shape }))),
    layer("roads", "line", [
      { kind: "major_road", name: "Proefweg", shape: [[0, 600], [EXTENT, 600]] },
      ...streets.map((x, index) => ({ kind: "minor_road", name: `Merelstraat ${index + 1}`, shape: [[x, 0], [x, EXTENT]] })),
      { kind: "minor_road", name: "Vinkenlaan", shape: [[0, 1700], [EXTENT, 1700]] },
      { kind: "path", name: "", shape: [[1800, 1800], [2700, 2700]] },
      { kind: "rail", name: "", shape: [[0, 3900], [EXTENT, 3900]] },
    ]),
  ]);
}

// Protocol buffers: a number as a varint, a field as its key and value.
function varint(number) {
  const bytes = [];
  let rest = BigInt(number);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}
const bytes = (field, content) => Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
const text = (field, content) => bytes(field, Buffer.from(content));
const integer = (field, number) => Buffer.concat([varint(field * 8), varint(number)]);
const packed = (field, numbers) => bytes(field, Buffer.concat(numbers.map(varint)));

/** A layer of the vector tile specification, version 2. */
function layer(name, type, features) {
  const values = [...new Set(features.flatMap(({ kind, name: called = "" }) => [kind, called]))];
  const drawn = features.map(({ kind, name: called = "", shape }) =>
    bytes(2, Buffer.concat([
      packed(2, [0, values.indexOf(kind), 1, values.indexOf(called)]),
      integer(3, type === "polygon" ? 3 : 2),
      packed(4, commands(shape, type === "polygon")),
    ])),
  );
  return bytes(3, Buffer.concat([
    integer(15, 2), text(1, name), ...drawn, text(3, "kind"), text(3, "name"),
    ...values.map((value) => bytes(4, text(1, value))), integer(5, EXTENT),
  ]));
}

function commands(shape, isClosed) {
  const zigzag = (number) => (number << 1) ^ (number >> 31);
  let [x, y] = [0, 0];
  const steps = shape.map(([toX, toY]) => {
    const step = [zigzag(toX - x), zigzag(toY - y)];
    [x, y] = [toX, toY];
    return step;
  });
  const [first, ...more] = steps;
  return [9, ...first, more.length * 8 + 2, ...more.flat(), ...(isClosed ? [15] : [])];
}

/** A PMTiles archive, version 3, without compression, with the same tile everywhere. */
function archive(tile) {
  const ids = ZOOMS.flatMap((zoom) => tilesIn(zoom)).sort((one, other) => one - other);
  const root = Buffer.concat([
    varint(ids.length),
    ...ids.map((id, index) => varint(id - (ids[index - 1] ?? 0))),
    ...ids.map(() => varint(1)),
    ...ids.map(() => varint(tile.length)),
    ...ids.map(() => varint(1)),
  ]);
  const metadata = Buffer.from(JSON.stringify({ attribution: "<b>Proefkaart</b>" }));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("PMTiles");
  header[7] = 3;
  let at = HEADER_BYTES;
  // Where the parts lie: root, metadata, leaf directories, tiles.
  for (const [index, length] of [root.length, metadata.length, 0, tile.length].entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + index * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + index * 16);
    at += length;
  }
  header.writeBigUInt64LE(BigInt(ids.length), 72);
  header.writeBigUInt64LE(BigInt(ids.length), 80);
  header.writeBigUInt64LE(1n, 88);
  // Not clustered; neither directories nor tiles compressed; vector tiles.
  header.set([0, 1, 1, 1, ZOOMS[0], ZOOMS.at(-1)], 96);
  BOUNDS.forEach((degrees, index) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4));
  return Buffer.concat([header, root, metadata, tile]);
}

/** The ids, along the Hilbert curve, of the tiles within the bounds. */
function tilesIn(zoom) {
  const side = 2 ** zoom;
  const column = (longitude) => Math.floor(((longitude + 180) / 360) * side);
  const row = (latitude) => Math.floor(((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * side);
  const [west, south, east, north] = BOUNDS;
  const ids = [];
  for (let x = column(west); x <= column(east); x++) for (let y = row(north); y <= row(south); y++) ids.push(tileId(zoom, x, y));
  return ids;
}

function tileId(zoom, x, y) {
  let id = (4 ** zoom - 1) / 3;
  for (let half = 2 ** (zoom - 1); half >= 1; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const low = (y & half) > 0 ? 1 : 0;
    id += half * half * ((3 * right) ^ low);
    // The curve turns in each quarter.
    if (low === 0) {
      if (right === 1) [x, y] = [half - 1 - (x & (half - 1)), half - 1 - (y & (half - 1))];
      [x, y] = [y, x];
    }
  }
  return id;
}
