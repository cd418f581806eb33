import { expect, it } from 'vitest';
import { splitSource } from './source-links';

const rfc = (path: string) => `https://www.rfc-editor.org/rfc/rfc${path}`;

it('links RFCs and their sections, and leaves the rest as it is', () => {
  expect(splitSource('RFC 7519 §4.1.4')).toEqual([
    { text: 'RFC 7519 §4.1.4', url: rfc('7519#section-4.1.4') },
  ]);
  expect(splitSource('Auth0 · RFC 7515 appendix F · assumed')).toEqual([
    { text: 'Auth0 · ' },
    { text: 'RFC 7515 appendix F', url: rfc('7515#appendix-F') },
    { text: ' · assumed' },
  ]);
  expect(splitSource('OWASP')).toEqual([{ text: 'OWASP' }]);
  expect(splitSource('')).toEqual([]);
});

it('links further sections to their own document only', () => {
  expect(splitSource('RFC 9449 §4.2, §4.3 (7); RFC 7636')).toEqual([
    { text: 'RFC 9449 §4.2', url: rfc('9449#section-4.2') },
    { text: ', ' },
    { text: '§4.3', url: rfc('9449#section-4.3') },
    { text: ' (7); ' },
    { text: 'RFC 7636', url: rfc('7636') },
  ]);
  expect(splitSource('draft-ietf-oauth-rfc8725bis §2.3, §3.3')).toEqual([
    { text: 'draft-ietf-oauth-rfc8725bis §2.3, §3.3' },
  ]);
  expect(splitSource('RFC 9700 §2.4; UTS 39 §4, §5')).toEqual([
    { text: 'RFC 9700 §2.4', url: rfc('9700#section-2.4') },
    { text: '; UTS 39 §4, §5' },
  ]);
});
