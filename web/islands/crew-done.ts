// Reporting an order done on the crew's phone: the photo is kept on the phone at once and the crew goes on; it is sent when that
// can be done. form[data-done] is as lib/shots.ts asks.

import { type Act, acts, draft, keepDraft } from "./lib/acts";
import { FULL, begin, closed, did, sendSoon } from "./lib/crew";
import { Shots } from "./lib/shots";

class Done {
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
    if (this.form.dataset["photoRequired"] !== undefined && pictures.length === 0) {
      return this.#shots.tell("Maak eerst een foto van de schone plek. De melder krijgt die te zien.");
    }
    const filled = new FormData(this.form);
    const [note, quick] = [String(filled.get("note") ?? "").trim(), filled.getAll("quick").map(String)];
    const photos = pictures.map((picture) => ({ picture, id: "" }));
    try {
      await did("complete", this.form.dataset, { photos, note, quick });
    } catch {
      return this.#shots.tell(FULL);
    }
    await sendSoon();
    location.assign(closed(this.form.dataset));
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-done]");
if (form) {
  new Done(form);
  begin();
}
