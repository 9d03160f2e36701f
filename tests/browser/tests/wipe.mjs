// Making a face or a number plate unrecognisable before a photo is sent, and hints about photos.
import assert from "node:assert/strict";
import { faults } from "../lib/accessible.mjs";
import { person } from "../lib/browser.mjs";
import { heic, photo, plain } from "../lib/photo.mjs";
import { takePhoto } from "../lib/resident.mjs";
import { scenario } from "../lib/scenario.mjs";
import { until } from "../lib/until.mjs";

const SQUARES = 20;

const idOf = (page) => page.locator("[data-list] input[name=photoId]").inputValue();

/** The photo as the server has it: its pixels of 0.1 to 0.9 of a square, as the largest difference in each colour. */
const roughness = (page, id, column, row) =>
  page.evaluate(
    async ([address, squares, column, row]) => {
      const bitmap = await createImageBitmap(await (await fetch(address)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const pen = canvas.getContext("2d");
      pen.drawImage(bitmap, 0, 0);
      const side = Math.ceil(Math.max(bitmap.width, bitmap.height) / squares);
      const [edge, inner] = [Math.ceil(side * 0.1), Math.floor(side * 0.8)];
      const { data } = pen.getImageData(column * side + edge, row * side + edge, inner, inner);
      const channel = (start) => data.filter((_, at) => at % 4 === start);
      return Math.max(...[0, 1, 2].map((start) => Math.max(...channel(start)) - Math.min(...channel(start))));
    },
    [`/media/${id}/large.jpg`, SQUARES, column, row],
  );

/** Opens the editor. It shows once the photo is decoded, and only then has a place on the screen. */
async function open(page) {
  await page.getByRole("button", { name: "Wegvegen op foto 1" }).click();
  await page.locator("#wis-kop:focus").waitFor();
}

/** Waits until another photo is ready, and gives its id. */
async function replaced(page, old) {
  await until("the wiped photo is at the server", async () => {
    const ids = page.locator("[data-list] input[name=photoId]");
    return (await ids.count()) === 1 && (await ids.inputValue()) !== old;
  });
  return idOf(page);
}

async function isGone(context, id) {
  const answers = await Promise.all(["large", "small"].map((size) => context.request.get(`/media/${id}/${size}.jpg`)));
  assert.deepEqual(answers.map((answer) => answer.status()), [404, 404], "the photo as it was");
}

scenario("what is wiped out with a finger is gone from the photo, and the photo as it was is gone too", async () => {
  const phone = await person({ hasTouch: true });
  const page = await phone.newPage();
  await page.goto("/melden");
  await takePhoto(page);
  const old = await idOf(page);
  const columns = [7, 8, 9, 10];
  const inRow = (id, row) => Promise.all(columns.map((column) => roughness(page, id, column, row)));
  const rows = await Promise.all([...Array(15).keys()].map((row) => inRow(old, row)));
  const most = rows.map((row) => Math.max(...row));
  const row = most.indexOf(Math.max(...most));
  assert.ok(most[row] > 40, `there was something to see: ${most}`);

  await open(page);
  const { x, y, width, height } = await page.locator("[data-wipe] canvas").boundingBox();
  const at = (column) => [x + (width * (column + 0.5)) / SQUARES, y + (height * (row + 0.5)) / (SQUARES * 0.75)];
  await page.mouse.move(...at(7));
  await page.mouse.down();
  await page.mouse.move(...at(10), { steps: 5 });
  await page.mouse.up();
  // A second stroke, which is undone.
  await page.mouse.click(x + width * 0.1, y + height * 0.1);
  await page.getByRole("button", { name: "Ongedaan" }).click();
  await page.getByRole("button", { name: "Klaar" }).click();

  const wiped = await replaced(page, old);
  const after = await inRow(wiped, row);
  assert.ok(Math.max(...after) < 16, `one colour each: ${after}`);
  const rest = Math.max(...(await Promise.all([...Array(15).keys()].map((row) => roughness(page, wiped, 17, row)))));
  assert.ok(rest > 40, `the rest is still to be seen: ${rest}`);
  await isGone(phone, old);
  assert.match(await page.locator("[data-status]").innerText(), /in de plaats van de oude/);
});

scenario("with keys only, a block is put over something, and Escape leaves the photo as it is", async () => {
  const phone = await person();
  const page = await phone.newPage();
  await page.goto("/melden");
  await takePhoto(page);
  const old = await idOf(page);
  const brush = page.getByRole("button", { name: "Wegvegen op foto 1" });
  await brush.focus();
  await page.keyboard.press("Enter");
  await page.locator("#wis-kop:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog[data-wipe]").waitFor({ state: "hidden" });
  assert.ok(await brush.evaluate((it) => it === document.activeElement), "focus is back");
  assert.equal(await idOf(page), old);

  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Gezicht" }).press("Enter");
  await page.locator("[data-box]:focus").waitFor();
  const spoken = page.locator("[data-spoken]");
  const first = await spoken.innerText();
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("+");
  assert.notEqual(await spoken.innerText(), first, "the new place is said");
  assert.match(await spoken.innerText(), /procent van links/);
  await page.keyboard.press("Enter");
  await page.locator("[data-ready]:focus").waitFor();
  await page.keyboard.press("Enter");

  const wiped = await replaced(page, old);
  assert.ok((await roughness(page, wiped, 11, 7)) < 16);
  assert.ok(await brush.evaluate((it) => it === document.activeElement), "focus is back");
  await isGone(phone, old);
});

scenario("a photo of an earlier visit can be wiped too, and then is the one of the draft", async () => {
  const phone = await person();
  const page = await phone.newPage();
  await page.goto("/melden");
  await takePhoto(page);
  const old = await idOf(page);
  await page.locator(".og-dock .og-btn").click();
  await page.waitForURL("**/melden/plek");
  await page.goto("/melden");
  await open(page);
  await page.getByRole("button", { name: "Kenteken" }).click();
  // Put down by a tap, for who cannot drag.
  await page.locator("[data-wipe] canvas").click({ position: { x: 60, y: 60 } });
  await page.getByRole("button", { name: "Zet hier een vlak" }).click();
  await page.getByRole("button", { name: "Klaar" }).click();
  const wiped = await replaced(page, old);
  await isGone(phone, old);
  await page.goto("/melden");
  assert.equal(await idOf(page), wiped);
});

scenario("without connection too: the photo that is kept is the wiped one", async () => {
  const page = await (await person()).newPage();
  await page.goto("/melden/zonder-verbinding");
  await page.locator("#foto").setInputFiles(await photo("before"));
  const source = () => page.getByAltText("Foto 1").getAttribute("src");
  await page.getByAltText("Foto 1").waitFor();
  const old = await source();
  await open(page);
  await page.locator("[data-wipe] canvas").click({ position: { x: 60, y: 60 } });
  await page.getByRole("button", { name: "Klaar" }).click();
  await until("the picture changes", async () => (await source()) !== old);
});

scenario("a photo that was taken away is gone from the server as well", async () => {
  const phone = await person();
  const page = await phone.newPage();
  await page.goto("/melden");
  await takePhoto(page);
  const id = await idOf(page);
  const answered = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("button", { name: "Foto 1 weghalen" }).click();
  assert.equal((await answered).status(), 204);
  await isGone(phone, id);
});

for (const [language, name] of [["nl", "Dutch"], ["ar", "Arabic"]]) {
  scenario(`the editor is accessible in ${name}, in light and dark, and fits a small phone`, async () => {
    const phone = await person({ locale: language });
    const page = await phone.newPage();
    await page.goto("/melden");
    await page.locator("#foto").setInputFiles(await photo("before"));
    await page.locator("[data-list] input[name=photoId]").waitFor({ state: "attached" });
    await page.locator(".og-shot .og-shot__a--se:visible").click();
    const found = await faults(page);
    await page.locator("[data-add=plate]").click();
    found.push(...(await faults(page)));
    assert.deepEqual(found, []);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
  });
}

scenario("a dark or a tiny photo gets a hint and is taken", async () => {
  const page = await (await person()).newPage();
  await page.goto("/melden");
  const hints = page.locator("[data-hints]");
  await page.locator("#foto").setInputFiles(await plain("#0a0c10", 1200));
  await hints.getByText("Foto 1 is erg donker").waitFor();
  await page.getByText("Staat klaar", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Foto 1 weghalen" }).click();
  assert.equal(await hints.innerText(), "");
  await page.locator("#foto").setInputFiles(await plain("#8a8c90", 320));
  await hints.getByText("Foto 2 is erg klein").waitFor();
  await page.locator("#foto").setInputFiles(await photo("before"));
  await page.getByText("Staat klaar", { exact: true }).nth(1).waitFor();
  assert.equal(await hints.locator("p").count(), 1);
});

scenario("who sends too many photos reads when it can be tried again", async () => {
  const page = await (await person({ expect: ["/api/v1/photos"] })).newPage();
  await page.route("**/api/v1/photos", (route) =>
    route.fulfill({ status: 429, headers: { "retry-after": "120" }, json: { type: "too-many-requests" } }),
  );
  await page.goto("/melden");
  await page.locator("#foto").setInputFiles(await photo("before"));
  const told = page.locator(".og-shot__bar--bad");
  await told.waitFor();
  assert.match(await told.innerText(), /Vanaf \d\d:\d\d kun je/);
});

for (const path of ["/melden", "/melden/zonder-verbinding"]) {
  scenario(`a HEIC photo that this browser cannot read is told at once, and is not sent, on ${path}`, async () => {
    const page = await (await person()).newPage();
    let sent = 0;
    page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
    await page.goto(path);
    await page.locator("#foto").setInputFiles(await heic());
    await page.getByText("Deze foto (HEIC) kan je browser niet lezen.").first().waitFor();
    assert.equal(sent, 0);
  });
}

for (const path of ["/melden", "/melden/zonder-verbinding"]) {
  scenario(`a photo that is chosen before the script has come is not lost, on ${path}`, async () => {
    const page = await (await person()).newPage();
    let come;
    const chosen = new Promise((resolve) => (come = resolve));
    await page.route(/\/(photo|offline)-[^/]+\.js$/, async (route) => {
      await chosen;
      await route.continue();
    });
    await page.goto(path, { waitUntil: "commit" });
    await page.locator("#foto").setInputFiles(await photo("before"));
    come();
    await page.locator(".og-shot img").waitFor();
    assert.equal(await page.locator("#foto").evaluate((input) => input.files.length), 0, "not posted as well");
  });
}
