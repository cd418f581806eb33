import type { BodyGapCount } from '../exchange/body-gap';
import type { CaptureHealth } from './capture-gaps';
import type { OpenFile } from './open-file';
import type { Sealed } from '../search/encrypted-entry';
import type { SeenContext } from '../answers/context';
import type { Sighting } from '../exchange/sighting';

/** One row of the token list: what is held of one distinct token, without its sightings. */
export interface TokenRow {
  /** Stable for the life of the log, never reused. */
  readonly id: number;
  readonly raw: string;
  /** When the first carrier was sent, or read, or reported. */
  readonly firstSeenMs: number;
  /** The same of the last one. A storage entry read again does not move it: a token that sits there does nothing. */
  readonly lastSeenMs: number;
  /** How many requests took it to a server: one that isn't known to have been sent doesn't count, nor does a response. */
  readonly requests: number;
  /** How many of those were answered 401 or 403 (RFC 9110 §15.5.2, §15.5.4). */
  readonly refused: number;
  /** When a request last took it to a server. */
  readonly lastSentMs?: number;
  /** All that were seen, also those which are no longer held. */
  readonly sightings: number;
}

/** What the log took in and what it had to leave out, since it was created or cleared. */
export interface LogCounts {
  /** HTTP exchanges read, with or without a token. */
  readonly requests: number;
  /** Requests whose `Authorization` held a bearer that is no JWT. */
  readonly opaqueBearers: number;
  /** Tokens that left at the bounds of the log. */
  readonly droppedTokens: number;
  /** Sightings that left at the bounds, alone or with their token. */
  readonly droppedSightings: number;
  /** Bodies or values of which only the beginning, or nothing, was searched. */
  readonly truncated: number;
  /** Bodies of which not all was searched, by the reason; media among them, which are no loss. */
  readonly bodyGaps: readonly BodyGapCount[];
  /** Exchanges of which a part could not be read, or nothing. */
  readonly unreadable: number;
  /** Requests that the page made and the browser did not tell. */
  readonly untold: number;
  /** Requests of a watched site that left the background's memory before this log was told of them. */
  readonly forgotten: number;
  /** Exchanges that can be saved, those that left at the bounds no more among them. */
  readonly heldExchanges: number;
  /** Exchanges that left at the bounds. */
  readonly droppedExchanges: number;
  /** Storage entries in which a library keeps a token encrypted, each place once; bounded. */
  readonly sealed: readonly Sealed[];
}

/** Whether the page's own scripts are watched. */
export type Watching =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly origin: string; readonly reloadOffered: boolean }
  /** The inspected page is one that no extension may touch. */
  | { readonly state: 'impossible' };

/** What the person set on the screen, kept by the log's owner so that a re-created panel finds it. In memory only. */
export interface ScreenState {
  readonly selectedId?: number;
  readonly filter: string;
  /** Key text pasted, by the issuer whose tokens it is tried on. */
  readonly keys: readonly { readonly issuer: string; readonly keyText: string }[];
}

/** What the toolbar sets: `paused` takes nothing in, without `preserve` a navigation clears the log. */
export interface LogSettings {
  readonly paused: boolean;
  readonly preserve: boolean;
}

/** What the log's owner tells a panel: first one `state`, then deltas. */
export type FeedMessage =
  | {
      readonly type: 'state';
      readonly rows: readonly TokenRow[];
      readonly counts: LogCounts;
      readonly settings: LogSettings;
      readonly watching: Watching;
      readonly inspectedOrigin: string;
      readonly screen: ScreenState;
      readonly theme: 'light' | 'dark';
      readonly health: CaptureHealth;
      /** Where files are shown, `rows`, `counts` and the selection are theirs, and capture continues. */
      readonly files: readonly OpenFile[];
      /** Files that are opened and not shown: nothing of them is read yet, or nothing could be read. */
      readonly opening: readonly OpenFile[];
    }
  | {
      readonly type: 'delta';
      /** New and changed rows. */
      readonly rows: readonly TokenRow[];
      readonly removed: readonly number[];
      readonly counts: LogCounts;
    }
  | { readonly type: 'settings'; readonly settings: LogSettings }
  | { readonly type: 'watching'; readonly watching: Watching; readonly inspectedOrigin: string }
  | { readonly type: 'theme'; readonly theme: 'light' | 'dark' }
  | { readonly type: 'health'; readonly health: CaptureHealth }
  /** More of the files was read. That another log is shown, or the live one again, is told by a new `state`. */
  | { readonly type: 'files'; readonly files: readonly OpenFile[]; readonly opening: readonly OpenFile[] }
  /** What was asked to be saved: a file that holds live tokens. Undefined when it could not be written. */
  | { readonly type: 'saved'; readonly format: SaveFormat; readonly content: Blob | undefined }
  /** What is known of the token that the panel looks at, now and when it changes. */
  | { readonly type: 'context'; readonly id: number; readonly context: SeenContext }
  /** The sightings of the token that the panel looks at, newest last; `replace` false appends. */
  | {
      readonly type: 'sightings';
      readonly id: number;
      readonly replace: boolean;
      readonly sightings: readonly Sighting[];
    };

/** HAR 1.2, or our own JSON, which holds storage readings and page reports as well. */
export type SaveFormat = 'har' | 'json';

/** What a panel asks of the log's owner. */
export type FeedRequest =
  | { readonly type: 'settings'; readonly settings: LogSettings }
  /** Of what is shown: the live log, or what was read of a file. */
  | { readonly type: 'clear' }
  /** Send this token's sightings now and whenever there are more; undefined: none. */
  | { readonly type: 'look'; readonly id: number | undefined }
  | { readonly type: 'remember'; readonly screen: ScreenState }
  /** Saves what is shown, as it is now; the answer is a `saved`. */
  | { readonly type: 'save'; readonly format: SaveFormat }
  /** Shows what is in HAR files or our own JSON, all together, instead of the live log, once something is read. */
  | { readonly type: 'open files'; readonly files: readonly File[] }
  /** Back to the live log. */
  | { readonly type: 'close files' }
  /** Stops reading files of which nothing is shown, and forgets those that couldn't be read. */
  | { readonly type: 'dismiss files' };
