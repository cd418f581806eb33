import type { CaptureHealth } from './capture-gaps';
import type { LogCounts, TokenRow } from '../log/log-summary';
import type { Keyring, KeyringEntry } from './keyring';
import type { OpenFile, SaveFormat } from './open-file';
import type { RequestSummary } from './request-list';
import type { SeenContext } from '../answers/context';
import type { Exchange } from '../exchange/exchange';
import type { Sighting } from '../exchange/sighting';

/** Whether the page's own scripts are watched. */
export type Watching =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly origin: string; readonly reloadOffered: boolean }
  /** Extensions may not access the inspected page. */
  | { readonly state: 'impossible' };

/** `paused` captures nothing; without `preserve` a navigation clears the log. */
export interface LogSettings {
  readonly paused: boolean;
  readonly preserve: boolean;
}

/** What a panel finds again when its document is created anew. In memory only. */
export interface ScreenState {
  /** A token of the log that is shown. */
  readonly selectedId?: number;
  readonly filter: string;
}

/** What a panel shows: all of it in a snapshot, what changed in a delta. */
export interface SessionState {
  readonly tokens: {
    /** New and changed ones; in a snapshot all, newest activity first. */
    readonly changed: readonly TokenRow[];
    readonly removed: readonly number[];
    /** More is known of requests that were reported before: sightings and context are to be read again. */
    readonly amended: readonly number[];
  };
  /** Of the log's HTTP requests, the newest; in the order they were sent. */
  readonly requests: {
    readonly changed: readonly RequestSummary[];
    readonly removed: readonly string[];
  };
  readonly counts: LogCounts;
  readonly settings: LogSettings;
  /** The inspected top frame's origin, empty where it has none, and whether it's watched. */
  readonly site: { readonly origin: string; readonly watching: Watching };
  readonly theme: 'light' | 'dark';
  readonly health: CaptureHealth;
  readonly files: {
    /** The files whose tokens and requests are shown; empty for the live log. */
    readonly shown: readonly OpenFile[];
    /** Files of which nothing is shown: they are being read, or couldn't be. */
    readonly opening: readonly OpenFile[];
  };
  readonly keyring: Keyring;
  /** Bugs of ours since the session began: how many exceptions, and the name of the last one's type. */
  readonly bugs: BugCount;
}

/** Never contains an exception's message, which may quote a token. */
export interface BugCount {
  readonly count: number;
  readonly errorName: string;
}

/** The calls a panel can make. A call about another log than the one that is shown fails. */
export interface Calls {
  readonly exchange: { readonly params: { readonly exchangeId: string }; readonly value: Exchange };
  /** The sightings of a token from `from` to before `to`, counted from the newest, which is 0. */
  readonly sightings: {
    readonly params: { readonly tokenId: number; readonly from: number; readonly to: number };
    readonly value: SightingRange;
  };
  /** What the log knows of a token beyond the token itself. */
  readonly context: { readonly params: { readonly tokenId: number }; readonly value: SeenContext };
  /** Writes what is shown, as it is now, as a file that contains live tokens. */
  readonly save: { readonly params: { readonly format: SaveFormat }; readonly value: Blob };
  /**
   * Shows what is in HAR files or our own JSON, all together, instead of the live log, once something is read. Answered
   * when the reading has begun: how far it is comes with `files`.
   */
  readonly 'open files': { readonly params: { readonly files: readonly File[] }; readonly value: undefined };
}

export type CallName = keyof Calls;
export type Call = { [Name in CallName]: { readonly name: Name } & Calls[Name]['params'] }[CallName];

export interface SightingRange {
  /** Newest first. */
  readonly sightings: readonly Sighting[];
  /** How many the log has stored. */
  readonly stored: number;
  /** How many there were, those that have left the log among them. */
  readonly total: number;
}

/**
 * Why a call has no value. `other log`: another log is shown by now. `not found`: it isn't stored, or no longer.
 * `failed`: it couldn't be done. The panel's end adds the last three.
 */
export type CallError =
  | 'other log'
  | 'not found'
  | 'failed'
  | 'malformed'
  | 'too many calls'
  | 'timed out'
  | 'canceled'
  | 'disconnected';

export type CallResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: CallError };

/** From the session to a panel: one snapshot, another whenever another log is shown, and deltas between them. */
export type SessionMessage =
  | {
      readonly type: 'snapshot';
      /** Each log of a session has another ID. */
      readonly logId: number;
      /** Grows with every message of the session. */
      readonly version: number;
      readonly state: SessionState;
      readonly screen: ScreenState;
    }
  | {
      readonly type: 'delta';
      readonly logId: number;
      readonly version: number;
      readonly state: Partial<SessionState>;
    }
  | { readonly type: 'answer'; readonly callId: number; readonly result: CallResult<unknown> };

/** What a panel has the session do. None of them is answered: what changes comes with a delta. */
export type PanelCommand =
  | { readonly type: 'settings'; readonly settings: LogSettings }
  | { readonly type: 'clear' }
  | { readonly type: 'select'; readonly tokenId: number | undefined }
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'add key'; readonly key: KeyringEntry }
  | { readonly type: 'remove key'; readonly key: Pick<KeyringEntry, 'purpose' | 'scope'> }
  | { readonly type: 'close files' }
  /** Stops reading files of which nothing is shown, and removes those that couldn't be read. */
  | { readonly type: 'dismiss files' };

/** From a panel to the session. `logId` is that of the log the panel shows: what is about another log is dropped. */
export type PanelMessage = { readonly logId: number } & (
  | PanelCommand
  | { readonly type: 'call'; readonly callId: number; readonly call: Call }
  | { readonly type: 'cancel'; readonly callId: number }
);

/**
 * Reads a message of the session; undefined for anything else. The sender is our own extension, so the parts of the
 * state aren't checked one by one.
 */
export function parseSessionMessage(value: unknown): SessionMessage | undefined {
  if (!isObject(value)) return undefined;
  const isMessage =
    value['type'] === 'answer'
      ? Number.isSafeInteger(value['callId']) && isObject(value['result'])
      : (value['type'] === 'snapshot' || value['type'] === 'delta') &&
        Number.isSafeInteger(value['logId']) &&
        Number.isSafeInteger(value['version']) &&
        isObject(value['state']);
  return isMessage ? (value as unknown as SessionMessage) : undefined;
}

export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
