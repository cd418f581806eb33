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
      if (listed !== undefined) return listed === 'timed out' ? listed : { tokens: listed };
      const [{ requests, dropped }, watched = []] = await Promise.all([
        readStoredRequests(tab),
        listWatched(),
      ]);
      const isWatched = watched.includes(tab.origin);
      if (requests.length === 0 && !isWatched) return undefined;
      log = createLog();
      for (const request of requests) log.record(request);
      const readings = isWatched ? await readStorage(tab) : undefined;
      for (const reading of readings ?? []) log.record(reading);
      const gaps = {
        counts: log.counts(),
        droppedRequests: dropped,
        isStorageUnread: isWatched && readings === undefined,
      };
      return { tokens: summarizeTokens(log), gaps };
    },
    async readTabToken(tokenId) {
      if (log !== undefined) return log.row(tokenId);
      return tabId === undefined ? undefined : readTabToken(tabId, tokenId);
    },
  };
}
