// What is asked about the kind of thing that was chosen, on the page without connection, and the advice that an
// answer can call for instead of a report.

import type { Answers } from "./kept";

export class Asked {
  readonly #parts: HTMLFieldSetElement[];
  #category = "";

  constructor(readonly form: HTMLFormElement) {
    this.#parts = [...form.querySelectorAll<HTMLFieldSetElement>("[data-asked]")];
  }

  /** Asks about this category only. */
  show(category: string): void {
    this.#category = category;
    for (const part of this.#parts) part.hidden = part.disabled = part.dataset["asked"] !== category;
  }

  /** Gives the answers that a kept report had. */
  fill(answers: Answers): void {
    for (const input of this.#inputs()) {
      input.checked = (answers[this.#key(input)] ?? "").split(",").includes(input.value);
    }
  }

  /** The answers to what is asked. */
  answers(): Answers {
    const answers: Answers = {};
    for (const input of this.#chosen()) {
      const key = this.#key(input);
      answers[key] = key in answers ? `${answers[key]},${input.value}` : input.value;
    }
    return answers;
  }

  /** The part of the page that says what to do instead, when an answer calls for it. */
  advice(): HTMLElement | undefined {
    return this.#chosen().map(adviceOf).find((advice) => advice !== null) ?? undefined;
  }

  /** Every such part, with the answer that calls for it. */
  advices(): [HTMLElement, HTMLInputElement][] {
    const answers = [...this.form.querySelectorAll<HTMLInputElement>("[data-stop]")];
    return answers.flatMap((answer) => {
      const advice = adviceOf(answer);
      return advice ? [[advice, answer]] : [];
    });
  }

  #inputs(): HTMLInputElement[] {
    const part = this.#parts.find((one) => one.dataset["asked"] === this.#category);
    return [...(part?.querySelectorAll("input") ?? [])];
  }

  // A question that depends on another answer than the one given does not show, and was not asked.
  #chosen(): HTMLInputElement[] {
    const isAsked = (input: Element) => {
      const after = input.closest(".og-cond");
      return !after || getComputedStyle(after).display !== "none";
    };
    return this.#inputs().filter((input) => input.checked && isAsked(input));
  }

  #key(input: HTMLInputElement): string {
    return input.name.slice(this.#category.length + 1);
  }
}

function adviceOf(answer: HTMLInputElement): HTMLElement | null {
  return document.getElementById(answer.dataset["stop"] ?? "");
}
