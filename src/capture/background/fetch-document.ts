import browser, { type Runtime } from 'webextension-polyfill';
import { isTrustworthyUrl, maxFetchedLength } from '../../traffic';
import {
  parseDocumentRequest,
  type DocumentResponse,
  type FetchFailure,
} from '../protocol/document-messages';
import { isOwnPage } from '../protocol/extension-page';

/** How long a request may take, with its body. */
const timeLimitMs = 10_000;

/**
 * Fetches documents for the extension's pages, which can't connect themselves. Nothing else in the extension connects:
 * the user clicks a button with the name of the host for each request.
 * Call it while the background starts, otherwise the browser doesn't wake it for these messages.
 */
export function serveDocuments(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const request = isOwnPage(sender) ? parseDocumentRequest(message) : undefined;
    return request && fetchDocument(request.url);
  });
}

/**
 * Requests a URL without cookies, credentials, a referrer or a cache, and follows no redirect: what it responds with is
 * from exactly this URL. Never rejects.
 */
export async function fetchDocument(url: string): Promise<DocumentResponse> {
  if (!isTrustworthyUrl(url) || new URL(url).username !== '' || new URL(url).password !== '') {
    return failed({ reason: 'address' });
  }
  const signal = AbortSignal.timeout(timeLimitMs);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (!response.ok) return failed({ reason: 'status', status: response.status });
    const text = await readText(response);
    return text === undefined ? failed({ reason: 'too large' }) : { type: 'document', text };
  } catch {
    return failed({ reason: signal.aborted ? 'timed out' : 'unreachable' });
  }
}

/** Undefined if it's longer than the limit. Stops reading there, since a server can send without an end. */
async function readText({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length <= maxFetchedLength) continue;
    await reader.cancel();
    return undefined;
  }
}

function failed(failure: FetchFailure): DocumentResponse {
  return { type: 'no-document', failure };
}
