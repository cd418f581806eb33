import type { BrowserName } from '../sources/channel';

/**
 * When a browser captures it: `yes` in a tab of any site; `ended` once the request or the stream has ended; `watched`
 * only on a watched site; `usually` unless the browser drops it first, which the Capture page then lists; `no` never.
 */
export type Captured = 'yes' | 'ended' | 'watched' | 'usually' | 'no';

/** A page that uses one library, or several alternatives, as a real app does. */
export interface LibraryPage {
  /** The name of its script in `pages`, its server in `services` and its host, `NAME.localhost`. */
  readonly name: string;
  /** The npm packages it uses, as `package.json` lists them. */
  readonly packages: readonly string[];
  /** How it uses them, if another page uses the same packages differently. */
  readonly variant?: string;
  /** The library requires TLS. */
  readonly isSecure?: boolean;
  /** Why its steps aren't tested in a browser. */
  readonly notTested?: Partial<Record<BrowserName, string>>;
}

/** One step of a library in which a token is sent, received or stored. */
export interface Scenario {
  /** The name of its page. */
  readonly page: string;
  /** For docs/libraries.md, as Markdown. */
  readonly step: string;
  /** The name under which the page's server recorded the token. */
  readonly token: string;
  /** Matches one line of the token's "Requests" section: URL, status, location, name, path. */
  readonly location: RegExp;
  readonly chromium: Captured;
  readonly firefox: Captured;
  /** Reloads the page first, because storage is read when a document has loaded. */
  readonly isAfterReload?: boolean;
  /** The line of the Capture page that lists it while it isn't captured: its code, or a match of its text. */
  readonly listed?: string | RegExp;
  /** Why it isn't captured, or not at once. */
  readonly note?: string;
}

export type { BrowserName };
