import browser, { type Runtime } from 'webextension-polyfill';
import type { TokenSummary, VerdictKeys } from '../../traffic';
import { isOwnPage } from '../protocol/extension-page';
import { parseTabTokensRequest, type TabToken, type TabTokens } from '../protocol/tab-tokens';

/** The log of a tab, as far as the popup may read it. */
export interface TokenSource {
  listTokens(): readonly TokenSummary[];
  /** Undefined if it isn't stored any more. */
  rawOf(tokenId: number): string | undefined;
  /** The public keys that it's verified with. */
  verdictKeysOf(tokenId: number): Promise<VerdictKeys>;
}

/** Lets the popup of this tab list the tokens in the log, and read the text of one of them. */
export function serveTabTokens(inspectedTabId: number, source: TokenSource): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const request = isOwnPage(sender) ? parseTabTokensRequest(message) : undefined;
    return request?.tabId === inspectedTabId ? respond(request) : undefined;
  });

  async function respond(
    request: NonNullable<ReturnType<typeof parseTabTokensRequest>>,
  ): Promise<TabTokens | TabToken | undefined> {
    if (request.type === 'list-tab-tokens') return { type: 'tab-tokens', tokens: source.listTokens() };
    const raw = source.rawOf(request.tokenId);
    if (raw === undefined) return undefined;
    return { type: 'tab-token', raw, ...(await source.verdictKeysOf(request.tokenId)) };
  }
}
