import { expect, it } from 'vitest';
import { maxFetchedLength, maxFetchedUrlLength } from '../../traffic';
import { parseDocumentRequest, parseDocumentResponse } from './document-messages';

it('copies only the URL of a request', () => {
  const url = 'https://id.test/jwks';
  expect(parseDocumentRequest({ type: 'fetch-document', url, token: 'x' })).toEqual({
    type: 'fetch-document',
    url,
  });
  for (const invalid of [undefined, 7, {}, { type: 'fetch-document' }, { type: 'other', url }]) {
    expect(parseDocumentRequest(invalid)).toBeUndefined();
  }
  const long = `https://id.test/${'x'.repeat(maxFetchedUrlLength)}`;
  expect(parseDocumentRequest({ type: 'fetch-document', url: long })).toBeUndefined();
});

it('parses responses', () => {
  const responses = [
    { type: 'document', text: '{}' },
    { type: 'no-document', failure: { reason: 'unreachable' } },
    { type: 'no-document', failure: { reason: 'status', status: 404 } },
  ] as const;
  for (const response of responses) expect(parseDocumentResponse(response)).toEqual(response);
  for (const invalid of [
    undefined,
    { type: 'document', text: 'x'.repeat(maxFetchedLength + 1) },
    { type: 'no-document' },
    { type: 'no-document', failure: { reason: 'other' } },
    { type: 'no-document', failure: { reason: 'status', status: '404' } },
  ]) {
    expect(parseDocumentResponse(invalid)).toBeUndefined();
  }
});
