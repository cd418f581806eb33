import { quoteForSentence } from '../../wording';
import { createText } from '../description';
import type { KnowledgeCode } from '../knowledge-code';
import type { ValueFact } from './value-fact';

/** What the prefix of `sub` identifies: a service account, a workload or a connection. */
export function describeSubject(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string' || value.length > 1024) return [];
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(value);
  if (account) return [meaning(value, 'values.name.service_account', account[1], account[2])];
  const workload = /^spiffe:\/\/([^/]+)/.exec(value);
  if (workload) return [meaning(value, 'values.name.spiffe', workload[1])];
  const connection =
    /^(auth0|google-oauth2|windowslive|github|facebook|twitter|apple|samlp|waad|oidc|sms|email)\|/.exec(
      value,
    );
  return connection ? [meaning(value, 'values.name.connection', connection[1])] : [];
}

/** A text about a value. The params are quoted from the token. */
export function meaning(
  of: string,
  code: Extract<KnowledgeCode, `values.name.${string}`>,
  ...params: readonly (string | undefined)[]
): ValueFact {
  return {
    kind: 'meaning',
    of,
    ...createText(code, ...params.map((param) => quoteForSentence(param ?? ''))),
  };
}
