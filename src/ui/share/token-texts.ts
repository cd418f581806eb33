import { decode, exactText, placeholderSignature, type Token } from '../../token';
import { personalClaims } from '../../traffic';
import { replacedClaims } from '../format/preferences';
import { writeFenced } from './fence';
import { asExchange, sanitizeAll } from './sanitize';
import type { ShownToken } from './shown-token';

/** A token in formats to share. Undefined for one that can’t be written without a secret. */
export interface TokenTexts {
  /** Header and claims for a ticket. */
  readonly markdown: string | undefined;
  /** Header and claims. */
  readonly json: string | undefined;
  /** The token without its signature. */
  readonly redacted: string | undefined;
}

/** Padded to a length that base64url can have. */
const placeholder = `${placeholderSignature}000`;

/**
 * Writes a token without anything that can be used: its signature, and tokens, keys and other secrets in its claims.
 * Personal claims stay, since the user shares what the claims are, except for those that are selected on the options page.
 */
export async function writeTokenTexts({ title, token, header, claims }: ShownToken): Promise<TokenTexts> {
  const members = [
    ...(header === undefined ? [] : [`"header":${header}`]),
    ...(claims === undefined ? [] : [`"claims":${claims}`]),
  ];
  const texts = [exactText(`{${members.join(',')}}`), title, token.raw];
  const decided = Object.fromEntries([...personalClaims].map((name) => [name, false]));
  const sanitized = await sanitizeAll(texts.map(asExchange), { ...decided, ...replacedClaims.peek() });
  const [json, name, raw] = sanitized.map(({ text }) => (text === '' ? undefined : text));
  return {
    markdown:
      json && `**${(name ?? '').replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&')}**\n\n${writeFenced('json', json)}`,
    json,
    redacted: raw && redactToken(decode(raw)),
  };
}

/** The token without its signature, or with nothing but its header if it’s encrypted: nobody can use it. */
function redactToken(token: Token): string | undefined {
  if (token.kind === 'malformed' || token.serialization !== 'compact') return undefined;
  const [jws = ''] = token.raw.split('~');
  const [header = '', ...parts] = jws.split('.');
  if (token.kind === 'jwe')
    return `${header}.${parts.map((part) => (part === '' ? '' : placeholder)).join('.')}`;
  const payload = parts.slice(0, -1).join('.');
  return `${header}.${payload}.${parts.at(-1) === '' ? '' : placeholder}`;
}
