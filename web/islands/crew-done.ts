// The page of the crew's phone on which an order is reported done: form[data-done].

import { begin } from "./lib/crew";
import { Done } from "./lib/done";

const form = document.querySelector<HTMLFormElement>("form[data-done]");
if (form) {
  new Done(form);
  begin();
}
