import type { Decryption } from '../../decrypt/decryption';
import { encode, makeEncryptedToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';
import type { CheckContext } from '../rule';

const pbes2 = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 600_000, p2s: encode('8 octets') };
const epk = { kty: 'EC', crv: 'P-256', x: encode('x'.repeat(32)), y: encode('y'.repeat(32)) };

interface Lengths {
  key: number;
  iv: number;
  tag: number;
  content: number;
}

/** An encrypted token with parts of these lengths. */
function make(header: object, { key = 0, iv = 12, tag = 16, content = 10 }: Partial<Lengths> = {}): string {
  return [encode(header), ...[key, iv, content, tag].map((length) => encode('k'.repeat(length)))].join('.');
}

function decrypted(facts: Partial<Decryption>): CheckContext {
  return {
    decryption: {
      status: 'decrypted',
      reason: 'decrypted',
      params: [],
      warnings: [],
      ...facts,
    },
  };
}

export const jweCases: readonly RuleCase[] = [
  {
    rule: 'JWE-RSA15',
    fires: { token: makeEncryptedToken({ alg: 'RSA1_5', enc: 'A256GCM' }) },
    silent: { token: makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM' }) },
  },
  {
    rule: 'JWE-P2C-HIGH',
    fires: { token: make({ ...pbes2, p2c: 1_200_001 }) },
    silent: [
      { token: make({ ...pbes2, p2c: 1_200_000 }) },
      // Only PBES2 uses it.
      { token: make({ alg: 'dir', enc: 'A128GCM', p2c: 1_200_001 }) },
    ],
  },
  {
    rule: 'JWE-P2C-LOW',
    fires: { token: make({ ...pbes2, p2c: 599_999 }) },
    silent: { token: make(pbes2) },
  },
  {
    rule: 'JWE-P2S',
    fires: { token: make({ ...pbes2, p2s: encode('7 octet') }) },
    silent: { token: make(pbes2) },
  },
  {
    rule: 'JWE-ZIP',
    fires: { token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }) },
    silent: { token: make({ alg: 'dir', enc: 'A128GCM' }) },
  },
  {
    rule: 'JWE-ZIP-BOMB',
    fires: {
      token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }),
      context: decrypted({ plaintext: new Uint8Array(1_000_000) }),
    },
    silent: [
      {
        token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }),
        context: decrypted({ plaintext: new Uint8Array(100) }),
      },
      // Repetitive JSON is often compressed to less than a tenth.
      {
        token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }),
        context: decrypted({ plaintext: new Uint8Array(20_000) }),
      },
      // A large text that is hardly compressed.
      {
        token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }, { content: 100_000 }),
        context: decrypted({ plaintext: new Uint8Array(1_000_000) }),
      },
    ],
  },
  {
    rule: 'JWE-ZIP-UNKNOWN',
    fires: { token: make({ alg: 'dir', enc: 'A128GCM', zip: 'GZ' }) },
    silent: { token: make({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }) },
  },
  {
    rule: 'JWE-NO-INNER-SIG',
    fires: { token: makeEncryptedToken(), context: decrypted({ claims: { sub: 'alice' } }) },
    // With a shared key, only its holders can have created it.
    silent: { token: make({ alg: 'dir', enc: 'A128GCM' }), context: decrypted({ claims: { sub: 'alice' } }) },
  },
  {
    rule: 'JWE-FOR-JWS',
    variant: 'typ',
    fires: { token: makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: 'dpop+jwt' }) },
    silent: { token: makeEncryptedToken({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: 'JWT' }) },
  },
  {
    rule: 'JWE-FOR-JWS',
    variant: 'proof',
    fires: { token: makeEncryptedToken(), context: { request: makeRequest({ name: 'DPoP' }) } },
    silent: { token: makeEncryptedToken(), context: { request: makeRequest() } },
  },
  {
    rule: 'JWE-FOR-JWS',
    variant: 'elsewhere',
    fires: { token: makeEncryptedToken(), context: { request: makeRequest(), signedElsewhere: true } },
    // Only holders of the shared key can create it.
    silent: {
      token: makeEncryptedToken({ alg: 'dir', enc: 'A256GCM' }),
      context: { request: makeRequest(), signedElsewhere: true },
    },
  },
  {
    rule: 'JWE-EPK',
    variant: 'missing',
    fires: { token: make({ alg: 'ECDH-ES', enc: 'A128GCM' }) },
    silent: { token: make({ alg: 'dir', enc: 'A128GCM' }) },
  },
  {
    rule: 'JWE-EPK',
    variant: 'private',
    fires: { token: make({ alg: 'ECDH-ES', enc: 'A128GCM', epk: { ...epk, d: 'AQAB' } }) },
    silent: { token: make({ alg: 'ECDH-ES', enc: 'A128GCM', epk }) },
  },
  {
    rule: 'JWE-EPK',
    variant: 'invalid',
    fires: { token: make({ alg: 'ECDH-ES', enc: 'A128GCM', epk: { ...epk, y: encode('y'.repeat(31)) } }) },
    silent: { token: make({ alg: 'ECDH-ES', enc: 'A128GCM', epk }) },
  },
  {
    rule: 'JWE-TAG',
    variant: 'tag',
    fires: { token: make({ alg: 'dir', enc: 'A256CBC-HS512' }, { iv: 16, tag: 31 }) },
    silent: { token: make({ alg: 'dir', enc: 'A256CBC-HS512' }, { iv: 16, tag: 32 }) },
  },
  {
    rule: 'JWE-TAG',
    variant: 'iv',
    fires: { token: make({ alg: 'dir', enc: 'A256CBC-HS512' }, { iv: 12, tag: 32 }) },
    silent: { token: make({ alg: 'dir', enc: 'A256GCM' }, { iv: 12, tag: 16 }) },
  },
  {
    rule: 'JWE-DIR-KEY',
    fires: { token: make({ alg: 'dir', enc: 'A128GCM' }, { key: 1 }) },
    silent: { token: make({ alg: 'dir', enc: 'A128GCM' }) },
  },
  {
    rule: 'JWE-KEY-LENGTH',
    fires: { token: make({ alg: 'A128KW', enc: 'A256GCM' }, { key: 24 }) },
    silent: [
      { token: make({ alg: 'A128KW', enc: 'A256GCM' }, { key: 40 }) },
      // A secret of another length was pasted.
      {
        token: make({ alg: 'dir', enc: 'A256GCM' }),
        context: decrypted({
          status: 'unchecked',
          reason: 'key_wrong_kind',
          warnings: ['JWE-KEY-LENGTH'],
          params: ['a', 'b', 'c', 'd'],
        }),
      },
    ],
  },
];
