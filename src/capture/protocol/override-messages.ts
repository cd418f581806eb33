import { guarded, isCount, isText, membersOf } from './guard';
import { isOrigin } from './watch-messages';
import { maxAuthorizationLength } from './limits';

/** The name of the port that a devtools page opens while credentials of its tab's calls are replaced. */
export const overridePortName = 'override';
/** A service worker ends after 30 s without a message, even if a port is open. */
export const keepAliveMs = 20_000;

/** What is replaced, and where. */
export interface OverrideRule {
  readonly tabId: number;
  /** The origin of the calls. */
  readonly origin: string;
  /** The origin of the page whose calls they are, which browsers also require permission for. */
  readonly pageOrigin: string;
  readonly authorization: string;
}

/** Devtools page → background, which responds to the first two with an {@link OverrideNotice}. */
export type OverrideMessage =
  | ({ readonly type: 'set' } & OverrideRule)
  | { readonly type: 'unset' }
  /** Keeps the background running. */
  | { readonly type: 'keep alive' };

/** Background → devtools page. */
export interface OverrideNotice {
  readonly type: 'override';
  readonly status: OverrideStatus;
}

const statuses = ['on', 'off', 'needs restart'] as const;

/** Whether credentials are replaced now. `needs restart`: they can't be before the browser is restarted. */
export type OverrideStatus = (typeof statuses)[number];

/** Parses a message to the background about replacing credentials; undefined if a header can't have the credentials. */
export function parseOverrideMessage(value: unknown): OverrideMessage | undefined {
  return guarded(() => {
    const { type, tabId, origin, pageOrigin, authorization } = membersOf(value);
    if (type === 'keep alive' || type === 'unset') return { type };
    if (type !== 'set' || !isCount(tabId) || tabId === 0 || !isOrigin(origin) || !isOrigin(pageOrigin))
      return undefined;
    return isText(authorization, maxAuthorizationLength) && /^[\x20-\x7e]+$/.test(authorization)
      ? { type, tabId, origin, pageOrigin, authorization }
      : undefined;
  });
}

/** Parses the background's notice about replacing credentials; undefined for any other value. */
export function parseOverrideNotice(value: unknown): OverrideNotice | undefined {
  return guarded(() => {
    const { type, status } = membersOf(value);
    const known = statuses.find((one) => one === status);
    return type === 'override' && known !== undefined ? { type, status: known } : undefined;
  });
}
