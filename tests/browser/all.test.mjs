// All tests in a browser, in one process, because they share one running system.
import { after } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";
import { removePhotos } from "./lib/photo.mjs";
import { stopSystem } from "./lib/system.mjs";

after(async () => {
  await closeBrowser();
  await removePhotos();
  await stopSystem();
});

await import("./tests/way.mjs");
await import("./tests/without_script.mjs");
await import("./tests/mistakes.mjs");
await import("./tests/staff.mjs");
await import("./tests/accessible.mjs");
await import("./tests/languages.mjs");
await import("./tests/weight.mjs");
