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

/** The text of a fetched document, or why there is none. */
export type DocumentResponse =
  | { readonly type: 'document'; readonly text: string }
  | { readonly type: 'no-document'; readonly failure: FetchFailure };

const reasons = ['address', 'unreachable', 'too large', 'timed out'] as const;

/**
 * Parses a request to fetch a document; undefined for any other value. Doesn't check whether the URL may be fetched.
 */
export function parseDocumentRequest(value: unknown): DocumentRequest | undefined {
  return guarded(() => {
    const { type, url } = membersOf(value);
    return type === 'fetch-document' && isText(url, maxFetchedUrlLength) ? { type, url } : undefined;
  });
}

/** Parses the background's response; undefined for any other value, and for a text longer than `maxFetchedLength`. */
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
