import browser from 'webextension-polyfill';
import {
  parseDocumentResponse,
  type DocumentRequest,
  type DocumentResponse,
} from '../protocol/document-messages';

/** Lets the background fetch a URL. Never rejects. The request is sent even if the caller stops waiting. */
export async function requestDocument(url: string): Promise<DocumentResponse> {
  const request: DocumentRequest = { type: 'fetch-document', url };
  try {
    const response = parseDocumentResponse(await browser.runtime.sendMessage(request));
    if (response !== undefined) return response;
  } catch {
    // The background didn't respond.
  }
  return { type: 'no-document', failure: { reason: 'unreachable' } };
}
