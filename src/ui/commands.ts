import type { Decryption, DecryptionProgress } from '../token';
import type {
  KeptKey,
  LogBounds,
  LogCounts,
  Preferences,
  RequestSummary,
  TokenLinePosition,
  VerdictKeys,
  View,
} from '../traffic';

/** The outcome of a command. `reason` is one sentence in the user's language. */
export type Result = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Writes to the clipboard; never reads it. Call it synchronously within a click or key press: browsers allow writing
 * only then.
 */
export interface CopyCommands {
  copyText(text: string): Promise<Result>;
}

/** The outcome of trying a list of secrets. `word` is the secret that signed the token. */
export type SecretSearch =
  | { readonly outcome: 'found'; readonly word: string; readonly tried: number }
  | { readonly outcome: 'none' | 'stopped'; readonly tried: number }
  | { readonly outcome: 'impossible'; readonly reason: string };

/** A search for the secret of one token in a worker. */
export interface SecretSearchOptions {
  /** A file with one secret per line; undefined for the built-in list of known secrets. */
  readonly list: File | undefined;
  /** Called from time to time with the number of tried secrets and, once known, the length of the list. */
  readonly onProgress: (tried: number, of: number | undefined) => void;
  readonly signal: AbortSignal;
}

/**
 * Tries secrets in a worker, so the page stays responsive. No time limit: the user sees the progress and can stop it.
 */
export interface SecretCommands {
  trySecrets(token: string, options: SecretSearchOptions): Promise<SecretSearch>;
}

/** One decryption in a worker. */
export interface DecryptionOptions {
  /** The user agreed to run all PBKDF2 iterations that the token's "p2c" requires. */
  readonly allowHighP2c: boolean;
  /** The cookie of the token, whose name Auth.js derives its key from. */
  readonly cookieName?: string;
  /** Called before each recipient is tried. */
  readonly onProgress: (progress: DecryptionProgress) => void;
  /** Cancels the attempt; its outcome is `cancelled`. */
  readonly signal: AbortSignal;
}

/**
 * Decrypts in a worker, so the page stays responsive. `token` is the token as it was received. Rejects if the worker
 * fails.
 */
export interface DecryptionCommands {
  decrypt(token: string, keyText: string, options: DecryptionOptions): Promise<Decryption>;
}

/**
 * The response from a URL, or why there is none. `unreachable`: the host didn't respond, redirected, or doesn't let other
 * sites read its responses (CORS).
 */
export type FetchedDocument =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'address' | 'unreachable' | 'too large' | 'timed out' }
  | { readonly ok: false; readonly reason: 'status'; readonly status: number };

/**
 * Requests an https URL, or one of this computer, without cookies. Resolves within 15 s. Call it only for a click on a
 * button with the URL's host.
 */
export interface DocumentCommands {
  fetchDocument(url: string): Promise<FetchedDocument>;
}

