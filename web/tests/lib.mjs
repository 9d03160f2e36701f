// For tests of the screens' scripts: a module as Node reads it, and chance that can be repeated.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { TARGET } from "../target.mjs";

/** Loads a module of `islands/lib`, or of another folder. */
export async function load(name, folder = "islands/lib") {
  const entry = fileURLToPath(new URL(`../${folder}/${name}.ts`, import.meta.url));
  const options = { entryPoints: [entry], bundle: true, format: "esm", target: TARGET, write: false };
  const { outputFiles } = await build(options);
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

/** Numbers from 0 up to 1, the same for the same seed (Park and Miller, 1988). */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** So many stops within two kilometres of each other, in one of so many turns. */
export function someStops(random, count, turns) {
  return Array.from({ length: count }, (_, index) => ({
    id: `stop-${index}`,
    longitude: 5.39 + random() * 0.03,
    latitude: 52.155 + random() * 0.018,
    turn: Math.floor(random() * turns),
  }));
}
