import type { Jwe, JweRecipient } from '../../token';
import { quoteText, readTyp } from '../claims/claim-readers';
import { countBytes, findEphemeralKeyProblem, findWrongKeyLength, findWrongLength } from './jwe-lengths';
import { listRequests } from '../requests/request';
import type { Hit, Rule } from '../rule';
import { quoteValue } from '../../quote-value';
import { maxInflation, maxRounds } from '../../limits';
import { maxCheckedRecipients } from '../limits';

const group = 'JWE';
const MIN_ROUNDS = 600_000;
const MIN_SALT_BYTES = 8;
/** A smaller content, however small its compressed form, overloads no server. */
const MIN_BOMB_BYTES = 1_000_000;

/** Types that are a proof only by their signature, and so never encrypted. */
const SIGNED_TYPES = new Set(['dpop+jwt', 'kb+jwt', 'openid4vci-proof+jwt', 'passport']);

/** Encrypted tokens (RFC 7516): how they were made, and what encryption doesn't prove. */
export const jweRules: readonly Rule[] = [
  {
    id: 'JWE-RSA15',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.2; draft-ietf-jose-deprecate-none-rsa15; Wycheproof ModifiedPkcs15Padding',
    find: findIn(({ header }) => (header.alg === 'RSA1_5' ? { at: 'header.alg' } : undefined)),
  },
  {
    id: 'JWE-P2C-HIGH',
    group,
    severity: 'medium',
    source:
      'draft-ietf-oauth-rfc8725bis §2.10, §3.13; CVE-2023-52428, CVE-2022-36083, CVE-2023-50966, CVE-2023-50967, CVE-2023-6681',
    find: findIn(({ header: { alg, p2c } }) =>
      startsWith(alg, 'PBES2-') && typeof p2c === 'number' && p2c > maxRounds
        ? { params: [p2c, maxRounds], at: 'header.p2c' }
        : undefined,
    ),
  },
  {
    id: 'JWE-P2C-LOW',
    group,
    severity: 'low',
    source: 'RFC 7518 §4.8.1.2; draft-ietf-oauth-rfc8725bis §3.13; OWASP Password Storage; CVE-2023-31582',
    find: findIn(({ header: { alg, p2c } }) =>
      startsWith(alg, 'PBES2-') && typeof p2c === 'number' && p2c < MIN_ROUNDS
        ? { params: [p2c, MIN_ROUNDS], at: 'header.p2c' }
        : undefined,
    ),
  },
  {
    id: 'JWE-P2S',
    group,
    severity: 'low',
    source: 'RFC 7518 §4.8.1.1',
    find: findIn(({ header }) => {
      if (!startsWith(header.alg, 'PBES2-')) return undefined;
      const bytes = countBytes(header.p2s);
      return bytes < MIN_SALT_BYTES
        ? { params: [{ bytes }, { bytes: MIN_SALT_BYTES }], at: 'header.p2s' }
        : undefined;
    }),
  },
  {
    id: 'JWE-ZIP',
    group,
    severity: 'info',
    source: 'RFC 8725 §2.4, §3.6',
    find: findIn(({ header }) => (header.zip === 'DEF' ? { at: 'header.zip' } : undefined)),
  },
  {
    id: 'JWE-ZIP-BOMB',
    group,
    severity: 'medium',
    source:
      'draft-ietf-oauth-rfc8725bis §2.12, §3.15; CVE-2024-28180, CVE-2024-33664, CVE-2024-28176, CVE-2024-29371',
    find: ({ token, context: { decryption } }) => {
      if (token.kind !== 'jwe' || decryption === undefined) return undefined;
      const packed = token.ciphertext.length;
      const length = decryption.plaintext?.length ?? 0;
      const isSuspect =
        token.header.zip === 'DEF' && length >= MIN_BOMB_BYTES && length > maxInflation * packed;
      return isSuspect || decryption.reason === 'inflate_too_large'
        ? { params: [{ bytes: packed }], at: 'header.zip' }
        : undefined;
    },
  },
  {
    id: 'JWE-ZIP-UNKNOWN',
    group,
    severity: 'info',
    source: 'IANA JOSE, compression algorithms',
    find: findIn(({ header: { zip } }) =>
      zip !== undefined && zip !== 'DEF' ? { params: [quoteValue(zip)], at: 'header.zip' } : undefined,
    ),
  },
  {
    id: 'JWE-NO-INNER-SIG',
    group,
    severity: 'medium',
    source: 'RFC 8725 §2.3, §3.3; RFC 7519 §11.2; CVE-2023-51774',
    find: ({ token, context: { decryption } }) => {
      if (token.kind !== 'jwe' || decryption?.status !== 'decrypted') return undefined;
      const header = token.recipients[decryption.recipient ?? 0]?.header ?? token.header;
      const isBare = decryption.claims !== undefined && decryption.token === undefined;
      return isBare && isPublicKeyAlgorithm(header.alg)
        ? { params: [quoteText(header.alg)], at: 'header.alg' }
        : undefined;
    },
  },
  {
    id: 'JWE-FOR-JWS',
    group,
    severity: 'medium',
    source: 'draft-ietf-oauth-rfc8725bis §2.3, §3.3; CVE-2023-51774',
    find: ({ token, header, context }) => {
      if (token.kind !== 'jwe') return undefined;
      const typ = readTyp(header);
      if (SIGNED_TYPES.has(typ)) return { variant: 'typ', params: [typ], at: 'header.typ' };
      const isProof = listRequests(context).some(
        ({ location, name }) => location === 'request header' && name.toLowerCase() === 'dpop',
      );
      if (isProof) return { variant: 'proof' };
      return context.signedElsewhere === true && isPublicKeyAlgorithm(header.alg)
        ? { variant: 'elsewhere', params: [quoteText(context.request?.name)] }
        : undefined;
    },
  },
  {
    id: 'JWE-EPK',
    group,
    severity: 'medium',
    source: 'RFC 8725 §2.5, §3.4; Wycheproof rejectsInvalidCurvePoint',
    find: (subject) => {
      const hit = findIn(({ header }) =>
        startsWith(header.alg, 'ECDH-ES') ? findEphemeralKeyProblem(header.epk) : undefined,
      )(subject);
      if (hit !== undefined || subject.token.kind !== 'jwe') return hit;
      // Whether a point is on its curve is known only after trying a key.
      return subject.context.decryption?.reason === 'epk_invalid'
        ? { variant: 'invalid', params: [['x', 'y']], at: 'header.epk' }
        : undefined;
    },
  },
  {
    id: 'JWE-TAG',
    group,
    severity: 'medium',
    source: 'RFC 7518 §4.7.1, §5.2, §5.3',
    find: findIn(findWrongLength),
  },
  {
    id: 'JWE-DIR-KEY',
    group,
    severity: 'low',
    source: 'RFC 7518 §4.5, §4.6',
    find: findIn(({ header: { alg }, encryptedKey }) =>
      (alg === 'dir' || alg === 'ECDH-ES') && encryptedKey.length > 0
        ? { params: [alg, { bytes: encryptedKey.length }], at: 'header.alg' }
        : undefined,
    ),
  },
  {
    id: 'JWE-KEY-LENGTH',
    group,
    severity: 'medium',
    source: 'RFC 7518 §4.4, §4.5, §4.7, §5',
    find: findIn(findWrongKeyLength),
  },
];

/** A rule that checks each recipient of an encrypted token, and reports the first problem. */
function findIn(look: (recipient: JweRecipient, token: Jwe) => Hit | undefined): Rule['find'] {
  return ({ token }) => {
    if (token.kind !== 'jwe') return undefined;
    for (const recipient of token.recipients.slice(0, maxCheckedRecipients)) {
      const hit = look(recipient, token);
      if (hit !== undefined) return hit;
    }
    return undefined;
  };
}

/** Whether anyone with the public key can encrypt, unlike with a shared key. */
function isPublicKeyAlgorithm(alg: unknown): boolean {
  return startsWith(alg, 'RSA') || startsWith(alg, 'ECDH-ES');
}

function startsWith(alg: unknown, beginning: string): boolean {
  return typeof alg === 'string' && alg.startsWith(beginning);
}
