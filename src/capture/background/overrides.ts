import browser, { type Runtime } from 'webextension-polyfill';
import { isOwnPage } from '../protocol/extension-page';
import { overridePermission } from '../protocol/permissions';
import { matchPattern } from '../protocol/match-pattern';
import {
  overridePortName,
  parseOverrideMessage,
  type OverrideNotice,
  type OverrideRule,
  type OverrideStatus,
} from '../protocol/override-messages';
import { listWatched } from './watched-origins';

interface SessionRule {
  readonly id: number;
  readonly condition: { readonly urlFilter?: string };
}

/** The part of `declarativeNetRequest` that is used. It isn't in the polyfill's types. */
interface RequestRules {
  getSessionRules(): Promise<readonly SessionRule[]>;
  updateSessionRules(change: {
    readonly removeRuleIds: readonly number[];
    readonly addRules?: readonly SessionRule[];
  }): Promise<void>;
}

/** Undefined without the permission. */
const requestRules = () =>
  (browser as unknown as { readonly declarativeNetRequest?: RequestRules }).declarativeNetRequest;

/** A tab whose devtools page has a port open. */
interface OpenOverride {
  readonly port: Runtime.Port;
  readonly origins: readonly string[];
}

/** It takes milliseconds if it settles at all, but the machine can be busy. */
const updateDeadlineMs = 2_000;
/** By then, a devtools page whose port ended with the background has opened another one. */
const reconnectedWithinMs = 5_000;

/**
 * Replaces the `Authorization` header of one page's calls to one origin in one tab while that tab's devtools page keeps a port open.
 * The rule is a session rule: browsers keep those in memory only, and this removes it when the port closes. Rules without
 * a port, which remain if the background ended first, are removed when it starts.
 * Call it while the background starts. Does nothing in Firefox, whose DevTools can't request access to an origin.
 */
export function serveOverrides(): void {
  if (__BROWSER__ === 'firefox') return;
  /** By tab ID, which is also the rule's ID: a tab has at most one. */
  const active = new Map<number, OpenOverride>();
  // One change at a time, so that a tab's rule is always that of its last message.
  let lastChange: Promise<unknown> = Promise.resolve();
  const change = <Value>(task: () => Promise<Value>): Promise<Value> => {
    const changed = lastChange.then(task);
    lastChange = changed.catch(() => {});
    return changed;
  };
  const isNeeded = (origin: string) => [...active.values()].some(({ origins }) => origins.includes(origin));
  const giveUp = (origins: readonly string[]) =>
    removePermissions(origins.filter((origin) => !isNeeded(origin)));
  /** What can't be removed stays in the list, so that it can be ended again. */
  const remove = async (tabId: number, origins: readonly string[]) => {
    // Without the permission, no rule has an effect.
    if (await hasPermission()) await removeRule(tabId);
    active.delete(tabId);
    await giveUp(origins);
  };

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== overridePortName || port.sender === undefined || !isOwnPage(port.sender)) return;
    let ownTabId: number | undefined;
    const end = async () => {
      const override = ownTabId === undefined ? undefined : active.get(ownTabId);
      if (ownTabId === undefined || override?.port !== port) return;
      await remove(ownTabId, override.origins);
    };
    const set = async (rule: OverrideRule): Promise<OverrideStatus> => {
      ownTabId = rule.tabId;
      const before = active.get(rule.tabId)?.origins ?? [];
      const origins = [rule.origin, rule.pageOrigin];
      active.set(rule.tabId, { port, origins });
      try {
        // Without access, a rule is accepted but has no effect.
        if (!(await hasAccess(origins))) throw new Error('No access to the origins of the override');
        // The panel shows by then that there is no rule.
        await setRule(rule, [...active.keys()], () => void change(removeStale).catch(() => {}));
        return 'on';
      } catch (error) {
        if (error instanceof Unsettled) {
          active.delete(rule.tabId);
          await giveUp(origins);
          return 'needs restart';
        }
        await end();
        throw error;
      } finally {
        await giveUp(before);
      }
    };
    port.onMessage.addListener((value: unknown) => {
      const message = parseOverrideMessage(value);
      if (message === undefined || message.type === 'keep alive') return;
      const isSet = message.type === 'set';
      void change(() => (isSet ? set(message) : end().then(() => 'off' as const))).then(
        (status) => notify(port, status),
        // What can't be removed is still active.
        () => notify(port, isSet ? 'off' : 'on'),
      );
    });
    port.onDisconnect.addListener(
      () =>
        void change(end).catch(() => {
          // Nobody can end it any more, so the next change removes it as a stale one.
          if (ownTabId !== undefined && active.get(ownTabId)?.port === port) active.delete(ownTabId);
        }),
    );
  });
  browser.permissions.onRemoved.addListener(() => void change(endDenied).catch(() => {}));
  setTimeout(() => void change(removeStale).catch(() => {}), reconnectedWithinMs);

  /** The user can take back the access to a site in the browser's settings. */
  async function endDenied(): Promise<void> {
    for (const [tabId, { port, origins }] of active) {
      if (await hasAccess(origins)) continue;
      await remove(tabId, origins).then(
        () => notify(port, 'off'),
        () => {},
      );
    }
  }

  async function removeStale(): Promise<void> {
    const rules = (await requestRules()?.getSessionRules()) ?? [];
    for (const { id, condition } of rules) {
      if (!active.has(id)) await remove(id, [condition.urlFilter?.slice(1, -1) ?? '']);
    }
  }
}

