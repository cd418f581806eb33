type Stores = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The part of IndexedDB that is read, with a log of what was done. Responds with `setTimeout`, so that fake timers
 * control it.
 */
export function createDatabases(stored: Readonly<Record<string, Stores>>) {
  const done: string[] = [];
  /** Databases that stay blocked when opened, such as during another connection's upgrade. */
  const blocked = new Set<string>();
  const open = new Map<string, EventTarget>();
  let pending: (() => void)[] = [];

  function openDatabase(name: string) {
    const upgrade = { abort: () => done.push(`abort upgrade ${name}`) };
    const request = Object.assign(new EventTarget(), { transaction: upgrade, result: undefined as unknown });
    const respond = () => {
      const stores = stored[name];
      if (stores === undefined) {
        request.dispatchEvent(new Event('upgradeneeded'));
        request.dispatchEvent(new Event('error', { cancelable: true }));
        return;
      }
      const database = createDatabase(name, stores);
      done.push(`open ${name}`);
      open.set(name, database);
      request.result = database;
      request.dispatchEvent(new Event('success'));
    };
    if (blocked.has(name)) pending.push(respond);
    else setTimeout(respond);
    return request;
  }

  function createDatabase(name: string, stores: Stores) {
    let isClosed = false;
    return Object.assign(new EventTarget(), {
      objectStoreNames: Object.keys(stores),
      close: () => {
        if (!isClosed) done.push(`close ${name}`);
        isClosed = true;
      },
      transaction: (store: string, mode: string) => {
        if (isClosed) throw new DOMException('closed', 'InvalidStateError');
        if (mode !== 'readonly') throw new Error('writes');
        return createTransaction(stores[store] ?? {});
      },
    });
  }

  function createTransaction(records: Readonly<Record<string, unknown>>) {
    let isOver = false;
    const transaction = Object.assign(new EventTarget(), {
      abort: () => {
        if (isOver) throw new DOMException('over', 'InvalidStateError');
        isOver = true;
        setTimeout(() => transaction.dispatchEvent(new Event('abort')));
      },
      objectStore: () => ({ openCursor: () => createCursor(Object.entries(records)) }),
    });
    const createCursor = (entries: readonly (readonly [string, unknown])[]) => {
      const request = Object.assign(new EventTarget(), { result: null as unknown });
      const step = (index: number) => {
        if (isOver) return;
        const entry = entries[index];
        let hasContinued = false;
        const next = () => {
          hasContinued = true;
          setTimeout(() => step(index + 1));
        };
        request.result = entry && { key: entry[0], value: entry[1], continue: next };
        request.result ??= null;
        request.dispatchEvent(new Event('success'));
        if (hasContinued) return;
        isOver = true;
        setTimeout(() => transaction.dispatchEvent(new Event('complete')));
      };
      setTimeout(() => step(0));
      return request;
    };
    return transaction;
  }

  const factory = {
    open: openDatabase,
    databases: async () => Object.keys(stored).map((name) => ({ name, version: 1 })),
  } as unknown as IDBFactory;
  return {
    factory,
    done,
    blocked,
    unblock: () => {
      for (const respond of pending) respond();
      pending = [];
    },
    /** Another connection wants to change or delete the database. */
    requestChange: (name: string) => open.get(name)?.dispatchEvent(new Event('versionchange')),
  };
}
