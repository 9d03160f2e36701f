// What this phone keeps over a restart: shelves of one database in IndexedDB. For pages and service workers.

export class Shelves<Name extends string> {
  #opening: Promise<IDBDatabase> | undefined;

  constructor(
    readonly name: string,
    /** Each with how its things get their key. */
    readonly shelves: Record<Name, IDBObjectStoreParameters>,
  ) {}

  #open(): Promise<IDBDatabase> {
    this.#opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        for (const [name, key] of Object.entries<IDBObjectStoreParameters>(this.shelves)) {
          request.result.createObjectStore(name, key);
        }
      };
      request.onsuccess = () => {
        const database = request.result;
        // A newer page wants to change the shelves: let it, and open anew when needed.
        database.onversionchange = () => {
          database.close();
          this.#opening = undefined;
        };
        resolve(database);
      };
      request.onerror = () => {
        this.#opening = undefined;
        reject(request.error ?? new Error("no database"));
      };
    });
    return this.#opening;
  }

  /** One transaction that is on the phone's disk when the promise is fulfilled. */
  async write(work: (shelf: (name: Name) => IDBObjectStore) => void): Promise<void> {
    const database = await this.#open();
    await new Promise<void>((resolve, reject) => {
      const names = Object.keys(this.shelves);
      const transaction = database.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("not kept"));
      work((name) => transaction.objectStore(name));
    });
  }

  /** Everything on one shelf. */
  async all<T>(name: Name): Promise<T[]> {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const request = database.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result as T[]);
      request.onerror = () => reject(request.error ?? new Error("not read"));
    });
  }

  /** Puts a changed thing back, unless it was taken away meanwhile. */
  change(name: Name, key: IDBValidKey, thing: unknown): Promise<void> {
    return this.write((shelf) => {
      const place = shelf(name);
      place.getKey(key).onsuccess = (event) => {
        if ((event.target as IDBRequest<unknown>).result !== undefined) place.put(thing);
      };
    });
  }
}
