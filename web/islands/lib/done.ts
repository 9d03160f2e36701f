// Reporting something done on the crew's phone: the photo is kept on the phone at once and the crew goes on; it is sent when that
// can be done. The form is as lib/shots.ts asks, with data-order, data-list, data-place and data-at of what is done;
// data-photo-required has the words for who made no photo, where there must be one.

import { type Act, acts, draft, keepDraft } from "./acts";
import { FULL, closed, did, sendSoon } from "./crew";
import { Shots } from "./shots";

export class Done {
  readonly #shots: Shots;
  readonly #order: string;

  constructor(readonly form: HTMLFormElement) {
    this.#order = form.dataset["order"] ?? "";
    this.#shots = new Shots(form, () => void this.#keep());
    form.addEventListener("submit", (event) => void this.#submit(event));
    void this.#open();
  }

  /** What was filled in before the phone was restarted, or before the server refused it. */
  async #open(): Promise<void> {
    const refused = (await acts().catch((): Act[] => [])).find((act) => act.order === this.#order && act.refusal);
    const pictures = refused?.photos.map(({ picture }) => picture) ?? (await draft(this.#order).catch(() => []));
    const note = this.form.querySelector<HTMLTextAreaElement>("[name=note]");
    if (refused && note) note.value = refused.note;
    if (refused) this.#shots.tell(refused.refusal);
    this.#shots.begin(pictures);
  }

  /** A photo that was made is there again after a restart. */
  #keep(): Promise<void> {
    return keepDraft(this.#order, [...this.#shots.pictures]).catch(() => this.#shots.tell(FULL));
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { pictures } = this.#shots;
    const missing = this.form.dataset["photoRequired"];
    if (missing !== undefined && pictures.length === 0) return this.#shots.tell(missing);
    const filled = new FormData(this.form);
    const [note, quick] = [String(filled.get("note") ?? "").trim(), filled.getAll("quick").map(String)];
    const photos = pictures.map((picture) => ({ picture, id: "" }));
    try {
      if (!(await did("complete", this.form.dataset, { photos, note, quick }))) return;
    } catch {
      return this.#shots.tell(FULL);
    }
    await sendSoon();
    location.assign(closed(this.form.dataset));
  }
}
