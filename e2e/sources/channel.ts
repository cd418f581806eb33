/**
 * When a browser captures a channel: `yes` in a tab of any site, `watched` only once the site is watched, `no` in
 * neither case.
 */
export type CaptureLevel = 'yes' | 'watched' | 'no';

/** One way to send, receive or store a token. */
export interface Channel {
  /** The subject of its token and the name of its button. No ID contains another. */
  readonly id: string;
  /** For docs/sources.md, as Markdown. */
  readonly title: string;
  readonly chromium: CaptureLevel;
  readonly firefox: CaptureLevel;
  /** In Chromium only `webRequest` reports it, which needs a restart of the browser. */
  readonly needsWebRequest?: boolean;
  /** What the panel shows in a tab of any site: the location, the name and how the token was unwrapped. */
  readonly location?: RegExp;
  /** Why it isn't captured, or not at once. */
  readonly note?: string;
}

export type BrowserName = 'chromium' | 'firefox';
