// Background Sync, where it exists: the browser has the service worker send even when no page is open.

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Asks the worker of this page to send what waits, as soon as there is a connection. */
export async function askToSync(): Promise<void> {
  const registration: SyncRegistration | undefined = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("send").catch(() => undefined);
}
