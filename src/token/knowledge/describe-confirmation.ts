import { findSaid, type Description } from './description';

/** What the members of the claim `cnf` mean: `about_cnf_` and the name. */
export const confirmationSentences = {
  about_cnf_jwk: 'The public key whoever presents the token has to prove that they hold.',
  about_cnf_jwe:
    'A secret key that only the recipient can decrypt; whoever presents the token has to prove it.',
  about_cnf_kid: 'The name of a key the recipient knows; whoever presents the token has to prove it.',
  about_cnf_jku: 'A URL with public keys; whoever presents the token has to prove one of them.',
  'about_cnf_x5t@S256':
    'The SHA-256 of a client certificate; the token counts only on a connection with that certificate.',
  about_cnf_osc: 'What client and server derive their OSCORE keys from; using them is the proof.',
  about_cnf_jkt: 'The SHA-256 thumbprint of a public key; every request needs a DPoP proof by that key.',
} as const;

const references: ReadonlyMap<string, string> = new Map([
  ['jwk', 'RFC 7800 §3.2'],
  ['jwe', 'RFC 7800 §3.3'],
  ['kid', 'RFC 7800 §3.4'],
  ['jku', 'RFC 7800 §3.5'],
  ['x5t#S256', 'RFC 8705 §3.1'],
  ['osc', 'RFC 9203 §3.2.1'],
  ['jkt', 'RFC 9449 §6.1'],
]);

/** What a member of the claim `cnf` means; undefined for one that is not registered. Does not look at its value. */
export function describeConfirmation(member: string): Description | undefined {
  const reference = references.get(member);
  const said =
    reference !== undefined && findSaid(confirmationSentences, `about_cnf_${member.replace('#', '@')}`);
  return said ? { ...said, reference } : undefined;
}
