import type { BrowserName } from '../sources/channel';

/**
 * When a browser shows it: `yes` in a tab of any site; `ended` once the request or the stream has ended; `watched` only
 * on a site that is watched; `usually` unless the browser drops it first, which the Capture page then lists; `no` in no
 * case.
 */
export type Captured = 'yes' | 'ended' | 'watched' | 'usually' | 'no';

/** A page that does with one library, or with several that do the same, what a real app does. */
export interface LibraryPage {
  /** The name of its script in `pages`, of its server in `services`, and of its host: `NAME.localhost`. */
  readonly name: string;
  /** The npm packages it uses, as `package.json` lists them. */
  readonly packages: readonly string[];
  /** How it uses them, where another page uses them otherwise. */
  readonly variant?: string;
  /** Its server has to speak TLS, since the library accepts nothing else. */
  readonly isSecure?: boolean;
  /** Why its steps aren't tested in a browser: nothing is known of them there. */
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
  /** One line of the token's "Requests" in the panel: URL, status, location, name, path. */
  readonly place: RegExp;
  readonly chromium: Captured;
  readonly firefox: Captured;
  /** The page is loaded again first: storage is read when a document has loaded. */
  readonly isAfterReload?: boolean;
  /** Which line of the Capture page says that it isn't captured (yet): the code of the line, or what it says. */
  readonly listed?: string | RegExp;
  /** Why it isn't captured, or not at once. */
  readonly note?: string;
}

export type { BrowserName };
