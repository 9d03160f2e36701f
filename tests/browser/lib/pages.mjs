// Every page that residents see, in an order in which each leads to the next. The names are those of the templates, so
// that a test can tell which page it forgot.
import { readFile, readdir } from "node:fs/promises";
import { FAR } from "./browser.mjs";
import { mailsArrived } from "./mail.mjs";
import { photo } from "./photo.mjs";
import { thanks } from "./resident.mjs";
import { until } from "./until.mjs";

const FOLDERS = ["services/intake/templates", "services/notification/templates", "web/templates"];
/** One that asks questions, and stops who answers one of them. */
const THING = "bulky_waste";

/** The names of the templates of whole pages for residents. */
export async function templates() {
  const found = [];
  for (const folder of FOLDERS) {
    const address = new URL(`../../../${folder}/`, import.meta.url);
    for (const file of (await readdir(address)).filter((name) => name.endsWith(".html"))) {
      const text = await readFile(new URL(file, address), "utf8");
      if (text.includes('{% extends "phone.html" %}')) found.push(file.replace(/\.html$/, ""));
    }
  }
  return found.sort();
}

const main = (page) => page.locator(".og-dock .og-btn").first();

async function takeOne(page) {
  await page.goto("/melden");
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.locator("[data-list] input[name=photoId]").waitFor({ state: "attached" });
}

async function at(page, spot) {
  await page.context().setGeolocation(spot);
  await page.goto("/melden/plek");
  await page.locator("[data-map-box] [data-locate]").click();
  await page.waitForFunction(
    (longitude) => Math.abs(document.querySelector("[name=longitude]").value - longitude) < 1e-5,
    spot.longitude,
  );
}

/** From the first page to the thanks; the page of what is known comes by the caller. */
async function form(page, spot, look) {
  await page.goto("/melden");
  await look("photo");
  await takeOne(page);
  await look("photo");
  await at(page, FAR);
  await main(page).click();
  await page.locator("h1").waitFor();
  await look("outside");
  await at(page, spot);
  await page.getByText("Zangvogelbuurt").first().waitFor();
  await look("place");
  await main(page).click();
  await page.waitForURL("**/melden/wat");
  await look("what");
  await page.locator(`button[name=category][value=${THING}]`).click();
  await page.waitForURL(/melden\/(bekend|vragen)$/);
  // Only in a system that has seen this test before.
  if (page.url().endsWith("/bekend")) await main(page).click();
  await page.waitForURL("**/melden/vragen");
  await page.locator("[name=passable][value=no]").check({ force: true });
  await look("questions");
  await page.locator("[name=owner][value=mine]").check({ force: true });
  await main(page).click();
  await page.waitForURL("**/melden/advies");
  await look("advice");
  await page.locator("main form button").last().click();
  await page.waitForURL("**/melden/controle");
  await page.locator("main summary").click();
  await look("check");
}

/** What can be done with a report of one's own; the last forgets it. */
async function answers(page, id, look) {
  await page.goto(`/melding/${id}/meer`);
  await look("tell");
  await page.goto(`/melding/${id}/intrekken`);
  await look("confirm");
  await page.goto(`/melding/${id}/nog-steeds`);
  await look("answer_refused");
  await page.goto(`/melding/${id}/vergeet-mij`);
  await look("confirm");
  await page.locator("main form button").last().click();
  await page.waitForURL(`**/melding/${id}`);
  await look("forgotten");
}

/** Mail about a buurt, from asking for it until its end. */
async function alerts(page, look) {
  const address = `buurt-${Date.now()}@example.nl`;
  await page.goto("/berichten/buurt");
  await look("alert_ask");
  await page.locator("#buurt").selectOption({ index: 1 });
  await page.locator("#mail").fill(address);
  await page.locator("main form button").last().click();
  await page.waitForURL("**/berichten/buurt/gevraagd");
  await look("alert_asked");
  const [{ text }] = await mailsArrived(address, 1);
  const link = /\/berichten\/buurt\/[\w-]+/.exec(text.replace(/=\r?\n/g, ""))[0];
  await page.goto(link);
  await look("alert_confirm");
  await page.locator("main form button").last().click();
  await page.locator(".og-yes").waitFor();
  await look("alert_on");
}

/**
 * Shows one page after the other to `look`, with its name. `spot` is a place where nobody else reports bulky waste, at
 * which the phone is; the crew is asked nothing.
 */
export async function everyPage(page, spot, look) {
  for (const [path, name] of [
    ["/", "home"],
    ["/melding/zoek?nummer=LD-2222-22", "home"],
    ["/hulp", "help"],
    ["/toegankelijkheid", "accessible"],
    ["/bestaat-niet", "problem"],
    ["/melden/zonder-verbinding", "offline"],
  ]) {
    await page.goto(path);
    await look(name);
  }
  await form(page, spot, look);
  const mail = `bladzijden-${Date.now()}@example.nl`;
  await page.locator("#mail").fill(mail);
  await main(page).click();
  await thanks(page);
  await look("thanks");
  await takeOne(page);
  await at(page, spot);
  await main(page).click();
  await page.waitForURL("**/melden/wat");
  await until("the report to be known there", async () => {
    await page.goto("/melden/wat");
    await page.locator(`button[name=category][value=${THING}]`).click();
    await page.waitForURL(/melden\/(bekend|vragen)$/);
    return page.url().endsWith("/bekend");
  });
  await look("known");
  await main(page).click();
  await page.waitForURL("**/melden/vragen");
  await main(page).click();
  await page.waitForURL("**/melden/controle");
  await main(page).click();
  const { id } = await thanks(page);
  await look("thanks");
  for (const [path, name] of [
    [`/melding/${id}`, "follow"],
    ["/", "home"],
    ["/mijn", "mine"],
    ["/kaart", "issue_map"],
  ]) {
    await page.goto(path);
    await look(name);
  }
  await alerts(page, look);
  await answers(page, id, look);
  const [{ text }] = await mailsArrived(mail, 1);
  const stop = /\/berichten\/stop\/[\w-]+/.exec(text.replace(/=\r?\n/g, ""))[0];
  await page.goto(stop);
  await look("stop");
  await page.locator("main form button").click();
  await page.locator(".og-yes").waitFor();
  await look("stop");
}
