// Builds web/dist: content-hashed files and manifest.json {logical name: file name}.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { TARGET } from "./target.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const maplibre = `${root}node_modules/maplibre-gl/dist/`;
const final = `${root}dist`;
// Built beside and swapped in at the end, so that a running server never sees half a build.
const dist = `${root}node_modules/.dist-next`;

const sheets = {
  "resident.css": ["css/tokens.css", "css/phone.css"],
  "crew.css": ["css/tokens.css", "css/phone.css", "css/crew.css"],
  "desktop.css": ["css/tokens.css", "css/tokens-data.css", "css/desktop.css"],
  "map.css": ["node_modules/maplibre-gl/dist/maplibre-gl.css", "css/map.css"],
};
const copies = {
  "sprite.svg": `${root}icons/sprite.svg`,
  "favicon.svg": `${root}icons/favicon.svg`,
  "map-worker.mjs": `${maplibre}maplibre-gl-worker.mjs`,
};
const manifest = {};

function keep(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const file = `${basename(name, extension)}-${hash}${extension}`;
  writeFileSync(`${dist}/${file}`, content);
  manifest[name] = file;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

for (const name of ["app-192.png", "app-512.png", "app-mask-512.png", "app-touch-180.png"]) {
  keep(name, readFileSync(`${root}icons/${name}`));
}
for (const [name, parts] of Object.entries(sheets)) {
  const source = parts.map((part) => readFileSync(`${root}${part}`, "utf8")).join("\n");
  const { code } = await transform(source, { loader: "css", minify: true, target: "esnext" });
  keep(name, code);
}
for (const [name, path] of Object.entries(copies)) {
  const text = readFileSync(path, "utf8");
  // Source maps are not shipped, and white space between symbols is weight on every first visit.
  keep(name, text.replace(/\/\/# sourceMappingURL=.*$/m, "").replace(/>\n</g, "><"));
}

const islands = readdirSync(`${root}islands`).filter((file) => file.endsWith(".ts"));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: islands.map((file) => `islands/${file}`),
  outdir: dist,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: TARGET,
  legalComments: "none",
  metafile: true,
});
for (const [file, output] of Object.entries(metafile.outputs)) {
  const entry = output.entryPoint;
  if (entry?.startsWith("islands/")) manifest[basename(entry).replace(/\.ts$/, ".js")] = basename(file);
}

const kinds = ["import-statement", "dynamic-import"];

/** The names of a script and of all that it imports, at once and later. */
function withImports(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const imports = metafile.outputs[`${builtIn}${file}`].imports;
  for (const { path, kind } of imports) if (kinds.includes(kind)) withImports(basename(path), found);
  return found;
}

const builtIn = `${relative(root, dist)}/`;

/** Builds a script that needs no other file. */
async function alone(source, define = {}) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    format: "iife",
    minify: true,
    target: TARGET,
    legalComments: "none",
    define,
    write: false,
  });
  return outputFiles[0].text;
}

/** Builds a service worker, which keeps these files and the scripts with all that they import. */
async function keepWorker(source, name, files, scripts) {
  const kept = files.map((file) => manifest[file]);
  for (const script of scripts) kept.push(...withImports(manifest[script]));
  // By the addresses that the server gives them.
  const assets = JSON.stringify([...new Set(kept)].sort().map((file) => `/static/${file}`));
  const version = createHash("sha256").update(assets).digest("hex").slice(0, 10);
  keep(name, await alone(`worker/${source}`, { ASSETS: assets, VERSION: JSON.stringify(version) }));
}

const signs = ["sprite.svg", "favicon.svg"];
await keepWorker("sw.ts", "sw.js", ["resident.css", ...signs], ["offline.js", "kept.js", "later.js"]);
const crew = ["crew-route.js", "crew-list.js", "crew-order.js", "crew-done.js", "crew-new.js", "crew-evidence.js", "crew-round.js"];
const ofCrew = ["live.js", "staff-crew.js", ...crew];
keep("presses.js", await alone("first/presses.ts"));
await keepWorker("crew.ts", "crew-sw.js", ["crew.css", "presses.js", ...signs], ofCrew);
// In the bundle of a case, on a page of its own: the text must not end the tag that it stands in.
keep("bundle-check.js", (await alone("check/page.ts")).replaceAll("</script", "<\\/script"));
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(`${dist}/manifest.json`, `${JSON.stringify(sorted, null, 1)}\n`);

rmSync(final, { recursive: true, force: true });
renameSync(dist, final);
