/**
 * What a browser shows of a channel: `yes` in a tab of any site, `watched` only once the site is watched, `no` in
 * neither case.
 */
export type Shown = 'yes' | 'watched' | 'no';

/** One way in which a token travels or is kept. */
export interface Channel {
  /** The subject of its token and the name of its button; no id contains another. */
  readonly id: string;
  /** For the README, as Markdown. */
  readonly title: string;
  readonly chromium: Shown;
  readonly firefox: Shown;
  /** It is the background that hears it, which Chromium lets it do after a restart. */
  readonly isHeard?: boolean;
  /** How a tab of any site says where it was: the place, the name, the unwrapping. */
  readonly place?: RegExp;
  /** Why it is not shown, or not at once. */
  readonly note?: string;
}

export type BrowserName = 'chromium' | 'firefox';
