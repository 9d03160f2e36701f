// One running system for all tests: the one that is named in the environment, or one of our own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { basemapFile, removeBasemap } from "./basemap.mjs";

const READY_MS_MAX = 120_000;
const STOP_MS_MAX = 60_000;
const LOG_LINES_SHOWN = 30;
const PORT_TRIES_MAX = 100;

let starting;

/** Starts the system at the first call; gives its address and its data folder. */
export function system() {
  starting ??= start();
  return starting;
}

/** Stops what `system` started. */
export async function stopSystem() {
  if (!starting) return;
  const { stop } = await starting.catch(() => ({ stop: undefined }));
  await stop?.();
}

/** The password of a demo account. */
export async function password(login) {
  const { data } = await system();
  return JSON.parse(await readFile(join(data, "demo-logins.json"), "utf8"))[login];
}

/** Runs a command of the developer on the system; its output. */
export async function tell(...command) {
  const { data } = await system();
  return (await promisify(execFile)(xtask(), [...command, "--data", data])).stdout;
}

const xtask = () =>
  process.env.OPGERUIMD_XTASK ?? fileURLToPath(new URL("../../../target/debug/xtask", import.meta.url));

async function start() {
  const { OPGERUIMD_URL: url, OPGERUIMD_DATA: data } = process.env;
  if (url && data) return { url: url.replace(/\/$/, ""), data };
  return startOwn();
}

async function startOwn() {
  const data = await mkdtemp(join(tmpdir(), "opgeruimd-browser-"));
  // PostgreSQL runs as another user than root, and must be able to reach its folder.
  await chmod(data, 0o755);
  const port = String(await freePort());
  // However the tests end, the system ends with them.
  const basemap = await basemapFile();
  const up = ["--pdeathsig", "TERM", "--", xtask(), "up", "--data", data, "--port", port, "--basemap", basemap];
  const child = spawn("setpriv", up, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const lines = [];
  const ready = new Promise((resolve, reject) => {
    const give_up = () => reject(new Error(`the system is not ready:\n${lines.join("\n")}`));
    const timer = setTimeout(give_up, READY_MS_MAX);
    child.once("error", reject);
    void ended.then(give_up);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > LOG_LINES_SHOWN) lines.shift();
        const url = /^opgeruimd is ready: (\S+)/.exec(line)?.[1];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    await ended;
    clearTimeout(late);
    await rm(data, { recursive: true, force: true });
    await removeBasemap();
  };
  try {
    return { url: await ready, data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// Below the range from which outgoing connections get their ports.
async function freePort() {
  for (let attempt = 0; attempt < PORT_TRIES_MAX; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) return port;
  }
  throw new Error("no free port");
}
