import browser from 'webextension-polyfill';

/** `storage.session`, which is memory and ends with the browser session, with every failure as a value. */

/** Questions to the browser that wait for their answer at once. */
const maxUnanswered = 8;

/** The texts that are there under these keys; none where the browser refuses. */
export async function readSession(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const found: Record<string, unknown> = await browser.storage.session.get([...keys]).catch(() => ({}));
  return new Map(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * Writes and removes texts. Asks the browser within the call, so that what ends the caller right after it loses nothing;
 * where many questions are unanswered, as in a burst, what follows is put together and asked with the next answer.
 */
export class SessionWriter {
  #unanswered = 0;
  #texts = new Map<string, string | undefined>();
  #refused: (() => void)[] = [];

  /** Calls back if the browser refuses, for want of room. */
  write(texts: Readonly<Record<string, string>>, refused: () => void = () => {}): void {
    for (const [key, text] of Object.entries(texts)) this.#texts.set(key, text);
    this.#refused.push(refused);
    this.#ask();
  }

  remove(keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const key of keys) this.#texts.set(key, undefined);
    this.#ask();
  }

  #ask(): void {
    if (this.#unanswered >= maxUnanswered || this.#texts.size === 0) return;
    const [texts, refused] = [[...this.#texts], this.#refused];
    [this.#texts, this.#refused] = [new Map(), []];
    const gone = texts.flatMap(([key, text]) => (text === undefined ? [key] : []));
    const kept = texts.filter(([, text]) => text !== undefined);
    const { session } = browser.storage;
    if (kept.length > 0) {
      this.#wait(session.set(Object.fromEntries(kept)), () => refused.forEach((call) => call()));
    }
    // After what is written: it is mostly what that stands for now.
    if (gone.length > 0) this.#wait(session.remove(gone), () => {});
  }

  #wait(answer: Promise<void>, refused: () => void): void {
    this.#unanswered += 1;
    void answer.catch(refused).then(() => {
      this.#unanswered -= 1;
      this.#ask();
    });
  }
}
