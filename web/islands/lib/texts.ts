// The words a script says: they come with the page, in its language, as JSON in `data-texts`.

export class Texts {
  readonly #texts: Record<string, string>;

  constructor(element: HTMLElement | null) {
    this.#texts = JSON.parse(element?.dataset["texts"] ?? "{}") as Record<string, string>;
  }

  /** The text, when the page has it. */
  find(key: string): string | undefined {
    return this.#texts[key];
  }

  /** The text with its `{name}`s filled in. */
  t(key: string, values: Record<string, string | number> = {}): string {
    const text = this.#texts[key] ?? "";
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  }
}
