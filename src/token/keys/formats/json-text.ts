import { isJsonObject } from '../../json/read-json';
import { MAX_JSON_DEPTH } from '../../limits';
import type { JsonObject } from '../../token';
import { parseDidDocument } from './did';
import { parseKeyBytes } from './key-bytes';
import { isPemText, parsePemText } from './pem-text';
import type { KeyText } from './text';

/** Parses a text inside another: the value of a member that can contain a key. */
type Parse = (text: string) => KeyText | undefined;

/**
 * A JWK, a JWKS, a map of PEMs, a DID document, an `x5c` array or a discovery document; or JSON that contains one of
 * them. Undefined for text that isn't JSON and for a JSON string without a key: secrets can be in braces or quotes.
 */
export function parseJsonKey(text: string, parse: Parse): KeyText | undefined {
  if (!/^[{["]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return parse(value);
  if (Array.isArray(value)) return parseArray(value, parse);
  return isJsonObject(value) ? parseObject(value, parse, MAX_JSON_DEPTH) : undefined;
}

function parseArray(values: readonly unknown[], parse: Parse): KeyText {
  const asSet: KeyText = { form: 'jwks', keys: values };
  if (values.length === 0) return asSet;
  // RFC 7517 §4.7: base64 certificates, as some key pages list them.
  if (
    values.every((value): value is string => typeof value === 'string' && /^MI[\w+/=\s-]{100,}$/.test(value))
  ) {
    return { form: 'x5c', x5c: values };
  }
  if (values.every((value): value is string => typeof value === 'string')) {
    const keys = values.map(parse).filter((key) => key !== undefined);
    return keys.length === 0 ? asSet : { form: 'named', entries: keys.map((text) => ({ text })) };
  }
  const isBytes = values.every(
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256,
  );
  return (isBytes ? parseKeyBytes(Uint8Array.from(values as number[]), true, parse) : undefined) ?? asSet;
}

function parseObject(value: JsonObject, parse: Parse, depth: number): KeyText {
  if (typeof value.kty === 'string') return { form: 'jwk', jwk: value };
  if (Array.isArray(value.keys)) return { form: 'jwks', keys: value.keys };
  const named = parseNamed(isJsonObject(value.keys) ? value.keys : value);
  if (named !== undefined) return named;
  // RFC 7591 §2: a client's keys are in its metadata; RFC 7800 §3.2: a token's are in "cnf".
  for (const inner of [value.jwks, value.jwk, value.cnf]) {
    if (isJsonObject(inner) && depth > 0) return parseObject(inner, parse, depth - 1);
  }
  if (typeof value.jwks_uri === 'string') return { form: 'discovery', jwksUri: value.jwks_uri };
  return (
    parseDidDocument(value) ?? parseMembers(value, parse) ?? { form: 'unreadable', material: describe(value) }
  );
}

/** RFC 7517 §4.1 requires "kty"; without it, the numbers show that the object is an incomplete JWK. */
function describe({ n, e, x, y, crv, d }: JsonObject): 'jwk_broken' | 'json_no_key' {
  const isRsa = typeof n === 'string' && (e !== undefined || d !== undefined);
  const isPoint = typeof x === 'string' && (y !== undefined || crv !== undefined);
  return isRsa || isPoint ? 'jwk_broken' : 'json_no_key';
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

/** A key among other members, as in a service account file or a realm description. */
function parseMembers(value: JsonObject, parse: Parse): KeyText | undefined {
  for (const member of Object.values(value)) {
    const inner = typeof member === 'string' ? parse(member) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
