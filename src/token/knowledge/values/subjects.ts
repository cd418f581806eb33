import { quoteForSentence } from '../../wording';
import { saySentence, type DescriptionCode } from '../description';
import type { ValueFact } from './value-fact';

/** What can be read out of a name: `about_name_`. */
export const nameSentences = {
  about_name_service_account: 'The service account $2 in the namespace $1.',
  about_name_spiffe: 'A workload in the trust domain $1.',
  about_name_connection: 'A user who signed in by the connection $1 (Auth0).',
  about_name_status: 'Entry $1 of the status list at $2.',
  about_name_same_audience: 'It is the audience too.',
  about_name_attest_full: 'Full: the phone company knows the caller and their right to the number.',
  about_name_attest_partial:
    'Partial: the phone company knows the caller, but not their right to the number.',
  about_name_attest_gateway: 'Gateway: the phone company knows only where the call came in.',
  about_name_gender_defined: 'One of the two values that OpenID Connect defines.',
  about_name_deflate: 'Compressed with DEFLATE.',
  about_name_unencoded: 'The payload was signed as it stands, without base64url.',
} as const;

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
    ...saySentence(nameSentences, code, ...params.map((param) => quoteForSentence(param ?? ''))),
  };
}
