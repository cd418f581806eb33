import type { Sighting } from './sighting';

/** One row of the token list: what is held of one distinct token, without its sightings. */
export interface TokenRow {
  /** Stable for the life of the log, never reused. */
  readonly id: number;
  readonly raw: string;
  /** When the first carrier was sent, or read, or reported. */
  readonly firstSeenMs: number;
  /** The same of the last one. A storage entry read again does not move it: a token that sits there does nothing. */
  readonly lastSeenMs: number;
  /** How many requests carried it: a response that delivers it does not count. */
  readonly requests: number;
  /** How many of those were answered 401 or 403 (RFC 9110 §15.5.2, §15.5.4). */
  readonly refused: number;
  /** When a request last carried it. */
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
  /** Exchanges of which a part could not be read, or nothing. */
  readonly unreadable: number;
  /** Requests that the page made and the browser did not tell. */
  readonly untold: number;
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
  /** The sightings of the token that the panel looks at, newest last; `replace` false appends. */
  | {
      readonly type: 'sightings';
      readonly id: number;
      readonly replace: boolean;
      readonly sightings: readonly Sighting[];
    };

/** What a panel asks of the log's owner. */
export type FeedRequest =
  | { readonly type: 'settings'; readonly settings: LogSettings }
  | { readonly type: 'clear' }
  /** Send this token's sightings now and whenever there are more; undefined: none. */
  | { readonly type: 'look'; readonly id: number | undefined }
  | { readonly type: 'remember'; readonly screen: ScreenState };
