// What the form and the page without connection share about photos: the way to the editor, and the hints.

import type { Scaled } from "./scale";
import { Texts } from "./texts";

export class Pictures {
  readonly texts: Texts;
  readonly #dialog: HTMLDialogElement | null;

  /** `place` holds the hints and the line that tells of the brush. */
  constructor(readonly place: ParentNode) {
    this.#dialog = document.querySelector("dialog[data-wipe]");
    this.texts = new Texts(this.#dialog);
  }

  /** Whether this browser can show the editor. */
  get canWipe(): boolean {
    return typeof this.#dialog?.showModal === "function";
  }

  /** Has the person wipe something out. Gives the new picture, or nothing when the old one stays. */
  async wipe(picture: Blob): Promise<Blob | undefined> {
    if (!this.#dialog) return undefined;
    const { wipe } = await import("./wipe");
    return wipe(this.#dialog, picture);
  }

  /** Shows the line about the brush when there is something to brush on. */
  invite(isAnyThere: boolean): void {
    const tip = this.place.querySelector<HTMLElement>("[data-wipe-tip]");
    if (tip) tip.hidden = !isAnyThere || !this.canWipe;
  }

  /** Shows what might be better about a photo, or nothing. */
  hint(key: string, number: number, hint: Scaled["hint"], sign: Node | null = null): void {
    this.forget(key);
    if (!hint) return;
    const [line, words] = [document.createElement("p"), document.createElement("span")];
    line.className = "og-tip";
    line.dataset["of"] = key;
    words.textContent = this.texts.t(hint, { number });
    line.append(...(sign ? [sign] : []), words);
    this.place.querySelector("[data-hints]")?.append(line);
  }

  /** Takes away the hint about a photo. */
  forget(key: string): void {
    for (const line of this.place.querySelectorAll<HTMLElement>("[data-hints] > *")) {
      if (line.dataset["of"] === key) line.remove();
    }
  }
}
