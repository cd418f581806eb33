import type { FeedMessage } from './feed';
import type { LogChange, TokenLog } from '../log/log';
import { readContext } from '../answers/token-context';
import type { Sighting } from '../exchange/sighting';

/** After this many appended sightings the list is sent anew, so that a panel never holds much more than the log. */
const maxAppended = 2_000;
/** What costs more than what is new, the context and a list sent anew, is told at every so many flushes at most. */
const flushesBetweenReadings = 5;

/** What the feed knows of one panel: how to reach it, and which token's sightings it follows. */
export class FeedPanel {
  readonly #send: (message: FeedMessage) => void;
  #log: TokenLog;
  #isOpen = true;
  #lookingAt: number | undefined;
  #waiting: Sighting[] = [];
  #appended = 0;
  /** Sightings that the panel has tell something else now. */
  #isListStale = false;
  #isContextStale = false;
  /** So many flushes pass before what is stale is read again. */
  #rest = 0;

  constructor(log: TokenLog, send: (message: FeedMessage) => void) {
    this.#log = log;
    this.#send = send;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Something is to be told, or a rest is to end, at a flush. */
  get needsFlush(): boolean {
    if (!this.#isOpen || this.#lookingAt === undefined) return false;
    return this.#waiting.length > 0 || this.#isListStale || this.#isContextStale || this.#rest > 0;
  }

  close(): void {
    this.#isOpen = false;
    this.#lookAway();
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
    this.#lookAway();
    this.tell(state);
  }

  look(id: number | undefined): void {
    this.#lookAway();
    if (id === undefined) return;
    this.#lookingAt = id;
    this.#tellAll(id);
    this.#tellContext(id);
  }

  /** Takes note of what is new of the token looked at, in the log that is shown. */
  note({ added, removed, answered, completed }: LogChange): void {
    const id = this.#lookingAt;
    if (id === undefined) return;
    if (removed.includes(id)) return this.#lookAway();
    for (const sighting of added.get(id) ?? []) this.#waiting.push(sighting);
    if (answered.includes(id)) this.#isListStale = true;
    if (added.has(id) || completed.includes(id)) this.#isContextStale = true;
  }

  flush(): void {
    const id = this.#lookingAt;
    if (id === undefined) return;
    const isResting = this.#rest > 0;
    if (isResting) this.#rest -= 1;
    if (this.#isListStale && !isResting) this.#tellAll(id);
    else if (this.#waiting.length > 0) this.#tellNew(id);
    if (this.#isContextStale && !isResting) {
      this.#tellContext(id);
      this.#rest = flushesBetweenReadings;
    }
  }

  #lookAway(): void {
    this.#lookingAt = undefined;
    this.#waiting = [];
    this.#isListStale = false;
    this.#isContextStale = false;
    this.#rest = 0;
  }

  #tellNew(id: number): void {
    if (this.#appended + this.#waiting.length > maxAppended) this.#tellAll(id);
    else this.#tellMore(id);
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
    this.#isListStale = false;
    this.tell({ type: 'sightings', id, replace: true, sightings: this.#log.sightings(id) });
  }

  #tellContext(id: number): void {
    this.#isContextStale = false;
    this.tell({ type: 'context', id, context: readContext(this.#log, id) });
  }
}
