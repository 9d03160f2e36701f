// Signing in, what each role may see, and the dispatcher who finds a team.
import assert from "node:assert/strict";
import { measured } from "../lib/accessible.mjs";
import { DESK, NEAR, PHONE, person } from "../lib/browser.mjs";
import { newPlace, report } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { signIn, stop } from "../lib/staff.mjs";
import { password } from "../lib/system.mjs";

scenario("who is not signed in is asked to, and comes back to the page that was asked for", async () => {
  const page = await (await person()).newPage();
  await page.goto("/werk");
  assert.equal(new URL(page.url()).pathname, "/inloggen");
  await page.getByLabel("Mailadres").fill("crew@demo");
  await page.getByLabel("Wachtwoord").fill("fout wachtwoord");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("Inloggen lukte niet").waitFor();
  assert.match(await page.title(), /^Fout: /);
  assert.equal(await page.getByLabel("Mailadres").inputValue(), "crew@demo");
  assert.equal(await page.getByLabel("Wachtwoord").inputValue(), "");
  await page.getByLabel("Wachtwoord").fill(await password("crew@demo"));
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname === "/werk");
  await page.getByRole("button", { name: "Uitloggen", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/werk");
  await page.goto("/werk");
  assert.equal(new URL(page.url()).pathname, "/inloggen", "signed out is signed out");
});

scenario("who signs out everywhere is out on the other device too, within five seconds, and is told", async () => {
  // The line that comes back is refused, and the browser says so.
  const desk = await (await person({ viewport: DESK, expect: ["/meldkamer/live"] })).newPage();
  await signIn(desk, "dispatcher@demo", "/meldkamer");
  const phone = await (await person()).newPage();
  await signIn(phone, "dispatcher@demo", "/werk");

  await phone.getByRole("button", { name: "Overal uitloggen" }).click();
  await phone.getByText("Je bent overal uitgelogd.").waitFor();

  const out = Date.now() + 5_000;
  for (const path of ["/werk", "/meldkamer"]) {
    const asked = () => desk.context().request.get(path, { maxRedirects: 0 });
    while ((await asked()).status() !== 303) assert.ok(Date.now() < out, `still signed in at ${path}`);
  }
  // The page that is open finds out by itself when its line comes back.
  await desk.evaluate(() => dispatchEvent(new Event("online")));
  await desk.waitForURL((url) => url.pathname === "/inloggen", { timeout: 5_000 });
  await desk.getByText("Je bent uitgelogd, hier of op een ander apparaat.").waitFor();
  await signIn(desk, "dispatcher@demo", "/werk");
});

scenario("a crew may not open the dispatcher's inbox", async () => {
  const page = await (await person()).newPage();
  await signIn(page, "crew@demo", "/werk");
  const answer = await page.goto("/meldkamer");
  assert.equal(answer.status(), 403);
  assert.match(answer.headers()["content-type"], /text\/html/);
  await page.getByRole("heading", { level: 1 }).waitFor();
});

scenario("on a phone the desk's menu is one line that begins where one is", async () => {
  const page = await (await person({ viewport: PHONE })).newPage();
  await signIn(page, "admin@demo", "/meldkamer");
  for (const [path, name] of [["/meldkamer", "Meldkamer"], ["/meldkamer/termijnen", "Termijnen"], ["/beheer/accounts", "Accounts"]]) {
    await page.goto(path);
    const menu = await page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("list").first().boundingBox();
    assert.ok(menu.height < 60, `${path}: the menu is ${menu.height} pixels high`);
    const here = await page.getByRole("link", { name, exact: true }).first().boundingBox();
    assert.ok(here.x >= 0 && here.x + here.width <= PHONE.width, `${path}: ${name} is at ${here.x}`);
  }
  await page.goto("/meldkamer/termijnen");
  assert.deepEqual(await measured(page), []);
});

scenario("a report from just outside the buurten waits for the dispatcher, who gives it to a crew", async () => {
  const place = newPlace();
  const dispatcher = await (await person({ viewport: DESK })).newPage();
  await signIn(dispatcher, "dispatcher@demo", "/meldkamer");
  const phone = await person({ place: NEAR, expect: ["/api/v1/areas/at"] });
  const resident = await phone.newPage();
  const { id } = await report(resident, { place });
  const row = dispatcher.locator(".item", { hasText: place });
  await row.waitFor();
  await row.getByRole("link").click();
  await dispatcher.getByRole("heading", { level: 2, name: place }).waitFor();
  await dispatcher.getByRole("radio", { name: "Wijkteam Schoon" }).check();

  const crew = await (await person()).newPage();
  await signIn(crew, "crew@demo", "/werk");
  assert.equal(await stop(crew, place).count(), 0);
  await dispatcher.locator(".assign button.go").click();
  await dispatcher.locator("[data-toast]", { hasText: "ligt nu bij Wijkteam Schoon" }).waitFor();
  await stop(crew, place).waitFor();
  await resident.goto(`/melding/${id}`);
  await resident.getByText("Je melding ligt bij Wijkteam Schoon").waitFor();
});
