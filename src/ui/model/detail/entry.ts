import { checkLifetime, decode, describeTokenType, type Token, type TypeLocation } from '../../../token';
import type { TokenRow } from '../../../traffic';
import { isCredentials } from '../../format/malformed';
import { claimsOf, type ListedType } from '../../format/token-type';

/** Lists show and compare at most this many characters of a claim. */
const listedLength = 200;

/** What a list shows about a token. */
export interface Facts {
  readonly token: Token;
  readonly type: ListedType;
  /** The text of credentials without a token. Empty if the token has no subject. */
  readonly subject: string;
  /** Several are separated by commas. */
  readonly audience: string;
  readonly issuer: string;
  /** Whether the claims are known. */
  readonly isReadable: boolean;
  /** The issuer's host if the issuer is an ASCII URL; otherwise the issuer. */
  readonly issuerHost: string;
  /** `Infinity` if the token never expires. */
  readonly expiresAtSeconds: number;
}

/**
 * Pass `claims` if more are known than the token's own, such as decrypted or disclosed ones. `locations` are where the
 * token was found.
 */
export function createFacts(
  token: Token,
  claims = claimsOf(token),
  locations: readonly TypeLocation[] = [],
): Facts {
  // An encrypted token may repeat its issuer in the header (RFC 7519 §5.3), and AWS load balancers put it only there.
  const issuer = readText(claims?.['iss'] ?? token.header?.['iss']);
  return {
    token,
    type: token.kind === 'malformed' ? 'malformed' : describeTokenType(token, locations).type,
    subject: readText(claims?.['sub'] ?? (isCredentials(token) ? token.raw : undefined)),
    audience: readAudience(claims?.['aud']),
    issuer,
    isReadable: claims !== undefined,
    // Other issuers are shown as written, together with the host as browsers parse it.
    issuerHost: (/^[!-~]*$/.test(issuer) && URL.canParse(issuer) && new URL(issuer).host) || issuer,
    // The expiry doesn't depend on the current time, so any time will do.
    expiresAtSeconds: checkLifetime(claims, 0, token.header).expiresAtSeconds ?? Infinity,
  };
}

function readFacts({ raw, typeLocation }: TokenRow): Facts {
  return createFacts(decode(raw, { repair: true }), undefined, typeLocation && [typeLocation]);
}

function readAudience(aud: unknown): string {
  const names: readonly unknown[] = Array.isArray(aud) ? aud.slice(0, listedLength) : [aud];
  return readText(names.filter((name) => typeof name === 'string').join(', '));
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, listedLength) : '';
}

/** One row of the list. Its token is decoded lazily, and only once. */
export interface Entry {
  readonly row: TokenRow;
  readonly facts: Facts;
}

/** An entry for a row. Reuses the decoded token of an earlier state of the row. */
export function createEntry(row: TokenRow, before: Entry | undefined): Entry {
  let facts: Facts | undefined;
  return {
    row,
    get facts() {
      facts ??=
        before?.row.raw === row.raw &&
        (before.row.typeLocation === undefined) === (row.typeLocation === undefined)
          ? before.facts
          : readFacts(row);
      return facts;
    },
  };
}
