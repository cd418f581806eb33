import type { ActionCalls, ActionState } from './actions/action-calls';
import type { CaptureHealth } from './capture-gaps';
import type { Drafts, EditorDraft } from './drafts';
import type { LogCounts, TokenRow } from '../log/log-summary';
import type { PublishedKeySet } from '../log/key-sets';
import type { FetchedKeySet, KeyName, Keyring, KeyringEntry } from './keyring';
import type { OpenFile, SanitizeChoice, SaveFormat } from './open-file';
import type { SanitizedSummary } from '../sanitize/sanitizer';
import type { RequestChanges } from './request-list';
import type { CauseSummary, Rejection } from '../answers/causes/cause';
import type { SeenContext } from '../answers/context';
import type { Lineage } from '../answers/lineage/lineage';
import type { FlowQuery } from '../answers/flows/describe-flow';
import type { Flow } from '../answers/flows/flow';
import type { Exchange } from '../exchange/exchange';
import type { Sighting } from '../exchange/sighting';

/** Whether the inspected site is watched. */
export type Watching =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly origin: string; readonly reloadOffered: boolean }
  /** Extensions may not access the inspected page. */
  | { readonly state: 'impossible' };

/** While `paused`, nothing is captured. Without `preserve`, a navigation clears the log. */
export interface LogSettings {
  readonly paused: boolean;
  readonly preserve: boolean;
}

/** The lists that a panel can show. */
export type View = 'requests' | 'tokens';

/** How the lists and the details are shown. */
export interface ScreenLayout {
  /** The lists' share of the panel, in percent. */
  readonly share?: number;
  /** Whether requests without a token are listed too. */
  readonly showsAll?: boolean;
  /** The first request in view; absent at the beginning of the list, and at its end, which is followed. */
  readonly firstRequestId?: string | undefined;
  /** The first token in view; absent at the beginning of the list. */
  readonly firstTokenId?: number | undefined;
  /** Whether the details show the exact JSON in place of the tables. */
  readonly isJson?: boolean;
  /** The sections of the details that the user has folded (true) or unfolded, by their name. */
  readonly folds?: Readonly<Record<string, boolean>>;
  /** Whether the page of keys is shown. */
  readonly isKeyringShown?: boolean;
  /** The two tokens in the shown log that are compared. */
  readonly comparedIds?: readonly [number, number] | undefined;
}

/** What is restored when a panel's document is created again. Kept in memory only. */
export interface ScreenState {
  /** A token in the shown log. */
  readonly selectedId?: number;
  /** A request in the shown log. */
  readonly requestId?: string;
  readonly filter: string;
  /** Absent until it's decided which list to show first. */
  readonly view?: View;
  /** Absent until the user has collapsed or expanded it. */
  readonly isOverviewCollapsed?: boolean;
  readonly layout?: ScreenLayout;
  /** What the user has changed in the editor. Only in the first snapshot. */
  readonly drafts?: Drafts;
}

/** What a panel shows. A snapshot has all of it, a delta what changed. */
export interface SessionState {
  readonly tokens: {
    /** New and changed tokens. In a snapshot: all tokens, newest activity first. */
    readonly changed: readonly TokenRow[];
    readonly removed: readonly number[];
    /** Tokens in earlier requests that now have more data: their sightings and context must be read again. */
    readonly amended: readonly number[];
  };
  /** The newest HTTP requests in the log, in the order they were sent. */
  readonly requests: RequestChanges;
  readonly counts: LogCounts;
  readonly settings: LogSettings;
  /** The inspected top frame's origin (empty if it has none), and whether it's watched. */
  readonly site: { readonly origin: string; readonly watching: Watching };
  readonly theme: 'light' | 'dark';
  readonly health: CaptureHealth;
  readonly files: {
    /** The files whose content is shown. Empty for the live log. */
    readonly shown: readonly OpenFile[];
    /** Files that aren't shown: they are being read, or couldn't be read. */
    readonly opening: readonly OpenFile[];
  };
  readonly keyring: Keyring;
  /** Key sets in the shown log, those of issuers first; see `selectKeySets`. */
  readonly capturedKeySets: readonly PublishedKeySet[];
  /** Key sets that were fetched on a click, newest first. */
  readonly fetchedKeySets: readonly PublishedKeySet[];
  /** The URLs of captured key sets that the user doesn't want to use. */
  readonly unusedKeySets: readonly string[];
  readonly keyNames: readonly KeyName[];
  /** Bugs in JWT DevTools since the session began. */
  readonly bugs: BugCount;
  /** What the user has changed in the inspected page. */
  readonly actions: ActionState;
}

/** What is reported about an exception. Never its message, since that may contain token text. */
export interface BugFacts {
  readonly errorName: string;
  /** The stack: files of the extension, each with line and column, such as `assets/panel-Ab12Cd34.js:1:20`. */
  readonly frames: readonly string[];
}

/** The number of exceptions, and what is reported about the last one. */
export interface BugCount extends BugFacts {
  readonly count: number;
}

