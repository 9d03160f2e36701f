// What both service workers do: wait for an answer no longer than is useful, take built files from what they keep, and send
// when the browser says that there is a connection.

declare const self: ServiceWorkerGlobalScope;

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** The front door answers so when a service behind it is away. */
export const AWAY = [502, 503, 504];

/** The answer, or a failure when it takes longer. */
export function inTime(answer: Promise<Response>, msMax: number): Promise<Response> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), msMax));
  return Promise.race([answer, late]);
}

/** A built file, as it was kept in this cache or else from the network. */
export async function asset(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(name);
  return (await cache.match(request)) ?? fetch(request);
}

/** Sends at each Background Sync; `send` says whether something is left. */
export function onSync(send: () => Promise<boolean>): void {
  self.addEventListener("sync", ((event: SyncEvent) => {
    const sent = send().then((isLeft) => {
      // The browser tries again later by itself when this fails.
      if (isLeft) throw new Error("not everything could be sent");
    });
    event.waitUntil(sent);
  }) as EventListener);
}
