// Listens to server-sent events as long as the page is open, also after the line, the server or the session was lost.

const RECONNECT_MS = 5_000;

export interface Listener {
  /** Something may be different: look again. */
  changed(): void;
  up(): void;
  down(): void;
}

export class Stream {
  #source: EventSource | undefined;

  constructor(
    readonly address: string,
    readonly listener: Listener,
  ) {}

  start(): void {
    this.#connect();
    addEventListener("online", () => this.#connect());
    addEventListener("pagehide", () => this.#source?.close());
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.#connect();
      this.listener.changed();
    });
  }

  get isUp(): boolean {
    return this.#source?.readyState === EventSource.OPEN;
  }

  #connect(): void {
    this.#source?.close();
    const source = new EventSource(this.address);
    this.#source = source;
    source.addEventListener("open", () => this.listener.up());
    // Streams name their events or not: both mean "look again". The first one comes at once, so what happened while
    // the line was down shows too.
    source.addEventListener("message", () => this.listener.changed());
    source.addEventListener("changed", () => this.listener.changed());
    source.addEventListener("error", () => {
      this.listener.down();
      // A refused stream is closed for good by the browser; a lost one it restores by itself.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      // Who is signed out is refused too: the page that looks again is told.
      this.listener.changed();
      setTimeout(() => this.#source === source && this.#connect(), RECONNECT_MS);
    });
  }
}