/** The calls that a panel can make. A call about a log that isn't shown any more fails. */
export interface Calls extends ActionCalls {
  readonly exchange: { readonly params: { readonly exchangeId: string }; readonly value: Exchange };
  /** A token's sightings from index `from` (inclusive) to `to` (exclusive). The newest has index 0. */
  readonly sightings: {
    readonly params: { readonly tokenId: number; readonly from: number; readonly to: number };
    readonly value: SightingRange;
  };
  /** What the log knows about a token; see `SeenContext`. */
  readonly context: { readonly params: { readonly tokenId: number }; readonly value: SeenContext };
  /** Where a token comes from and what happened to it. */
  readonly lineage: { readonly params: { readonly tokenId: number }; readonly value: Lineage };
  /** Why a request was rejected; undefined if it wasn't. */
  readonly rejection: {
    readonly params: { readonly exchangeId: string };
    readonly value: Rejection | undefined;
  };
  /** The first cause of each of these requests, in their order; undefined for one that isn't stored or wasn't rejected. */
  readonly causes: {
    readonly params: { readonly exchangeIds: readonly string[] };
    readonly value: readonly (CauseSummary | undefined)[];
  };
  /** The sign-in that a request is a step of, or that issued a token; undefined if there is none. */
  readonly flow: { readonly params: { readonly of: FlowQuery }; readonly value: Flow | undefined };
  /**
   * Adds a text that the user pasted, or a file's text, to the shown log, if it contains a token. Returns the IDs of its tokens in their
   * order, and none if there is no token.
   */
  readonly 'add text': {
    readonly params: { readonly text: string; readonly fileName: string; readonly addedAtMs: number };
    readonly value: readonly number[];
  };
  /**
   * Writes the current content of the shown log to a file. Without `sanitize`, it contains live tokens.
   */
  readonly save: {
    readonly params: { readonly format: SaveFormat; readonly sanitize?: SanitizeChoice };
    readonly value: Blob;
  };
  /** What a sanitized file of the shown log would replace. */
  readonly 'preview save': {
    readonly params: { readonly sanitize: SanitizeChoice };
    readonly value: SanitizedSummary;
  };
  /**
   * Opens HAR files or files in our own JSON format. Shows their merged content instead of the live log as soon as
   * there is any. The call returns when reading has started; `files` reports the progress.
   */
  readonly 'open files': { readonly params: { readonly files: readonly File[] }; readonly value: undefined };
}

/** The name of a call from a panel to its session. */
export type CallName = keyof Calls;
/** A call with its parameters. */
export type Call = { [Name in CallName]: { readonly name: Name } & Calls[Name]['params'] }[CallName];

/** Some of a token's sightings. */
export interface SightingRange {
  /** Newest first. */
  readonly sightings: readonly Sighting[];
  /** How many are stored. */
  readonly stored: number;
  /** How many there were, including evicted ones. */
  readonly total: number;
}

/**
 * Why a call failed. `other log`: another log is shown now. `not found`: it isn't stored, or was evicted. `failed`: an
 * exception. The last three are added by `createPanelSession`.
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

/** The result of a call. Errors are data: a call never rejects. */
export type CallResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: CallError };

/** From the session to a panel: a snapshot at the start and whenever another log is shown, deltas, and call results. */
export type SessionMessage =
  | {
      readonly type: 'snapshot';
      /** Unique for each log of a session. */
      readonly logId: number;
      /** A sequence number, increased whenever the state changes. */
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
  | { readonly type: 'answer'; readonly callId: number; readonly result: CallResult<unknown> }
  /** The session has forgotten everything, and the panel must forget what it has itself. Nothing follows. */
  | { readonly type: 'forgotten' };

/** The commands that a panel can send. They have no result; changes are sent as a delta. */
export type PanelCommand =
  | { readonly type: 'settings'; readonly settings: LogSettings }
  | { readonly type: 'clear' }
  | { readonly type: 'select'; readonly tokenId: number | undefined }
  | { readonly type: 'select request'; readonly exchangeId: string | undefined }
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'overview'; readonly isCollapsed: boolean }
  | { readonly type: 'layout'; readonly layout: ScreenLayout }
  /** Stores what the user has changed in the editor of a token, in place of what was stored for it. */
  | { readonly type: 'draft'; readonly draft: EditorDraft }
  | { readonly type: 'forget draft'; readonly raw: string }
  | { readonly type: 'add key'; readonly key: KeyringEntry }
  | { readonly type: 'remove key'; readonly id: string }
  | { readonly type: 'name key'; readonly named: KeyName }
  | { readonly type: 'add key set'; readonly keySet: FetchedKeySet }
  /** Forgets how to undo a write, which stays as it is. */
  | { readonly type: 'forget write'; readonly writeId: number }
  | { readonly type: 'remove key set'; readonly url: string }
  /** Uses the captured key set from this URL, or stops using it. */
  | { readonly type: 'use key set'; readonly url: string; readonly isUsed: boolean }
  | { readonly type: 'close files' }
  /** Stops reading files that aren't shown, and removes those that couldn't be read from the list. */
  | { readonly type: 'dismiss files' };

/** From a panel to the session. `logId` is the log that the panel shows. Messages about another log are ignored. */
export type PanelMessage = { readonly logId: number } & (
  | PanelCommand
  | { readonly type: 'call'; readonly callId: number; readonly call: Call }
  | { readonly type: 'cancel'; readonly callId: number }
);

/**
 * Parses a message from the session; undefined for anything else. Doesn't check the members of the state, since the
 * sender is our own extension.
 */
export function parseSessionMessage(value: unknown): SessionMessage | undefined {
  if (!isObject(value)) return undefined;
  if (value['type'] === 'forgotten') return { type: 'forgotten' };
  const isMessage =
    value['type'] === 'answer'
      ? Number.isSafeInteger(value['callId']) && isObject(value['result'])
      : (value['type'] === 'snapshot' || value['type'] === 'delta') &&
        Number.isSafeInteger(value['logId']) &&
        Number.isSafeInteger(value['version']) &&
        isObject(value['state']);
  return isMessage ? (value as unknown as SessionMessage) : undefined;
}

/** Whether it has members: any object, also an array. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** Whether it's text within a length, in UTF-16 code units. */
export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}
