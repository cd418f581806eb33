import type { FeedMessage } from './feed';
import type { LogChange, TokenLog } from './log';
import { readContext } from './read-context';
import type { Sighting } from './sighting';

/** After this many appended sightings the list is sent anew, so that a panel never holds much more than the log. */
const maxAppended = 2_000;

/** What the feed knows of one panel: how to reach it, and which token's sightings it follows. */
export class FeedPanel {
  readonly #send: (message: FeedMessage) => void;
  #log: TokenLog;
  #isOpen = true;
  #lookingAt: number | undefined;
  #waiting: Sighting[] = [];
  #appended = 0;

  constructor(log: TokenLog, send: (message: FeedMessage) => void) {
    this.#log = log;
    this.#send = send;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#waiting = [];
  }

  tell(message: FeedMessage): void {
    if (!this.#isOpen) return;
    try {
      this.#send(message);
    } catch {
      // Firefox: a panel whose document is gone is a dead object, and touching it throws. Others are still there.
      this.close();
    }
  }

  /** Another log stands in the place of the one before: its ids are others, so the panel looks at nothing. */
  show(log: TokenLog, state: FeedMessage): void {
    this.#log = log;
    this.#lookingAt = undefined;
    this.#waiting = [];
    this.tell(state);
  }

  look(id: number | undefined): void {
    this.#lookingAt = id;
    if (id === undefined) return;
    this.#tellAll(id);
    this.#tellContext(id);
  }

  /** Takes note of new sightings of the token looked at, in the log that is shown. */
  note({ added, removed }: LogChange): void {
    if (this.#lookingAt === undefined) return;
    if (removed.includes(this.#lookingAt)) {
      this.#lookingAt = undefined;
      this.#waiting = [];
      return;
    }
    for (const sighting of added.get(this.#lookingAt) ?? []) this.#waiting.push(sighting);
  }

  flush(): void {
    const id = this.#lookingAt;
    if (id === undefined || this.#waiting.length === 0) return;
    if (this.#appended + this.#waiting.length > maxAppended) this.#tellAll(id);
    else this.#tellMore(id);
    this.#tellContext(id);
  }

  #tellMore(id: number): void {
    const sightings = this.#waiting;
    this.#waiting = [];
    this.#appended += sightings.length;
    this.tell({ type: 'sightings', id, replace: false, sightings });
  }

  #tellAll(id: number): void {
    this.#waiting = [];
    this.#appended = 0;
    this.tell({ type: 'sightings', id, replace: true, sightings: this.#log.sightings(id) });
  }

  #tellContext(id: number): void {
    this.tell({ type: 'context', id, context: readContext(this.#log, id) });
  }
}
