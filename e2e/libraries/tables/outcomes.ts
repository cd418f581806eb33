import type { Scenario } from '../scenario';

type Outcome = Pick<Scenario, 'chromium' | 'firefox' | 'listed' | 'note'>;

/** In both browsers, on any site. */
export const captured: Outcome = { chromium: 'yes', firefox: 'yes' };

export const socketMessage: Outcome = {
  chromium: 'yes',
  firefox: 'watched',
  listed: 'stream messages',
  note: "Firefox doesn't report WebSocket messages to DevTools extensions.",
};

/** A request whose response stays open, and the events of one that is an event stream. */
export const openRequest: Outcome = {
  chromium: 'yes',
  firefox: 'ended',
  listed: 'stream messages',
  note: 'Firefox reports a request when its response ends.',
};

/** The body of a response that stays open and isn't an event stream. */
export const openBody: Outcome = {
  chromium: 'ended',
  firefox: 'ended',
  listed: /other bodies when the request ends|reports a request when it ends/,
  note: 'Browsers report the body of a response when it ends.',
};
