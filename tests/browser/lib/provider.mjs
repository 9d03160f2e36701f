// The identity provider of the municipality, which the system of the tests signs people in with.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../provider/provider.mjs", import.meta.url));

/** What it knows about people, by what they type. */
const PEOPLE = {
  mira: {
    name: "Mira Jansen",
    email: "mira@voorbeeld.nl",
    email_verified: true,
    groups: ["meldkamer"],
  },
  gast: { name: "Gast", email: "gast@voorbeeld.nl", email_verified: true, groups: [] },
};

let running;

/** Starts it, and tells the system that is started after this where it is. */
export async function startProvider() {
  const folder = await mkdtemp(join(tmpdir(), "opgeruimd-provider-"));
  const people = join(folder, "people.json");
  await writeFile(people, JSON.stringify(PEOPLE));
  const child = spawn(process.execPath, [SCRIPT, people], { stdio: ["pipe", "pipe", "ignore"] });
  running = { child, folder };
  const issuer = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", () => reject(new Error("the provider does not start: are its packages there?")));
  });
  Object.assign(process.env, {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_SECRET: "not a secret",
    OIDC_NAME: "gemeente Amersfoort",
    OIDC_GROUPS: "beheer=admin; meldkamer=dispatcher",
  });
}

export async function stopProvider() {
  running?.child.stdin.end();
  if (running) await rm(running.folder, { recursive: true, force: true });
}