/** The order that the user has chosen for a list. */
export interface SortOrder {
  /** ID of a column. */
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** How the user arranged the columns of a list. What is absent is as the list has it by itself. */
export interface ListLayout {
  /** IDs of columns, from left to right. */
  readonly order?: readonly string[];
  /** Whether a column is shown, by its ID. */
  readonly visible?: Readonly<Record<string, boolean>>;
  /** Widths in pixels by the column's ID. */
  readonly widths?: Readonly<Record<string, number>>;
  readonly sort?: SortOrder;
}

/** Stores the columns of the lists on disk: IDs and widths of columns, never their content. */
export interface LayoutCommands {
  /** Resolves within 5 s; with what is stored, or nothing if that's invalid or can't be read. */
  loadLayouts(): Promise<Partial<Record<View, ListLayout>>>;
  saveLayout(view: View, layout: ListLayout): Promise<Result>;
}

/** Public keys that are kept on disk, across sessions. Neither a private key nor a secret can be stored. */
export interface KeptKeyCommands {
  /** Keeps a public key in place of one with the same thumbprint. */
  keepKey(key: KeptKey): Promise<Result>;
  /** Removes one kept key, or all of them. */
  forgetKeptKeys(thumbprint?: string): Promise<Result>;
}

/** The browser functions that the panel uses. Those with a `signal` resolve with `ok: false` when it aborts. */
export interface PanelCommands
  extends
    CopyCommands,
    SecretCommands,
    DecryptionCommands,
    DocumentCommands,
    KeptKeyCommands,
    LayoutCommands {
  /**
   * Reloads the inspected page. Resolves within 5 s, when the reload has been requested, not when the page has loaded.
   */
  reloadPage(signal: AbortSignal): Promise<Result>;
  /**
   * Starts reading the storage and calls of this origin's pages. Call it synchronously within a click: browsers show a
   * permission prompt only then. No time limit, since it waits for the user's reply to the prompt.
   * That watching is on is reported by the session, not by this result.
   */
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Stops reading them. Resolves within 5 s. */
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
  /**
   * Requests permission to change the headers of this page's calls to another origin. Call it synchronously within a
   * click. Absent if the browser doesn't support permission requests in DevTools.
   */
  readonly allowOverride?: (origins: readonly string[]) => Promise<Result>;
  /** Shows the browser's Network panel, filtered by the request. Absent if the browser can't do that. */
  readonly revealInNetwork?: (request: Pick<RequestSummary, 'method' | 'url' | 'status'>) => Promise<Result>;
}

/** What the popup restores when it's opened again: the pasted text, never a key. */
export interface Draft {
  readonly text: string;
}

/** Stores the draft in memory until the browser is closed; never on disk. */
export interface DraftStore {
  /** Resolves within 5 s; with an empty text if there is no draft or the time is over. */
  load(signal: AbortSignal): Promise<Draft>;
  save(draft: Draft): Promise<Result>;
  clear(): Promise<Result>;
}

/** The tokens that were captured in the popup's tab. */
export interface TabTokenCommands {
  /**
   * What distinguishes them, those with the newest activity first. Undefined if nothing captures the tab: its DevTools
   * aren't open, and its site isn't watched. `timed out` if its DevTools don't respond.
   */
  listTabTokens(): Promise<TabTokenList | 'timed out' | undefined>;
  /**
   * The text of one of them, and the public keys that DevTools has for it; undefined if it isn't stored any more.
   */
  readTabToken(tokenId: number): Promise<TabToken | 'timed out' | undefined>;
}

/** The tokens of the popup's tab. */
export interface TabTokenList {
  readonly tokens: readonly ListedToken[];
  /** What may be missing. Undefined if DevTools captured them: its panel shows that. */
  readonly gaps?: TabGaps;
}

/** What is missing among the tokens of a tab that only the background captured. */
export interface TabGaps {
  readonly counts: LogCounts;
  /** Requests of the site that the background dropped. */
  readonly droppedRequests: number;
  /** Whether the site is watched, but the storage of the tab's page couldn't be read. */
  readonly isStorageUnread: boolean;
}

/** A token of the shown tab, with what a panel of the tab would verify it with. */
export interface TabToken extends Partial<VerdictKeys> {
  readonly raw: string;
}

/** A token in a short list, without its text. */
export interface ListedToken {
  readonly id: number;
  /** A {@link TokenType}, `malformed`, or a type that isn't known. */
  readonly type: string;
  readonly subject: string;
  /** Several are separated by commas. */
  readonly audience: string;
  readonly line?: TokenLinePosition;
  /** Where it was last captured. */
  readonly origin: string;
  readonly lastSeenMs: number;
}

/** The browser functions that the popup uses. */
export interface PopupCommands
  extends CopyCommands, SecretCommands, DecryptionCommands, DocumentCommands, TabTokenCommands {
  readonly draft: DraftStore;
  /** Shows a text or files in a tab. Closes the popup, if it's called there. */
  showInViewer(text: string, files?: readonly File[]): Promise<Result>;
}

/**
 * A permission that the extension requested for a click, and still has. `override`: to change calls. `host`: access to
 * the sites of a match pattern.
 */
export interface GrantedPermission {
  readonly kind: 'scripting' | 'webRequest' | 'override' | 'host';
  /** The browser's name of it, or the match pattern. */
  readonly name: string;
}

/** How much the extension has stored: on disk, in memory until the browser closes, and in open DevTools windows and viewers. */
export interface StoredData {
  readonly settings: number;
  readonly backgroundRequests: number;
  readonly popupTexts: number;
  readonly bugs: number;
  readonly logs: readonly {
    readonly requests: number;
    readonly tokens: number;
    readonly keys: number;
    readonly changes: number;
    readonly texts: number;
  }[];
  /** Open DevTools windows and viewers that didn't respond. */
  readonly silentPages: number;
}

/** The browser functions that the options page uses; see {@link PanelCommands} for `watch` and `unwatch`. */
export interface OptionsCommands extends CopyCommands, Pick<KeptKeyCommands, 'forgetKeptKeys'> {
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
  /** The watched origins; undefined if they can't be read. */
  listWatched(): Promise<readonly string[] | undefined>;
  /** Saves the limits of the logs on disk. They apply to all current and future logs. */
  saveBounds(bounds: LogBounds): Promise<Result>;
  /** Saves the preferences on disk. They apply to all pages of the extension. */
  savePreferences(preferences: Preferences): Promise<Result>;
  /** Gives up a permission, which also ends each use of it. */
  removePermission(permission: GrantedPermission): Promise<Result>;
  countStoredData(): Promise<StoredData>;
  /** Deletes everything but watched sites, also in open DevTools windows, viewers and first-run pages. Succeeds only if nothing is left. */
  forgetStoredData(): Promise<Result>;
}
