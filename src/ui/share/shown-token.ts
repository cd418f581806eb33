import { findJsonText, openDisclosures, readPlaintext, type JsonObject, type Token } from '../../token';
import { describeJson } from '../format/json';
import { isCredentials } from '../format/malformed';
import { hasUnprotected } from '../format/token-parts';
import { nameFacts, nameTokenWithTime } from '../format/token-name';
import { claimsOf } from '../format/token-type';
import { readExactDisclosed } from '../model/detail/exact-disclosed';
import { createFacts, type Entry } from '../model/detail/entry';
import type { PanelModel } from '../model/panel';

/** What’s copied of a token: what the details show, also of a token nested in it, with decrypted and disclosed claims. */
export interface ShownToken {
  readonly token: Token;
  /** Its owner, type and time. */
  readonly title: string;
  /** JSON with exact numbers. */
  readonly header: string | undefined;
  readonly claims: string | undefined;
  /** The signed token in an encrypted one, if it was decrypted. */
  readonly inner: Token | undefined;
}

/** Undefined for text that isn’t a token. */
export async function readShownToken(model: PanelModel, entry: Entry): Promise<ShownToken | undefined> {
  const row = entry.facts.token;
  if (isCredentials(row)) return undefined;
  const detail = model.detail.peek();
  const outermost = detail?.nestedTokens.enclosing.peek()[0] ?? detail?.token.peek();
  const token = outermost === row ? (detail?.token.peek() ?? row) : row;
  const outcome = detail?.token.peek() === token ? detail.decryption.outcome.peek() : undefined;
  const decrypted = outcome?.claims;
  return {
    token,
    title:
      token === row ? nameTokenWithTime(model.t, entry) : nameFacts(model.t, createFacts(token, decrypted)),
    header: readHeader(token),
    claims: outcome && decrypted ? readPlaintext(outcome) : await readClaims(token),
    inner: outcome?.token,
  };
}

/** JSON of a token’s own claims, as they were signed or are disclosed. */
export async function readClaims(token: Token): Promise<string | undefined> {
  const claims: JsonObject | undefined = claimsOf(token);
  if (claims === undefined) return undefined;
  if (token.kind !== 'sd-jwt') return findJsonText(token, 'claims') ?? describeJson(claims);
  const { text } = await readExactDisclosed(token, await openDisclosures(token));
  return text;
}

/** As it was signed; of JSON serialization, with the members that weren’t. */
export function readHeader(token: Token): string | undefined {
  const { header } = token;
  if (header === undefined) return undefined;
  return (hasUnprotected(token) ? undefined : findJsonText(token, 'header')) ?? describeJson(header);
}
