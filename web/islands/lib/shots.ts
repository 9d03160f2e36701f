// Photos on a form of the crew's phone: each is made smaller, shown at once, and can be taken away again.
//
// The form has [data-list] for the photos, template[data-shot] for one of them, [data-slots], [data-problem] and data-texts.

import { chosen } from "./chosen";
import { scaled } from "./scale";
import { Texts } from "./texts";

const FILE_BYTES_MAX = 20 * 1024 * 1024;

export class Shots {
  readonly #texts: Texts;
  readonly #max: number;
  #pictures: Blob[] = [];

  /** `changed` hears of each photo that was made or taken away. */
  constructor(
    readonly form: HTMLFormElement,
    readonly changed: () => unknown,
  ) {
    this.#texts = new Texts(form);
    this.#max = Number(form.dataset["photosMax"] ?? 3);
    chosen(form, (files) => void this.#take(files));
  }

  get pictures(): readonly Blob[] {
    return this.#pictures;
  }

  /** Puts photos of before in front. */
  begin(pictures: Blob[]): void {
    this.#pictures = [...pictures, ...this.#pictures];
    this.#show();
  }

  /** Says what is wrong, and nothing when all is well. */
  tell(words: string): void {
    const problem = this.#part("[data-problem]");
    problem.hidden = words === "";
    problem.textContent = words;
  }

  async #take(files: File[]): Promise<void> {
    this.tell("");
    for (const file of files) {
      if (this.#pictures.length >= this.#max) return this.tell(this.#texts.t("too-many", { max: this.#max }));
      const { picture, isReadable } = await scaled(file);
      // What this phone cannot show no resident can see.
      if (!isReadable) return this.tell(this.#texts.t("unreadable"));
      if (picture.size > FILE_BYTES_MAX) return this.tell(this.#texts.t("too-large"));
      this.#pictures.push(picture);
      this.#show();
    }
    this.changed();
  }

  #remove(picture: Blob): void {
    this.#pictures = this.#pictures.filter((other) => other !== picture);
    this.tell("");
    this.#show();
    this.changed();
    this.#part<HTMLInputElement>("input[type=file]").focus();
  }

  #show(): void {
    const list = this.#part("[data-list]");
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    const template = this.#part<HTMLTemplateElement>("template[data-shot]");
    const rows = this.#pictures.map((picture, index) => {
      const row = template.content.cloneNode(true) as DocumentFragment;
      const [image, remove] = [row.querySelector("img"), row.querySelector("button")];
      if (image) [image.src, image.alt] = [URL.createObjectURL(picture), `${image.alt} ${index + 1}`];
      remove?.setAttribute("aria-label", this.#texts.t("remove", { number: index + 1 }));
      remove?.addEventListener("click", () => this.#remove(picture));
      return row;
    });
    list.replaceChildren(...rows);
    this.#part("[data-slots]").hidden = this.#pictures.length >= this.#max;
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    const found = this.form.querySelector<T>(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}
