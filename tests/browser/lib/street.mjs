// A crew's phone in the street: on a line that can be cut, and what is kept on it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, sendReport } from "./api.mjs";
import { phoneThatStays } from "./browser.mjs";
import { line } from "./line.mjs";
import { newPlace } from "./resident.mjs";
import { signInHere } from "./staff.mjs";
import { system } from "./system.mjs";
import { until } from "./until.mjs";

/** Reports things at these spots, and gives their places in words. */
export async function reportAll(spots, report) {
  const places = spots.map(newPlace);
  for (const [index, spot] of spots.entries()) await sendReport(spot, { ...report, locationText: places[index] });
  return places;
}

/** A phone with a line of its own, and what it keeps in a folder; it can be switched off and on. */
export class Phone {
  #home;
  #ahead;
  #place;

  /** Ahead: milliseconds by which its clock is wrong. Place: where it is, when it says so. */
  static async buy({ ahead = 0, place } = {}) {
    const phone = new Phone();
    phone.#place = place;
    phone.#home = await mkdtemp(join(tmpdir(), "opgeruimd-crew-"));
    phone.#ahead = ahead;
    phone.line = await line((await system()).url);
    await phone.switchOn();
    return phone;
  }

  async switchOn() {
    this.device = await phoneThatStays(this.#home, { place: this.#place });
    // Pages ask their worker for the time as well, so both are as wrong.
    const wrong = (ahead) => {
      const right = Date.now;
      Date.now = () => right() + ahead;
    };
    if (this.#ahead) {
      await this.device.addInitScript(wrong, this.#ahead);
      this.device.on("serviceworker", (worker) => void worker.evaluate(wrong, this.#ahead));
    }
    this.page = await this.device.newPage();
  }

  async restart() {
    await this.device.close();
    await this.switchOn();
  }

  /** Switches it off for good. */
  async end() {
    await this.device.close();
    this.line.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  go(path) {
    return this.page.goto(`${this.line.url}${path}`);
  }

  /** Signs in, and waits until the work at these places is kept on the phone. */
  async begin(login, list, places) {
    await this.go(list);
    await signInHere(this.page, login);
    await until("the work is kept on the phone", async () => {
      const [stops, kept] = await this.page.evaluate(async () => {
        const day = await caches.open("crew-day");
        const kept = (await day.keys()).map(({ url }) => new URL(url).pathname);
        const stops = [...document.querySelectorAll("[data-stop]")].map(({ dataset }) => [dataset.place, `/werk/${dataset.stop}`]);
        return [stops, kept];
      });
      const ours = stops.filter(([place]) => places.includes(place));
      const isListKept = kept.includes("/werk");
      return isListKept && ours.length === places.length && ours.every(([, path]) => kept.includes(path) && kept.includes(`${path}/klaar`));
    });
    await until("the worker has the page", () => this.page.evaluate(() => navigator.serviceWorker.controller !== null));
  }

  /** What it keeps that is not sent or not read, as the list shows it when it has looked. */
  async queue() {
    await this.page.locator("[data-waiting][data-stand]").waitFor({ state: "attached" });
    const rows = (selector) => this.page.locator(`${selector} li`).evaluateAll((all) => all.map((row) => row.innerText));
    return { waiting: await rows("[data-waiting]"), settled: await rows("[data-settled]"), refused: await rows("[data-refused]") };
  }
}

/** The order at a place, with its history, as its team sees it. */
export async function orderAt(token, place) {
  const headers = { authorization: `Bearer ${token}` };
  // As work goes, so that an order that goes on meanwhile is met further on.
  for (const status of ["open", "accepted", "in_progress", "done", "refused"]) {
    const { items } = await ask(`work-orders?status=${status}&limit=100`, { headers });
    const found = items.find(({ locationText }) => locationText === place);
    if (found) return ask(`work-orders/${found.workOrderId}`, { headers });
  }
  return undefined;
}
