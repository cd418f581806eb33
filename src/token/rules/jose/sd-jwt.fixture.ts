import { createHash } from 'node:crypto';
import type { OpenedDisclosure } from '../../sd-jwt/disclosed';
import { createKeyBindingResult } from '../../sd-jwt/decide-key-binding';
import { encode, makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeRequest } from '../requests/request.fixture';
import type { CheckContext } from '../rule';

const [firstSalt, secondSalt] = ['A'.repeat(22), 'B'.repeat(22)];
const header = { alg: 'ES256', typ: 'dc+sd-jwt' };
const name = encode([firstSalt, 'given_name', 'Alice']);
const city = encode([secondSalt, 'city', 'Berlin']);
const expiry = encode([secondSalt, 'exp', 2]);

function digestOf(disclosure: string): string {
  return createHash('sha256').update(disclosure).digest('base64url');
}

/** An SD-JWT with the digests of its disclosures at the top level, and others that hide claims. */
function issue(
  disclosures: readonly string[],
  claims: object = {},
  head: object = header,
  hidden: readonly string[] = [],
): string {
  const digests = [...disclosures.map(digestOf), ...hidden];
  const jws = makeToken(head, { iss: 'https://id.test', vct: 'id', exp: 2, _sd: digests, ...claims });
  return `${[jws, ...disclosures].join('~')}~`;
}

function open(problem?: OpenedDisclosure['problem'], warnings: readonly string[] = []): CheckContext {
  const disclosure = { text: name, salt: firstSalt, name: 'given_name', value: 'Alice' };
  const opened = { disclosure, digest: digestOf(name), ...(problem && { problem }) };
  return {
    disclosed: {
      claims: {},
      disclosures: [opened],
      undisclosed: [],
      hash: 'sha-256',
      isHashSupported: true,
      warnings,
    },
  };
}

function bind(problems: readonly ('typ' | 'sd_hash')[]): CheckContext {
  const { disclosed } = open();
  const verdict = {
    status: 'valid',
    reason: 'signature_matches',
    params: [],
    warnings: [],
  } as const;
  return disclosed === undefined
    ? {}
    : { disclosed: { ...disclosed, keyBinding: { ...createKeyBindingResult(problems), verdict } } };
}

const plain = issue([name]);
const bound = issue([name], { cnf: { jwk: { kty: 'EC' } } });

export const sdJwtCases: readonly RuleCase[] = [
  {
    rule: 'SDJ-DIGEST',
    variant: 'unreferenced',
    fires: { token: plain, context: open('unreferenced') },
    silent: { token: plain, context: open() },
  },
  {
    rule: 'SDJ-DIGEST',
    variant: 'repeated',
    fires: { token: plain, context: open('duplicate_digest') },
    silent: { token: plain, context: open() },
  },
  {
    rule: 'SDJ-DIGEST',
    variant: 'unknown',
    fires: { token: plain, context: open(undefined, ['SDJ-DIGEST']) },
    silent: { token: plain, context: open(undefined, ['SDJ-SALT']) },
  },
  {
    rule: 'SDJ-FORM',
    variant: 'disclosure',
    fires: { token: issue([encode([firstSalt, '_sd', 'x'])]) },
    silent: { token: plain },
  },
  {
    rule: 'SDJ-FORM',
    variant: 'name',
    fires: { token: plain, context: open(undefined, ['SDJ-FORM']) },
    silent: { token: plain, context: open() },
  },
  {
    rule: 'SDJ-ALG',
    fires: { token: issue([name], { address: { _sd_alg: 'sha-256' } }) },
    silent: { token: issue([name], { _sd_alg: 'sha-256' }) },
  },
  {
    rule: 'SDJ-KB',
    fires: { token: plain, context: bind(['sd_hash']) },
    silent: { token: plain, context: bind([]) },
  },
  {
    rule: 'SDJ-NO-KB',
    fires: {
      token: bound,
      context: { request: makeRequest({ location: 'request body', name: 'vp_token' }) },
    },
    silent: {
      token: bound,
      context: { request: makeRequest({ location: 'response body', name: 'credential' }) },
    },
  },
  {
    rule: 'SDJ-SALT',
    fires: { token: issue([name, encode([firstSalt, 'city', 'Berlin'])]) },
    silent: { token: issue([name, city]) },
  },
  {
    rule: 'SDJ-VALIDITY',
    fires: { token: issue([expiry], { exp: undefined }) },
    silent: [
      { token: issue([name], {}, header, ['A'.repeat(43)]) },
      // The other digest can be a decoy (RFC 9901 §4.2.5).
      { token: issue([name], { exp: undefined }, header, ['A'.repeat(43)]) },
    ],
  },
  {
    rule: 'SDJ-LINK',
    fires: { token: plain, context: { sites: ['https://shop.test', 'https://bank.test'] } },
    silent: { token: plain, context: { sites: ['https://shop.test', 'https://shop.test'] } },
  },
];
