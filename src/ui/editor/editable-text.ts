import {
  findJsonText,
  readPlaintext,
  removeMember,
  type Decryption,
  type JsonObject,
  type Token,
} from '../../token';
import { claimsOf } from '../format/token-type';

/** The JSON of a token that can be edited. */
export interface EditableText {
  readonly header: string;
  readonly claims: string;
  /** What follows the signature and stays as it is: the disclosures of an SD-JWT. */
  readonly suffix: string;
}

/** Parameters that encryption generates (RFC 7518 §4.6 to §4.8). */
const generated = ['epk', 'iv', 'tag', 'p2s'];

/** Whether a token can be edited: its header and its claims are readable. */
export function isEditable(token: Token | undefined, decryption: Decryption | undefined): boolean {
  switch (token?.kind) {
    case 'jws':
      return token.claims !== undefined;
    case 'sd-jwt':
      return token.claims !== undefined && token.serialization === 'compact';
    case 'jwe':
      return decryption?.claims !== undefined;
    default:
      return false;
  }
}

/** Whether the header is that of an encrypted token (RFC 7516 §4.1.2). */
export function isEncryption(header: JsonObject | undefined): boolean {
  return header?.['enc'] !== undefined;
}

/** The text of a token that is editable. The new token is compact and not compressed, whatever the original is. */
export function readEditableText(token: Token, decryption: Decryption | undefined): EditableText {
  const header = findJsonText(token, 'header') ?? '{}';
  if (token.kind === 'jwe') {
    const claims = decryption === undefined ? '{}' : readPlaintext(decryption);
    return { header: removeMembers(header, generated), claims, suffix: '' };
  }
  return {
    header: isCompressed(token) ? removeMembers(header, ['zip']) : header,
    claims: findJsonText(token, 'claims') ?? JSON.stringify(claimsOf(token) ?? {}),
    suffix:
      token.kind === 'sd-jwt' ? token.raw.slice(token.jws.raw.length, token.raw.lastIndexOf('~') + 1) : '',
  };
}

function isCompressed(token: Token): boolean {
  return token.kind !== 'malformed' && token.kind !== 'jwe' && token.payloadForm?.compression !== undefined;
}

function removeMembers(json: string, names: readonly string[]): string {
  return names.reduce(
    (text, name) =>
      (removeMember(text, name) ?? []).reduceRight(
        (rest, { from, to, insert }) => rest.slice(0, from) + insert + rest.slice(to),
        text,
      ),
    json,
  );
}
