// Proof of work after the ALTCHA protocol: a worker searches the number while the resident reads and
// types; the form waits for it, but not for ever: without it the report only waits for a look.
//
// <input type="hidden" name="proof" data-challenge="JSON">   <p role="status" data-wait="words while it waits">

import { type Challenge, packed, solve } from "./lib/solve";

const SOLVE_MS_MAX = 20_000;

/** In the page: has the worker search, and holds the form until it is done. */
function attend(field: HTMLInputElement, form: HTMLFormElement): void {
  const task = JSON.parse(field.dataset["challenge"] ?? "") as Challenge;
  const words = form.querySelector<HTMLElement>("[data-wait]");
  let done = false;
  let waiting: HTMLElement | null | undefined;

  const finish = (number?: number): void => {
    if (done) return;
    done = true;
    if (number !== undefined) field.value = packed(task, number);
    if (waiting !== undefined) form.requestSubmit(waiting);
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // Buttons with a name lead to another question or another language: they send nothing yet.
    if (done || button?.getAttribute("name")) return;
    event.preventDefault();
    if (waiting !== undefined) return;
    waiting = button;
    if (words) words.textContent = words.dataset["wait"] ?? "";
    setTimeout(() => finish(), SOLVE_MS_MAX);
  });

  const worker = new Worker(import.meta.url, { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<number | undefined>) => finish(event.data));
  worker.addEventListener("error", () => finish());
  worker.postMessage(task);
}

if (typeof document === "undefined") {
  addEventListener("message", (event: MessageEvent<Challenge>) => {
    void solve(event.data).then((number) => postMessage(number));
  });
} else {
  const field = document.querySelector<HTMLInputElement>("input[data-challenge]");
  // Without a secure origin there is nothing to digest with.
  if (field?.form && isSecureContext) attend(field, field.form);
}
