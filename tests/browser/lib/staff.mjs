// What crews, dispatchers and managers do.
import { readFile } from "node:fs/promises";
import { ask, say } from "./api.mjs";
import { hasScript } from "./browser.mjs";
import { password } from "./system.mjs";
import { until } from "./until.mjs";

// Some metres in each direction.
const HERE_DEGREES = 0.000_1;

/** Signs in on the page that asks for it, or on the page of that name. */
export async function signIn(page, login, then) {
  await page.goto(then);
  await signInHere(page, login);
  await page.waitForURL((url) => url.pathname === then);
}

/** Signs in on the page that is asked for now. */
export async function signInHere(page, login) {
  await page.waitForURL((url) => url.pathname === "/inloggen");
  await page.getByLabel("Mailadres").fill(login);
  await page.getByLabel("Wachtwoord").fill(await password(login));
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname !== "/inloggen");
}

/** The token of an account, for the API. */
export async function tokenOf(email) {
  return (await ask("sessions", say({ email, password: await password(email) }))).token;
}

/** Where photos and words are looked at before they are public. */
export const REVIEW = "/meldkamer/nakijken";

/** Opens what waits about a report: its "Foto" or its "Tekst". Gives the address. */
export async function openReview(page, number, what) {
  await page.goto(REVIEW);
  const link = page.locator(".item", { hasText: number }).getByRole("link", { name: what });
  const href = await link.getAttribute("href");
  await page.goto(href);
  return href;
}

/** The stop at a place, on the crew's list. */
export const stop = (page, place) => page.locator("[data-stop]", { hasText: place });

export async function openStop(page, place) {
  await stop(page, place).getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: place }).waitFor();
}

/** The pill with the state, on the crew's order and on the resident's page. */
export const state = (page, words) => page.locator(".og-state", { hasText: words }).first();

export async function accept(page) {
  await page.getByRole("button", { name: "Aannemen" }).click();
  await state(page, "Aangenomen").waitFor();
}

export async function begin(page) {
  await page.getByRole("button", { name: "Start" }).click();
  await state(page, "Bezig").waitFor();
}

/** Reports an order done, with the photo that is chosen here; the list goes on, and we look back at the order. */
export async function finish(page, path) {
  await page.getByRole("link", { name: "Klaar", exact: true }).click();
  await page.waitForURL("**/klaar");
  await page.locator("input[type=file]").first().setInputFiles(path);
  if (hasScript(page)) await page.locator("[data-list] img").first().waitFor();
  const order = new URL(page.url()).pathname.replace(/\/klaar$/, "");
  await page.getByRole("button", { name: "Klaar melden" }).click();
  await page.waitForURL("**/werk?af=*");
  await page.goto(order);
  await state(page, "Klaar").waitFor();
}

/** The crew does the work for a report at that place, without any page. `path` is its photo. */
export async function complete(reportId, [longitude, latitude], path) {
  const { issueId } = await ask(`reports/${reportId}`);
  const headers = { authorization: `Bearer ${await tokenOf("crew@demo")}` };
  const [east, north] = [longitude + HERE_DEGREES, latitude + HERE_DEGREES];
  const bbox = [longitude - HERE_DEGREES, latitude - HERE_DEGREES, east, north].join();
  const order = await until(`an order for the issue ${issueId}`, async () => {
    const { items } = await ask(`work-orders?status=open&bbox=${bbox}`, { headers });
    return items.find((item) => item.issueId === issueId);
  });
  const { photoId } = await ask("photos", { method: "POST", body: await readFile(path) });
  await ask(`work-orders/${order.workOrderId}/complete`, say({ photoIds: [photoId] }, headers));
}
