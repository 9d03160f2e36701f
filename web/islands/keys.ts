// The dispatcher's inbox by keyboard: a letter for each thing that can be done, and a sheet that lists them.
//
// [data-issue] rows with a link and a box to choose them; [name=doe] buttons of the form #samen for those
// that are chosen; the forms of the issue that is open. [data-key] names the letter of a button.
// [data-undo="until"] holds the form that takes the last thing back, as long as that can be.
import { letters } from "./lib/letters";

const SECOND_MS = 1000;

const sheet = document.querySelector<HTMLDialogElement>("dialog[data-keys]");
const areLettersKeys = letters(document.querySelector<HTMLInputElement>("[data-letters]"), "og-desk-keys");
const one = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector);
const links = () => [...document.querySelectorAll<HTMLAnchorElement>("[data-issue] a")];
const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[data-issue] input[type=checkbox]")];
const isChosen = () => boxes().some((box) => box.checked);

/** What the letter does; `false` when it means nothing here. */
const ACTS: Record<string, () => boolean> = {
  j: () => step(1),
  k: () => step(-1),
  g: () => focus(links()[0]),
  G: () => focus(links().at(-1)),
  x: () => choose(current()),
  X: () => chooseAll(),
  t: () => (isChosen() ? focus(one("#samen-team")) : focus(one("[type=radio][name=team]:checked") ?? one("[type=radio][name=team]"))),
  s: () => press(isChosen() ? "#samen [value=samenvoegen]" : "[data-key=s]"),
  // The first report is the one that the issue is about: what joined it is more often the stranger.
  S: () => focus(one("[action*='/afsplitsen'] li + li button")),
  a: () => focus(one(isChosen() ? "#samen-uitkomst" : "input[name=uitkomst]")),
  v: () => focus(one("#vraag")),
  i: () => focus(one("#notitie")),
  z: () => press("[data-key=z]"),
  r: () => press("[data-refresh]"),
  "/": () => focus(one("[data-find]")),
  f: () => filter(),
  n: () => press("[data-next]"),
  "?": () => open(),
  Escape: () => leave(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || sheet?.open) return;
  const target = event.target instanceof Element ? event.target : undefined;
  const isTyping = target?.closest("textarea, select, input:not([type=checkbox], [type=radio])");
  if (event.key !== "Escape" && (isTyping || !areLettersKeys())) return;
  const view = /^[1-9]$/.test(event.key) ? document.querySelectorAll<HTMLElement>(".seg a")[Number(event.key) - 1] : undefined;
  if (view) view.click();
  if (view || ACTS[event.key]?.()) event.preventDefault();
});

/** The row that the focus is in, or the one that is open. */
function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-issue]") ?? one("[data-issue].on");
}

function step(by: number): boolean {
  const all = links();
  const at = all.findIndex((link) => current()?.contains(link));
  return focus(at < 0 ? all[0] : all[at + by]);
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return Boolean(element);
}

function press(selector: string): boolean {
  const button = one(selector);
  if (button?.closest("[hidden]")) return false;
  button?.click();
  return Boolean(button);
}

function choose(row: HTMLElement | null): boolean {
  const box = row?.querySelector<HTMLInputElement>("input[type=checkbox]");
  if (!box) return false;
  box.checked = !box.checked;
  count();
  return true;
}

function chooseAll(): boolean {
  for (const box of boxes()) box.checked = true;
  count();
  return true;
}

/** First what is chosen is let go, then the issue; the list is where one begins. */
function leave(): boolean {
  if (isChosen()) {
    for (const box of boxes()) box.checked = false;
    count();
    return true;
  }
  return focus(current()?.querySelector("a") ?? links()[0]);
}

/** Opens what can be chosen, or closes it. */
function filter(): boolean {
  const fold = one<HTMLDetailsElement>("details.choose__more");
  if (fold) fold.open = !fold.open;
  return focus(fold?.querySelector<HTMLElement>(fold.open ? "input" : "summary"));
}

function open(): boolean {
  sheet?.showModal();
  return Boolean(sheet);
}

function count(): void {
  const chosen = boxes().filter((box) => box.checked).length;
  const text = one("[data-chosen]");
  if (text) text.textContent = chosen ? `: ${chosen}` : "";
}

/** Counts the seconds in which it can be taken back; after them the offer goes. */
function offer(form: HTMLElement): void {
  const until = Date.parse(form.dataset["undo"] ?? "");
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / SECOND_MS);
    form.hidden = left <= 0;
    const text = form.querySelector("[data-left]");
    if (text) text.textContent = `${left} s`;
    if (left > 0) setTimeout(tick, SECOND_MS);
  };
  tick();
}

document.addEventListener("change", count);
for (const form of document.querySelectorAll<HTMLElement>("[data-undo]")) offer(form);
const bar = one("[data-keys-bar]");
if (bar) bar.hidden = false;
one("[data-open-keys]")?.addEventListener("click", () => open());
// After something was done the hand is at the list again, where the next one waits.
if (one("[data-toast]") && !one("[data-part=detail] form")) focus(links()[0]);
