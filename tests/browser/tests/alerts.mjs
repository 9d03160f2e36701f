// Mail about a buurt, asked for from the public map: without script, in Dutch and from right to left,
// and by axe. And the feed beside it, read by a real reader of XML.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { person } from "../lib/browser.mjs";
import { mailsArrived } from "../lib/mail.mjs";
import { scenario } from "../lib/scenario.mjs";

const MAP = "/kaart?buurt=BU03071001";

/** The path of the link that the mail asks to press. */
async function linkTo(address) {
  const [mail] = await mailsArrived(address, 1);
  const [, link] = /^List-Unsubscribe: <(.*)\/stop>/m.exec(mail.text);
  return new URL(link).pathname;
}

const press = (page) => page.locator("main form button").last().click();

for (const locale of ["nl-NL", "ar"]) {
  scenario(`a resident follows a buurt by mail and stops again, without script (${locale})`, async () => {
    const page = await (await person({ locale, javaScriptEnabled: false })).newPage();
    const address = `${crypto.randomUUID()}@voorbeeld.nl`;
    await page.goto(MAP);
    await page.locator("a[href^='/berichten/buurt']").click();
    assert.equal(await page.locator("#buurt").inputValue(), "BU03071001");
    await page.locator("#mail").fill("jan");
    await press(page);
    assert.equal(await page.locator("#mail").inputValue(), "jan");
    await page.locator("#mail-fout").waitFor();
    await page.locator("#mail").fill(address);
    await press(page);
    await page.waitForURL("**/berichten/buurt/gevraagd");

    const link = await linkTo(address);
    await page.goto(link);
    await press(page);
    await page.locator("a[href='/kaart?buurt=BU03071001']").waitFor();
    await page.goto(link);
    await page.locator(`a[href='${link}/stop']`).click();
    await press(page);
    await page.goto(link);
    assert.equal(await page.locator("form").count(), 0, "the link leads nowhere any more");
  });

  scenario(`the pages of mail about a buurt are accessible and fit a small phone (${locale})`, async () => {
    const page = await (await person({ locale })).newPage();
    const address = `${crypto.randomUUID()}@voorbeeld.nl`;
    const found = [];
    const look = async () => found.push(...(await faults(page)));
    await page.goto(MAP);
    await look();
    await page.goto("/berichten/buurt");
    await look();
    await press(page);
    await page.locator("#fout").waitFor();
    await look();
    await page.locator("#buurt").selectOption("BU03071001");
    await page.locator("#mail").fill(address);
    await press(page);
    await page.waitForURL("**/berichten/buurt/gevraagd");
    await look();
    const link = await linkTo(address);
    await page.goto(link);
    await look();
    await press(page);
    await look();
    await page.goto(link);
    await look();
    await page.goto(`${link}/stop`);
    await look();
    await press(page);
    await look();
    assert.deepEqual(found, []);
  });
}

scenario("the map of a buurt names its feed, and the feed is Atom", async () => {
  const page = await (await person()).newPage();
  await page.goto(MAP);
  const feed = await page.evaluate(async () => {
    const link = document.head.querySelector("link[rel=alternate][type='application/atom+xml']");
    const xml = await (await fetch(link.href)).text();
    const read = new DOMParser().parseFromString(xml, "application/xml");
    const root = read.documentElement;
    const own = (node, name) => [...node.children].filter((child) => child.localName === name);
    const required = (node) => ["id", "title", "updated"].map((name) => own(node, name).length);
    const updated = [...read.querySelectorAll("updated")].map((node) => node.textContent);
    return {
      href: link.getAttribute("href"),
      errors: read.querySelectorAll("parsererror").length,
      namespace: root.namespaceURI,
      language: root.getAttribute("xml:lang"),
      required: [root, ...own(root, "entry")].map(required),
      authors: own(root, "author").length,
      self: own(root, "link").filter((link) => link.getAttribute("rel") === "self").length,
      dates: updated.every((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)),
    };
  });

  // What RFC 4287 asks of a feed and of each entry.
  const { required, ...rest } = feed;
  assert.ok(required.every((counts) => counts.every((count) => count === 1)), JSON.stringify(required));
  assert.deepEqual(rest, {
    href: "/kaart/feed.atom?buurt=BU03071001",
    errors: 0,
    namespace: "http://www.w3.org/2005/Atom",
    language: "nl",
    authors: 1,
    self: 1,
    dates: true,
  });
});
