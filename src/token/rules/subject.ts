import { isAwsLoadBalancer } from '../decode/header';
import { isJsonObject } from '../json/read-json';
import type { JsonObject, Token } from '../token';
import type { TypeLocation } from '../type/by-location';
import { describeTokenType } from '../type/describe-token-type';
import type { TokenType } from '../type/token-type';
import { findTypeByClaims } from '../type/by-claims';
import type { CheckContext, Subject } from './rule';
import { maxCheckedSignatures } from './limits';

/** What the rules read from a token. Claims that were disclosed or decrypted replace those of the token itself. */
export function createSubject(token: Token, context: CheckContext): Subject {
  const own = findUse(token, context);
  return {
    token,
    use: own === 'JWT' ? (context.use ?? own) : own,
    header: token.header ?? {},
    claims: findClaims(token, context) ?? {},
    context,
  };
}

/** Whether there are claims that can be missing: not in a binary payload, and not before decryption. */
export function hasClaims({ token, context }: Subject): boolean {
  return findClaims(token, context) !== undefined;
}

/** One subject for each signature, each with the header of that signature (RFC 7515 §7.2.1). */
export function splitSignatures(subject: Subject): readonly Subject[] {
  const { token } = subject;
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  if (jws.kind !== 'jws' || jws.signatures.length < 2) return [subject];
  return jws.signatures.slice(0, maxCheckedSignatures).map((each) => {
    const { header, signature } = each;
    const one = { ...jws, header, signature, signatures: [each] };
    return {
      ...subject,
      token: token.kind === 'sd-jwt' ? { ...token, header, signature, jws: one } : one,
      header,
    };
  });
}

/** An encrypted token has the type of its content. */
function findUse(token: Token, context: CheckContext): TokenType {
  const { decryption } = context;
  if (token.kind === 'jwe' && decryption?.token !== undefined)
    return describeTokenType(decryption.token).type;
  if (token.kind === 'jwe' && isJsonObject(decryption?.claims)) {
    return findTypeByClaims(decryption.claims)?.type ?? 'JWT';
  }
  const { type, why } = describeTokenType(token, listLocations(context));
  // Any API may use the name `access_token` for tokens that aren't those of RFC 9068.
  return why === 'location' && type === 'access token' ? 'JWT' : type;
}

/** Where the token is known to have been, the cookie first: its name says most. */
function listLocations({ cookie, request, storage, storages }: CheckContext): readonly TypeLocation[] {
  return [cookie, request, storage, storages].flat().flatMap((facts: unknown) => {
    if (!isJsonObject(facts)) return [];
    const { location, area = 'cookie', key, name = key } = facts;
    const kind = location ?? area;
    return typeof kind === 'string' && typeof name === 'string' ? [{ kind, name, path: [] }] : [];
  });
}

function findClaims(token: Token, { decryption, disclosed }: CheckContext): JsonObject | undefined {
  if (token.kind !== 'jwe') {
    const claims = isJsonObject(disclosed?.claims) ? disclosed.claims : token.claims;
    const { exp, iss } = token.header ?? {};
    // AWS load balancers put these claims into the header.
    return claims && isAwsLoadBalancer(token.header ?? {})
      ? { ...(exp !== undefined && { exp }), ...(iss !== undefined && { iss }), ...claims }
      : claims;
  }
  if (isJsonObject(decryption?.claims)) return decryption.claims;
  const nested = decryption?.token;
  return nested === undefined || nested.kind === 'jwe' ? undefined : nested.claims;
}
