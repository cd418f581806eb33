import type { TokenLog } from '../log/log';
import type { LogChange } from '../log/log-change';
import type { OpenFile } from './open-file';
import type { SessionState } from './protocol';
import { RequestList } from './request-list';

type ListState = Pick<SessionState, 'tokens' | 'requests' | 'counts' | 'capturedKeySets'>;

/** A log that panels can show, and its changes since they were last sent. */
export class ShownLog {
  readonly id: number;
  readonly log: TokenLog;
  selectedId: number | undefined;
  /** The selected request. */
  requestId: string | undefined;
  /** Empty for the live log. */
  files: readonly OpenFile[];
  /** Whether a panel gets the changes. Otherwise they aren't collected, since a new panel gets a snapshot. */
  isFollowed = false;
  readonly #requests: RequestList;
  #changed = new Set<number>();
  #removed: number[] = [];
  #amended = new Set<number>();
  #sentCounts;
  #sentKeySets;

  constructor(id: number, log: TokenLog, files: readonly OpenFile[] = []) {
    this.id = id;
    this.log = log;
    this.files = files;
    this.#requests = new RequestList(log);
    this.#sentCounts = log.counts();
    this.#sentKeySets = log.documents().keySets();
  }

  get hasChanges(): boolean {
    return (
      this.#changed.size > 0 ||
      this.#removed.length > 0 ||
      this.#amended.size > 0 ||
      this.#requests.hasChanges ||
      this.log.counts() !== this.#sentCounts ||
      this.log.documents().keySets() !== this.#sentKeySets
    );
  }

  /** Whether there are more changes than fitted in the last message. */
  get isBehind(): boolean {
    return this.#requests.isBehind;
  }

  /** Collects the changes of a step of the log, which recorded or amended this exchange. */
  note(change: LogChange, exchangeId?: string): void {
    this.#requests.note(change, exchangeId);
    this.#noteTokens(change);
  }

  /** Clears the log, except for what was sent since then. */
  clear(keepSinceMs?: number): void {
    const change = this.log.clear(keepSinceMs);
    this.#requests.noteClear(change);
    this.#noteTokens(change);
  }

  snapshot(): ListState {
    const { log } = this;
    return {
      tokens: { changed: log.rows(), removed: [], amended: [] },
      requests: this.#requests.snapshot(this.requestId),
      counts: log.counts(),
      capturedKeySets: log.documents().keySets(),
    };
  }

  /** A part of the changes, if there are many requests. */
  takeChanges(): Partial<ListState> {
    const { log } = this;
    const capturedKeySets = log.documents().keySets();
    const state = {
      tokens: {
        changed: [...this.#changed].map((id) => log.row(id)).filter((row) => row !== undefined),
        removed: this.#removed,
        amended: [...this.#amended],
      },
      requests: this.#requests.takeChanges(),
      counts: log.counts(),
      ...(capturedKeySets !== this.#sentKeySets && { capturedKeySets }),
    };
    this.#forgetTokenChanges();
    return state;
  }

  forgetChanges(): void {
    this.#requests.forgetChanges();
    this.#forgetTokenChanges();
  }

  #forgetTokenChanges(): void {
    this.#changed.clear();
    this.#removed = [];
    this.#amended.clear();
    this.#sentCounts = this.log.counts();
    this.#sentKeySets = this.log.documents().keySets();
  }

  #noteTokens({ changed, removed, outcomeChanged, completed }: LogChange): void {
    if (!this.isFollowed) return this.#requests.forgetChanges();
    for (const id of changed) this.#changed.add(id);
    for (const id of [...outcomeChanged, ...completed]) this.#amended.add(id);
    for (const id of removed) {
      this.#changed.delete(id);
      this.#amended.delete(id);
      this.#removed.push(id);
    }
  }
}
