import browser from 'webextension-polyfill';
import { missedBugsKey, parseMissedBugs } from '../protocol/bug-messages';

/** What an open DevTools window, viewer or first-run page has in memory. */
export interface StoredLogData {
  /** Requests, and reads of storage. */
  readonly requests: number;
  readonly tokens: number;
  /** Keys that were entered, generated or fetched, and captured key sets. */
  readonly keys: number;
  /** What undoes writes into the page's storage, and a token that is used on all calls. */
  readonly changes: number;
  /** Texts that the user has entered: in the editor, the filter, and the text box of a viewer or the first-run page. */
  readonly texts: number;
}

/** What the extension has stored, in numbers. */
export interface StoredData {
  /** On disk: preferences, limits and columns that the user changed. */
  readonly settings: number;
  /** In memory until the browser closes: requests of watched sites, and the text in the popup. */
  readonly backgroundRequests: number;
  readonly popupTexts: number;
  /** Bugs of the background that no panel has shown yet. */
  readonly bugs: number;
  /** In the memory of open DevTools windows, viewers and first-run pages. */
  readonly logs: readonly StoredLogData[];
  /** Open DevTools windows and viewers that didn't respond in time. */
  readonly silentPages: number;
}

/** `silent`: a page didn't respond, so it may have something left. */
export type ForgetOutcome = 'forgotten' | 'left' | 'silent';

/** Only pages of the extension receive its messages. */
const channelName = 'stored data';
/** Each page with a log shares this lock as long as it's open, so the number of its holders is that of the pages. */
const lockName = 'page with a log';
/** Also without a known page, so that one that is just opening is asked as well. */
const minResponseTimeMs = 300;
/** A page that draws many new rows responds after them. */
const countDeadlineMs = 5_000;
/** To end the use of a token on all calls, the background may have to start first. */
const forgetDeadlineMs = 10_000;
/** On disk, but not settings. An empty list of either is nothing. */
const listKeys: readonly string[] = ['keptKeys', 'watchedOrigins'];
const requestKey = /^(?:pending )?web request /;

type Message =
  | { readonly type: 'count' | 'forget' | 'forgotten'; readonly id: string }
  | { readonly type: 'counted'; readonly id: string; readonly log: StoredLogData };

/**
 * In a devtools page, a viewer or a first-run page: reports what it has in memory, and forgets it on request.
 * `forgotten` is called when all pages have reported that.
 */
export function serveStoredData(
  count: () => StoredLogData,
  forget: () => Promise<void>,
  forgotten: () => void = () => {},
): void {
  void navigator.locks.request(lockName, { mode: 'shared' }, () => new Promise(() => {}));
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'counted') return;
    if (data.type === 'forgotten') return forgotten();
    const { id } = data;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
    const report = () => channel.postMessage({ type: 'counted', id, log: count() } satisfies Message);
    if (data.type === 'forget') void forget().then(report);
    else report();
  });
}

/** What the open pages have, after they have forgotten it if the request is to forget. */
async function askPages(
  type: 'count' | 'forget',
  deadlineMs: number,
): Promise<Pick<StoredData, 'logs' | 'silentPages'>> {
  const locks = (await navigator.locks.query()).held ?? [];
  const pages = locks.filter(({ name }) => name === lockName).length;
  const logs: StoredLogData[] = [];
  const id = crypto.randomUUID();
  const channel = new BroadcastChannel(channelName);
  const minResponseTime = new Promise((resolve) => setTimeout(resolve, minResponseTimeMs));
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(resolve, pages === 0 ? 0 : deadlineMs);
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.type !== 'counted' || data.id !== id) return;
      logs.push(data.log);
      if (logs.length < pages) return;
      clearTimeout(deadline);
      resolve();
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
    channel.postMessage({ type, id } satisfies Message);
  });
  await minResponseTime;
  channel.close();
  return { logs, silentPages: Math.max(0, pages - logs.length) };
}

/**
 * Counts what is stored on disk, in the session's memory, and in open pages. Waits at most `countDeadlineMs` for the
 * pages.
 */
export async function readStoredData(): Promise<StoredData> {
  const { local, session } = browser.storage;
  const [onDisk, inMemory, pages] = await Promise.all([
    local.get(null),
    session.get(null),
    askPages('count', countDeadlineMs),
  ]);
  return {
    settings: Object.keys(onDisk).filter((key) => !listKeys.includes(key)).length,
    backgroundRequests: Object.keys(inMemory).filter((key) => requestKey.test(key)).length,
    bugs: parseMissedBugs(inMemory[missedBugsKey]).length,
    popupTexts: typeof inMemory['draft'] === 'string' && inMemory['draft'] !== '' ? 1 : 0,
    ...pages,
  };
}

/**
 * Deletes everything on disk and in memory, also in open DevTools windows, viewers and first-run pages. Watched sites
 * must be removed before: their scripts and permissions are the browser's.
 */
export async function forgetStoredData(): Promise<ForgetOutcome> {
  try {
    const asked = await askPages('forget', forgetDeadlineMs);
    await Promise.all([browser.storage.local.clear(), browser.storage.session.clear()]);
    const { settings, backgroundRequests, popupTexts, bugs, logs, silentPages } = await readStoredData();
    if (asked.silentPages + silentPages > 0) return 'silent';
    const inPages = logs.reduce(
      (sum, { requests, tokens, keys, changes, texts }) => sum + requests + tokens + keys + changes + texts,
      0,
    );
    const isEmpty = settings + backgroundRequests + popupTexts + bugs + inPages === 0;
    return isEmpty && (await areListsEmpty()) ? 'forgotten' : 'left';
  } catch {
    return 'left';
  } finally {
    const channel = new BroadcastChannel(channelName);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- likewise
    channel.postMessage({ type: 'forgotten', id: '' } satisfies Message);
    channel.close();
  }
}

async function areListsEmpty(): Promise<boolean> {
  const lists = await browser.storage.local.get([...listKeys]);
  return Object.values(lists).every((list) => Array.isArray(list) && list.length === 0);
}
