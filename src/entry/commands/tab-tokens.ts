import {
  listTabTokens,
  readStorage,
  readStoredRequests,
  readTab,
  readTabToken,
} from '../../capture/extension/tab-tokens';
import { listWatched } from '../../capture/extension/watch';
import { createLog, summarizeTokens, type TokenLog } from '../../traffic';
import type { TabTokenCommands } from '../../ui';

/**
 * Reads the log of the tab's DevTools; if they aren't open, the requests that the background stores of a watched site, and
 * the storage of its page.
 */
export function createTabTokens(): TabTokenCommands {
  let tabId: number | undefined;
  /** Undefined while DevTools respond. */
  let log: TokenLog | undefined;
  return {
    async listTabTokens() {
      const tab = await readTab();
      tabId = tab?.id;
      if (tab === undefined) return undefined;
      const listed = await listTabTokens(tab.id);
      log = undefined;
      if (listed !== undefined) return listed;
      const [requests, watched = []] = await Promise.all([readStoredRequests(tab.id), listWatched()]);
      const isWatched = watched.includes(tab.origin);
      if (requests.length === 0 && !isWatched) return undefined;
      log = createLog();
      for (const request of requests) log.record(request);
      for (const reading of isWatched ? await readStorage(tab) : []) log.record(reading);
      return summarizeTokens(log);
    },
    async readTabToken(tokenId) {
      if (log !== undefined) return log.row(tokenId);
      return tabId === undefined ? undefined : readTabToken(tabId, tokenId);
    },
  };
}
