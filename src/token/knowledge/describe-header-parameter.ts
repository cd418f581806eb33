import { findText, type Description } from './description';
import { describeForProvider } from './providers/describe-for-provider';
import type { About } from './providers/provider';

/** The definition of each parameter in a JWS and in a JWE. A Map, because a parameter could be named `constructor`. */
const references: ReadonlyMap<string, { readonly jws?: string; readonly jwe?: string }> = new Map([
  ['alg', { jws: 'RFC 7515 §4.1.1', jwe: 'RFC 7516 §4.1.1' }],
  ['jku', { jws: 'RFC 7515 §4.1.2', jwe: 'RFC 7516 §4.1.4' }],
  ['jwk', { jws: 'RFC 7515 §4.1.3', jwe: 'RFC 7516 §4.1.5' }],
  ['kid', { jws: 'RFC 7515 §4.1.4', jwe: 'RFC 7516 §4.1.6' }],
  ['x5u', { jws: 'RFC 7515 §4.1.5', jwe: 'RFC 7516 §4.1.7' }],
  ['x5c', { jws: 'RFC 7515 §4.1.6', jwe: 'RFC 7516 §4.1.8' }],
  ['x5t', { jws: 'RFC 7515 §4.1.7', jwe: 'RFC 7516 §4.1.9' }],
  ['x5t#S256', { jws: 'RFC 7515 §4.1.8', jwe: 'RFC 7516 §4.1.10' }],
  ['typ', { jws: 'RFC 7515 §4.1.9', jwe: 'RFC 7516 §4.1.11' }],
  ['cty', { jws: 'RFC 7515 §4.1.10', jwe: 'RFC 7516 §4.1.12' }],
  ['crit', { jws: 'RFC 7515 §4.1.11', jwe: 'RFC 7516 §4.1.13' }],
  ['enc', { jwe: 'RFC 7516 §4.1.2' }],
  ['zip', { jws: 'SMART Health Cards Framework 1.4.0, Health Cards are Small', jwe: 'RFC 7516 §4.1.3' }],
  ['epk', { jwe: 'RFC 7518 §4.6.1.1' }],
  ['apu', { jwe: 'RFC 7518 §4.6.1.2' }],
  ['apv', { jwe: 'RFC 7518 §4.6.1.3' }],
  ['iv', { jwe: 'RFC 7518 §4.7.1.1' }],
  ['tag', { jwe: 'RFC 7518 §4.7.1.2' }],
  ['p2s', { jwe: 'RFC 7518 §4.8.1.1' }],
  ['p2c', { jwe: 'RFC 7518 §4.8.1.2' }],
  ['iss', { jwe: 'RFC 7519 §5.3' }],
  ['sub', { jwe: 'RFC 7519 §5.3' }],
  ['aud', { jwe: 'RFC 7519 §5.3' }],
  ['b64', { jws: 'RFC 7797 §3' }],
  ['ppt', { jws: 'RFC 8225 §8.1' }],
  ['url', { jws: 'RFC 8555 §6.4.1', jwe: 'RFC 8555 §6.4.1' }],
  ['nonce', { jws: 'RFC 8555 §6.5.2', jwe: 'RFC 8555 §6.5.2' }],
  ['svt', { jws: 'RFC 9321' }],
  ['iheSSId', { jws: 'https://profiles.ihe.net/ITI/DSGj/Volume3/ch-5.10.html' }],
  ['jwt', { jws: 'OpenID for Verifiable Presentations 1.0 §12' }],
  ['client_id', { jws: 'RFC 6749 §2.2' }],
  ['trust_chain', { jws: 'OpenID Federation 1.0 §4.3' }],
  ['peer_trust_chain', { jws: 'OpenID Federation 1.0 §4.4' }],
]);

/**
 * What a header parameter means to the provider that issued the token, or otherwise in the IANA registry, in a JWS or
 * (`format: 'jwe'`) a JWE; undefined if it's unknown in that format. For its value, see `describeValue`.
 */
export function describeHeaderParameter(
  name: string,
  { format = 'jws', ...about }: About & { readonly format?: 'jws' | 'jwe' } = {},
): Description | undefined {
  const byProvider = describeForProvider('header parameter', name, about);
  if (byProvider) return byProvider;
  const reference = references.get(name)?.[format];
  if (reference === undefined) return undefined;
  const code = `headers.${name}`;
  const text = (format === 'jwe' && findText(`${code}@jwe`)) || findText(code);
  return text && { ...text, reference };
}

/** The names of the registered header parameters in this format. */
export function listHeaderParameterNames(format: 'jws' | 'jwe'): readonly string[] {
  return [...references].flatMap(([name, reference]) => (reference[format] === undefined ? [] : [name]));
}
