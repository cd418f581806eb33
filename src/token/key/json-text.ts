import { isJsonObject } from '../json';
import { MAX_JSON_DEPTH } from '../limits';
import type { JsonObject } from '../token';
import { isPemText, parsePemText } from './pem-text';
import type { KeyText } from './text';

/** Reads a text inside another: the value of a member that may hold a key. */
type Parse = (text: string) => KeyText | undefined;

/**
 * A JWK, a set, a map of PEMs or a discovery document; or a JSON text with one of them in it. Undefined for text that is
 * not JSON or holds no key: some secrets stand in braces or quotes.
 */
export function parseJsonKey(text: string, parse: Parse): KeyText | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return parse(value);
  if (Array.isArray(value)) return { form: 'jwks', keys: value };
  return isJsonObject(value) ? parseObject(value, parse, MAX_JSON_DEPTH) : undefined;
}

function parseObject(value: JsonObject, parse: Parse, depth: number): KeyText {
  if (typeof value.kty === 'string') return { form: 'jwk', jwk: value };
  if (Array.isArray(value.keys)) return { form: 'jwks', keys: value.keys };
  const named = parseNamed(isJsonObject(value.keys) ? value.keys : value);
  if (named !== undefined) return named;
  // RFC 7591 §2: the keys of a client stand in its metadata.
  if (isJsonObject(value.jwks) && depth > 0) return parseObject(value.jwks, parse, depth - 1);
  if (typeof value.jwks_uri === 'string') return { form: 'discovery', jwksUri: value.jwks_uri };
  return (
    parseMembers(value, parse) ?? { form: 'unreadable', why: 'it is JSON with neither "kty" nor "keys"' }
  );
}

/** Undefined unless every member is a PEM. */
function parseNamed(map: JsonObject): KeyText | undefined {
  const entries = Object.entries(map);
  if (entries.length === 0) return undefined;
  const pems = entries.filter((entry): entry is [string, string] => {
    const [, text] = entry;
    return typeof text === 'string' && isPemText(text);
  });
  if (pems.length < entries.length) return undefined;
  return { form: 'named', entries: pems.map(([kid, text]) => ({ kid, text: parsePemText(text) })) };
}

/** A key among other members, as in a service account's file or a realm's description. */
function parseMembers(value: JsonObject, parse: Parse): KeyText | undefined {
  for (const member of Object.values(value)) {
    const inner = typeof member === 'string' ? parse(member) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
