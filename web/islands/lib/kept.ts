// Reports that this phone keeps until they are sent, in IndexedDB. Also used by the service worker.
//
// Never a name, mail address or telephone number: what is kept here can be read by whoever holds the phone.
// Of a report that was sent only its kind, number and link stay.

const NAME = "opgeruimd";
const VERSION = 1;
/** More than anybody makes in a walk without connection, and some 30 MB at most. */
export const REPORTS_MAX = 20;
/** The oldest links go first. */
const SENT_MAX = 20;

export interface Photo {
  picture: Blob;
  /** The server's id once it has the photo; then it is not sent again. */
  id: string;
  /** The server's id of the photo as it was before something was wiped out on it. */
  replaces?: string;
}

/** By question; values of one answer are joined by commas. */
export type Answers = Record<string, string>;

export interface Report {
  /** Also the Idempotency-Key: the same key gives the same report, however often it is sent. */
  key: string;
  madeAt: number;
  category: string;
  /** The category as the person read it. */
  label: string;
  longitude: number;
  latitude: number;
  /** Words for the place, as the crew will read them. */
  place: string;
  description: string;
  /** There is none in what an older page kept. */
  answers?: Answers;
  language: string;
  photos: Photo[];
  /** What the server refused it for, in its words; then it waits for the person. */
  refusal: string;
  /** Whether the server may have it already, though we did not hear it say so. */
  isAsked: boolean;
  /** The server asked not to come before this time. */
  notBefore: number;
}

export interface Sent {
  key: string;
  label: string;
  reportId: string;
  number: string;
  sentAt: number;
}

type Store = "waiting" | "sent";

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("waiting", { keyPath: "key" });
      request.result.createObjectStore("sent", { keyPath: "key" });
    };
    request.onsuccess = () => {
      const database = request.result;
      // A newer page wants to change the shelves: let it, and open anew when needed.
      database.onversionchange = () => {
        database.close();
        opening = undefined;
      };
      resolve(database);
    };
    request.onerror = () => {
      opening = undefined;
      reject(request.error ?? new Error("no database"));
    };
  });
  return opening;
}

/** One transaction that is on the phone's disk when the promise is fulfilled. */
async function write(work: (store: (name: Store) => IDBObjectStore) => void): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(["waiting", "sent"], "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("not kept"));
    work((name) => transaction.objectStore(name));
  });
}

async function all<T>(name: Store): Promise<T[]> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result as T[]);
    request.onerror = () => reject(request.error ?? new Error("not read"));
  });
}

/** What is not sent yet, oldest first. */
export async function waiting(): Promise<Report[]> {
  return (await all<Report>("waiting")).sort((one, other) => one.madeAt - other.madeAt);
}

/** What was sent from here, newest first. */
export async function sent(): Promise<Sent[]> {
  return (await all<Sent>("sent")).sort((one, other) => other.sentAt - one.sentAt);
}

/** Keeps a report, new or changed. */
export function keep(report: Report): Promise<void> {
  return write((store) => store("waiting").put(report));
}

/** Changes a report, unless the person threw it away meanwhile. */
export function change(report: Report): Promise<void> {
  return write((store) => {
    const waiting = store("waiting");
    waiting.getKey(report.key).onsuccess = (event) => {
      if ((event.target as IDBRequest<unknown>).result !== undefined) waiting.put(report);
    };
  });
}

/** Forgets a report that waits, or the link of one that was sent. */
export function forget(key: string): Promise<void> {
  return write((store) => {
    store("waiting").delete(key);
    store("sent").delete(key);
  });
}

/** The report is at the server: its photos and words leave the phone, a link stays. */
export async function finish(done: Sent): Promise<void> {
  const old = (await sent()).slice(SENT_MAX - 1);
  await write((store) => {
    store("waiting").delete(done.key);
    store("sent").put(done);
    for (const { key } of old) store("sent").delete(key);
  });
}

/** How pages, tabs and the service worker tell each other. */
export type Word = { what: "kept" | "try" | "changed" } | { what: "sending"; key: string };

/** Calls `hear` with what other parts say. */
export function listen(hear: (word: Word) => void): void {
  new BroadcastChannel(NAME).addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));
}

/** Says something to every other part, in this tab too. */
export function tell(word: Word): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(word);
  channel.close();
}