function notify(port: Runtime.Port, status: OverrideStatus): void {
  try {
    port.postMessage({ type: 'override', status } satisfies OverrideNotice);
  } catch {
    // DevTools was closed meanwhile.
  }
}

/** The browser doesn't respond to a change of the rules. */
class Unsettled extends Error {}

/**
 * Chromium 156 never settles this before its next start if the permission was granted while it ran: it creates the rules
 * of an extension that has the permission when it's loaded. No API returns that state.
 */
async function updateRules(
  change: Parameters<RequestRules['updateSessionRules']>[0],
  whenTimedOut: () => void = () => {},
): Promise<void> {
  const rules = requestRules();
  if (rules === undefined) throw new Error('No permission for rules');
  let isTimedOut = false;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const updated = rules.updateSessionRules(change).then(() => {
    if (isTimedOut) whenTimedOut();
  });
  const timedOut = new Promise<void>((_resolve, reject) => {
    deadline = setTimeout(() => {
      isTimedOut = true;
      reject(new Unsettled());
    }, updateDeadlineMs);
  });
  await Promise.race([updated, timedOut]).finally(() => clearTimeout(deadline));
}

/** Also removes the rules of tabs that have none any more, which a permission that was given up leaves behind. */
async function setRule(
  { tabId, origin, pageOrigin, authorization }: OverrideRule,
  activeTabs: readonly number[],
  whenTimedOut: () => void,
): Promise<void> {
  const rule = {
    id: tabId,
    action: {
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'authorization', operation: 'set', value: authorization }],
    },
    // `fetch` and `XMLHttpRequest`. Only session rules can be limited to a tab. Without initiators, the calls of sandboxed
    // frames and of other pages in the tab would get the token as well.
    condition: {
      urlFilter: `|${origin}/`,
      initiatorDomains: [new URL(pageOrigin).hostname],
      tabIds: [tabId],
      resourceTypes: ['xmlhttprequest'],
    },
  };
  const before = (await requestRules()?.getSessionRules()) ?? [];
  const stale = before.map(({ id }) => id).filter((id) => !activeTabs.includes(id));
  await updateRules({ removeRuleIds: [...stale, tabId], addRules: [rule] }, whenTimedOut);
}

/** Rejects if the rule is still there. */
async function removeRule(tabId: number): Promise<void> {
  try {
    await updateRules({ removeRuleIds: [tabId] });
  } catch (error) {
    const rules = (await requestRules()?.getSessionRules()) ?? [];
    if (!(error instanceof Unsettled) || rules.some(({ id }) => id === tabId)) throw error;
  }
}

function hasPermission(): Promise<boolean> {
  return browser.permissions.contains(overridePermission);
}

async function hasAccess(origins: readonly string[]): Promise<boolean> {
  const patterns = origins.map((origin) => matchPattern(origin)).filter((pattern) => pattern !== undefined);
  return (
    patterns.length === origins.length &&
    browser.permissions.contains({ ...overridePermission, origins: patterns })
  );
}

/** Gives up what isn't needed any more. Origins that are watched still are. */
async function removePermissions(origins: readonly string[]): Promise<void> {
  const watched = new Set(await listWatched());
  const patterns = origins
    .filter((origin) => !watched.has(origin))
    .map((origin) => matchPattern(origin))
    .filter((pattern) => pattern !== undefined);
  // Rejects if an administrator granted the permission; then it can't be removed.
  if (patterns.length > 0) await browser.permissions.remove({ origins: patterns }).catch(() => {});
}
