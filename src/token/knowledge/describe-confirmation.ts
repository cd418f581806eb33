import { findText, type Description } from './description';

const references: ReadonlyMap<string, string> = new Map([
  ['jwk', 'RFC 7800 §3.2'],
  ['jwe', 'RFC 7800 §3.3'],
  ['kid', 'RFC 7800 §3.4'],
  ['jku', 'RFC 7800 §3.5'],
  ['x5t#S256', 'RFC 8705 §3.1'],
  ['osc', 'RFC 9203 §3.2.1'],
  ['jkt', 'RFC 9449 §6.1'],
]);

/** What a member of the `cnf` claim means; undefined if it isn't registered. */
export function describeConfirmation(member: string): Description | undefined {
  const reference = references.get(member);
  if (reference === undefined) return undefined;
  const text = findText(`values.cnf.${member}`);
  return text && { ...text, reference };
}
