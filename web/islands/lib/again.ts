// Sends what is kept, and again after pauses that grow, as long as something is left.

const PAUSE_MS_MAX = 5 * 60_000;

export class Again {
  #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `sendAll` says whether something is left, and tells of each thing that arrived; `first` is the shortest pause, ms. */
  constructor(
    readonly sendAll: (arrived: () => void) => Promise<boolean>,
    readonly first: number,
  ) {
    this.#pause = first;
    addEventListener("online", () => void this.soon());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.soon());
  }

  /** Something arrived, or changed for the better: no long pauses any more. */
  #relax(): void {
    this.#pause = this.first;
  }

  /** Sends now; fulfilled after the first try. */
  soon(): Promise<void> {
    this.#relax();
    return this.#send();
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    const isLeft = await this.sendAll(() => this.#relax()).catch(() => false);
    clearTimeout(this.#timer);
    if (!isLeft) return;
    this.#timer = setTimeout(() => void this.#send(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, PAUSE_MS_MAX);
  }
}
