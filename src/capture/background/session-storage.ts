import browser from 'webextension-polyfill';

/** `storage.session` (in memory, deleted with the browser session), with every failure as a value. */

/** Maximum number of concurrent requests to the browser. */
const maxPending = 8;

/** The texts stored with these keys; empty if the browser rejects the read. */
export async function readSession(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const found: Record<string, unknown> = await browser.storage.session.get([...keys]).catch(() => ({}));
  return new Map(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * Writes and removes texts. Sends the request to the browser within the call, so that nothing is lost if the background is
 * terminated right after it. If too many requests are pending, such as in a burst, later changes are combined into one.
 */
export class SessionWriter {
  #pendingCount = 0;
  #texts = new Map<string, string | undefined>();
  #rejected: (() => void)[] = [];

  /** Calls back if the browser rejects the write because the quota is full. */
  write(texts: Readonly<Record<string, string>>, rejected: () => void = () => {}): void {
    for (const [key, text] of Object.entries(texts)) this.#texts.set(key, text);
    this.#rejected.push(rejected);
    this.#flush();
  }

  remove(keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const key of keys) this.#texts.set(key, undefined);
    this.#flush();
  }

  #flush(): void {
    if (this.#pendingCount >= maxPending || this.#texts.size === 0) return;
    const [texts, rejected] = [[...this.#texts], this.#rejected];
    [this.#texts, this.#rejected] = [new Map(), []];
    const removed = texts.flatMap(([key, text]) => (text === undefined ? [key] : []));
    const written = texts.filter(([, text]) => text !== undefined);
    const { session } = browser.storage;
    if (written.length > 0) {
      this.#track(session.set(Object.fromEntries(written)), () => rejected.forEach((call) => call()));
    }
    // After the write, since the removed texts have mostly been replaced by the written ones.
    if (removed.length > 0) this.#track(session.remove(removed), () => {});
  }

  #track(done: Promise<void>, rejected: () => void): void {
    this.#pendingCount += 1;
    void done.catch(rejected).then(() => {
      this.#pendingCount -= 1;
      this.#flush();
    });
  }
}
