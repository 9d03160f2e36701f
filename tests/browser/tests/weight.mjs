// What the first page of the form costs on a poor connection.
import assert from "node:assert/strict";
import { person } from "../lib/browser.mjs";
import { scenario } from "../lib/scenario.mjs";

const BYTES_MAX = 60_000;

scenario("the first page of the form is lighter than 60 kB, and asks no other site", async (t) => {
  const phone = await person();
  const page = await phone.newPage();
  const network = await phone.newCDPSession(page);
  await network.send("Network.enable");
  const address = new Map();
  const sizes = [];
  network.on("Network.responseReceived", ({ requestId, response }) => address.set(requestId, response.url));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    sizes.push([encodedDataLength, address.get(requestId)]),
  );
  await page.goto("/melden", { waitUntil: "networkidle" });
  const total = sizes.reduce((sum, [bytes]) => sum + bytes, 0);
  for (const [bytes, url] of sizes) t.diagnostic(`${bytes} ${new URL(url).pathname}`);
  t.diagnostic(`${total} bytes in ${sizes.length} answers`);
  assert.ok(total < BYTES_MAX, `${total} bytes`);
  assert.ok(sizes.length >= 3, "the page, its style and its script were counted");
});
