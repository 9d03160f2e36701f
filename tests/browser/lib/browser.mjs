// The browser, and pages that tell on themselves: a script error, something the content security
// policy refused, or a request to another site fails the test that opened the page.
import { chromium } from "playwright-core";
import { system } from "./system.mjs";

// A debug build on a busy machine with two cores is slow at times.
const WAIT_MS = 30_000;
const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Machines without a graphics card draw the map too.
  "--enable-unsafe-swiftshader",
];

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };
/** In the Zangvogelbuurt. */
export const HERE = { longitude: 5.4036, latitude: 52.166, accuracy: 12 };
/** Some eighty metres east of De Hoef-Oost: in no buurt, yet near enough to report. */
export const NEAR = { longitude: 5.4295, latitude: 52.1757, accuracy: 12 };
/** The market square of Utrecht. */
export const FAR = { longitude: 5.1181, latitude: 52.0907, accuracy: 12 };

let launching;
let open = [];
let complaints = [];
const withoutScript = new WeakSet();

/** Whether the pages of this person run scripts. */
export const hasScript = (page) => !withoutScript.has(page.context());

/** The one browser of all tests. */
export function browser() {
  launching ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  return launching;
}

/** A person with a device of their own: no cookies, nothing cached. */
export async function person({ place, expect = [], ...options } = {}) {
  const { url } = await system();
  // Without service worker, so that each test meets the system itself and not what a worker kept.
  const habits = { ...habitsOf(place), serviceWorkers: "block", baseURL: url, ...options };
  const context = await (await browser()).newContext(habits);
  context.setDefaultTimeout(WAIT_MS);
  open.push(context);
  if (options.javaScriptEnabled === false) withoutScript.add(context);
  context.on("page", (page) => watch(page, url, expect));
  return context;
}

/** A phone that can be closed and opened again: what it keeps lies in `folder`. The caller closes it. */
export async function phoneThatStays(folder, { place } = {}) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const phone = await chromium.launchPersistentContext(folder, { executablePath, args: FLAGS, ...habitsOf(place) });
  phone.setDefaultTimeout(WAIT_MS);
  return phone;
}

const habitsOf = (place) => ({
  viewport: PHONE,
  locale: "nl-NL",
  timezoneId: "Europe/Amsterdam",
  reducedMotion: "reduce",
  ...(place ? { geolocation: place, permissions: ["geolocation"] } : {}),
});

/** Closes what a test opened, and gives what its pages complained about. */
export async function closePeople() {
  const [contexts, heard] = [open, complaints];
  [open, complaints] = [[], []];
  await Promise.all(contexts.map((context) => context.close()));
  return heard;
}

/** Where every open page is, for the message of a failed test. */
export async function whereabouts() {
  const pages = open.flatMap((context) => context.pages());
  const tell = async (page) => `${page.url()} "${await page.title().catch(() => "?")}"`;
  return Promise.all(pages.map(tell));
}

export async function closeBrowser() {
  await (await launching)?.close();
}

function watch(page, url, expect) {
  const complain = (what) => complaints.push(`${page.url()}: ${what}`);
  page.on("pageerror", (error) => complain(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const address = message.location().url;
    // A page that is itself an error answer is no error in the page.
    const own = message.text().startsWith("Failed to load resource") && address === page.url();
    const expected = expect.some((part) => `${message.text()} ${address}`.includes(part));
    if (!own && !expected) complain(`${message.text()} ${address}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    const ours = address.startsWith(`${url}/`) || /^(blob|data|about):/.test(address);
    const expected = expect.some((site) => site.startsWith("http") && address.startsWith(site));
    if (!ours && !expected) complain(`asks another site: ${address}`);
  });
}
