// All tests in a browser, in one process, because they share one running system.
//
// Imported as one, so that every test is known before the first one ends: with a pause between them,
// a run of which the first tests are skipped would end, and stop the system, before it began.
import { after, before } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";
import { removePhotos } from "./lib/photo.mjs";
import { startProvider, stopProvider } from "./lib/provider.mjs";
import { stopSystem } from "./lib/system.mjs";
import "./tests/way.mjs";
import "./tests/without_script.mjs";
import "./tests/place.mjs";
import "./tests/answers.mjs";
import "./tests/alerts.mjs";
import "./tests/mistakes.mjs";
import "./tests/staff.mjs";
import "./tests/provider.mjs";
import "./tests/route.mjs";
import "./tests/street.mjs";
import "./tests/cases.mjs";
import "./tests/rounds.mjs";
import "./tests/streets.mjs";
import "./tests/review.mjs";
import "./tests/desk.mjs";
import "./tests/listing.mjs";
import "./tests/words.mjs";
import "./tests/rules.mjs";
import "./tests/setup.mjs";
import "./tests/limits.mjs";
import "./tests/accessible.mjs";
import "./tests/questions.mjs";
import "./tests/languages.mjs";
import "./tests/weight.mjs";
import "./tests/paint.mjs";
import "./tests/pages.mjs";
import "./tests/keyboard.mjs";
import "./tests/offline.mjs";
import "./tests/wipe.mjs";
import "./tests/heavy.mjs";

// Before the first test: the system starts with the first that asks for it.
before(startProvider);

after(async () => {
  await closeBrowser();
  await removePhotos();
  await stopSystem();
  await stopProvider();
});
