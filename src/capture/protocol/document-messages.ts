import { maxFetchedLength, maxFetchedUrlLength } from '../../traffic';
import { guarded, isCount, isOneOf, isText, membersOf } from './guard';

/** Panel or popup → background, which responds with a {@link DocumentResponse}: a URL and nothing else. */
export interface DocumentRequest {
  readonly type: 'fetch-document';
  readonly url: string;
}

/**
 * Why a document couldn't be fetched. `address`: it's neither https nor on this computer. `unreachable`: there was no
 * response, a redirect, or one that other sites may not read (CORS); browsers don't report which. `status`: the server
 * responded with this status.
 */
export type FetchFailure =
  | { readonly reason: 'address' | 'unreachable' | 'too large' | 'timed out' }
  | { readonly reason: 'status'; readonly status: number };

export type DocumentResponse =
  | { readonly type: 'document'; readonly text: string }
  | { readonly type: 'no-document'; readonly failure: FetchFailure };

const reasons = ['address', 'unreachable', 'too large', 'timed out'] as const;

export function parseDocumentRequest(value: unknown): DocumentRequest | undefined {
  return guarded(() => {
    const { type, url } = membersOf(value);
    return type === 'fetch-document' && isText(url, maxFetchedUrlLength) ? { type, url } : undefined;
  });
}

export function parseDocumentResponse(value: unknown): DocumentResponse | undefined {
  return guarded(() => {
    const { type, text, failure } = membersOf(value);
    if (type === 'document') return isText(text, maxFetchedLength) ? { type, text } : undefined;
    const { reason, status } = membersOf(failure);
    if (type !== 'no-document') return undefined;
    if (reason === 'status') return isCount(status) ? { type, failure: { reason, status } } : undefined;
    return isOneOf(reasons, reason) ? { type, failure: { reason } } : undefined;
  });
}
