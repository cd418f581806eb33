import { checkLifetime, decode, describeTokenType, type Token } from '../../../token';
import type { TokenRow } from '../../../traffic';
import { claimsOf, type ListedType } from '../../format/token-type';

/** A list shows and compares no more of a claim than this. */
const listedLength = 200;

/** What a list says of a token. */
export interface Facts {
  readonly token: Token;
  readonly kind: ListedType;
  /** Empty when it names none. */
  readonly subject: string;
  readonly issuer: string;
  /** The issuer's host, where it is a URL of ASCII; else the issuer. */
  readonly issuerHost: string;
  /** Infinite when it says of no time that it expires then. */
  readonly expiresAtSeconds: number;
}

/** `claims` are those that can be read now, where they are more than the token shows by itself. */
export function createFacts(token: Token, claims = claimsOf(token)): Facts {
  const issuer = readText(claims?.['iss']);
  return {
    token,
    kind: token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type,
    subject: readText(claims?.['sub']),
    issuer,
    // Beyond ASCII the host as it is written is shown beside the one that browsers read.
    issuerHost: (/^[!-~]*$/.test(issuer) && URL.canParse(issuer) && new URL(issuer).host) || issuer,
    // Which end it has does not depend on when one looks.
    expiresAtSeconds: checkLifetime(claims, 0, token.header).expiresAtSeconds ?? Infinity,
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, listedLength) : '';
}

/** One row of the list. Its token is decoded when first asked for, and once. */
export interface Entry {
  readonly row: TokenRow;
  readonly facts: Facts;
}

/** An entry for a row; what was decoded for an earlier state of the same row is kept. */
export function createEntry(row: TokenRow, before: Entry | undefined): Entry {
  let facts: Facts | undefined;
  return {
    row,
    get facts() {
      facts ??= before?.row.raw === row.raw ? before.facts : createFacts(decode(row.raw, { repair: true }));
      return facts;
    },
  };
}
