import { quoteForSentence } from '../../wording';
import { createSentence, type DescriptionCode } from '../description';
import type { ValueFact } from './value-fact';
import { nameSentences } from './sentences';

/** What can be read out of `sub`. */
export function describeSubject(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string' || value.length > 1024) return [];
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(value);
  if (account) return [meaning(value, 'about_name_service_account', account[1], account[2])];
  const workload = /^spiffe:\/\/([^/]+)/.exec(value);
  if (workload) return [meaning(value, 'about_name_spiffe', workload[1])];
  const connection =
    /^(auth0|google-oauth2|windowslive|github|facebook|twitter|apple|samlp|waad|oidc|sms|email)\|/.exec(
      value,
    );
  return connection ? [meaning(value, 'about_name_connection', connection[1])] : [];
}

/** A sentence about a value, what it quotes made harmless. */
export function meaning(
  of: string,
  code: keyof typeof nameSentences & DescriptionCode,
  ...params: readonly (string | undefined)[]
): ValueFact {
  return {
    kind: 'meaning',
    of,
    ...createSentence(nameSentences, code, ...params.map((param) => quoteForSentence(param ?? ''))),
  };
}
