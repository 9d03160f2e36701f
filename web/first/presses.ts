// Presses that come before the scripts of the page do. Without connection the browser would look for the server itself, find nothing
// and lose the press; so it waits for the scripts, which are run before DOMContentLoaded, and then counts. Runs before the page is
// drawn and needs no other file.

// With a line that stalls the server can be asked without scripts as well.
const HELD_MS_MAX = 4_000;

let last: SubmitEvent | undefined;

function hold(event: SubmitEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  // As without this: who presses twice means the last.
  last = event;
}

function letGo(): void {
  document.removeEventListener("submit", hold, true);
  const press = last;
  last = undefined;
  if (press?.target instanceof HTMLFormElement) press.target.requestSubmit(press.submitter);
}

// A browser without it presses as before.
if ("requestSubmit" in HTMLFormElement.prototype) document.addEventListener("submit", hold, true);
document.addEventListener("DOMContentLoaded", letGo);
setTimeout(letGo, HELD_MS_MAX);
