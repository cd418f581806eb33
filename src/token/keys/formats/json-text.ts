import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import type { KeyMaterial } from '../key-material';
import { curveOids } from './asn1/oids';
import { parseDidDocument } from './did';
import { parseKeyBytes } from './key-bytes';
import { searchMembers } from './json-members';
import { isPemText, parsePemText } from './pem-text';
import { parsePrintedNumbers } from './printed-numbers';
import type { KeyText } from './text';
import { maxKeyTexts } from '../limits';

/** Parses a text inside another: the value of a member that can contain a key. */
export type Parse = (text: string) => KeyText | undefined;

/** Members with the address of a JWKS: of discovery (OpenID Connect Discovery 1.0 §3), and of settings of software. */
const ADDRESS_MEMBERS = ['jwks_uri', 'jwksUri', 'jwks_url', 'jwksUrl', 'jwk_url'];
/** Usual names of members with a key, which aren't a `kid`. */
const USUAL_NAME = /^[a-z_.-]*(?:key|pem|cert|certificate|crt|pub|public|private|value|data|x509)s?$/i;
/** A string of JSON (RFC 8259 §7), with or without its end, so that each is searched for once. */
const STRING = /"[^"\\]*(?:\\(?:\r?\n[ \t]*)?[^][^"\\]*)*"?/g;
/** A line break and the indentation after it. */
const WRAP = /(?:\r\n|[\r\n])[ \t]*/g;
/** RFC 7517 §4.7: a certificate in base64. */
const CERTIFICATE = /^MI[\w+/=\s-]{100,}$/;

/**
 * A JWK, a JWKS, a map of PEMs, a DID document, an `x5c` array or a discovery document; or JSON that contains one of
 * them. Undefined for text that isn't JSON and for a JSON string without a key: secrets can be in braces or quotes.
 */
export function parseJsonKey(text: string, parse: Parse): KeyText | undefined {
  if (!/^[{["]/.test(text)) return undefined;
  const value = parseJson(text);
  if (value !== undefined) return parseValue(value, text, parse);
  const unwrapped = unwrapStrings(text);
  const unwrappedValue = unwrapped === text ? undefined : parseJson(unwrapped);
  const key = unwrappedValue === undefined ? undefined : parseValue(unwrappedValue, unwrapped, parse);
  return key?.form === 'unreadable' ? undefined : key;
}

/** Undefined for text that isn't JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object or a list without the line breaks that a terminal or mail put into its strings, where JSON has none. */
function unwrapStrings(text: string): string {
  return text.startsWith('"') ? text : text.replace(STRING, (string) => string.replace(WRAP, ''));
}

function parseValue(value: unknown, text: string, parse: Parse): KeyText | undefined {
  if (typeof value === 'string') return parse(value);
  if (Array.isArray(value)) return parseArray(value, parse);
  if (!isJsonObject(value)) return undefined;
  const key = parseObject(value, parse);
  // Go writes numbers that are too long for `JSON.parse`.
  return key.form === 'unreadable' ? (parsePrintedNumbers(text) ?? key) : key;
}

/** Undefined for texts that aren't keys: several secrets, or the lines of an environment. */
function parseArray(values: readonly unknown[], parse: Parse): KeyText | undefined {
  const asSet: KeyText = { form: 'jwks', keys: values };
  if (values.length === 0) return asSet;
  if (isCertificates(values)) return { form: 'x5c', x5c: values };
  if (values.every((value): value is string => typeof value === 'string')) {
    // The lines of one text.
    const [first = ''] = values;
    if (/^\W{0,8}BEGIN /.test(first) && !/\bEND /.test(first)) {
      return parse(values.join('\n')) ?? asSet;
    }
    const keys = values
      .slice(0, maxKeyTexts)
      .map(parse)
      .filter((key) => key !== undefined);
    return keys.length === 0 ? undefined : { form: 'named', entries: keys.map((text) => ({ text })) };
  }
  const [only] = values;
  if (values.length === 1 && isJsonObject(only) && only.kty === undefined) return parseObject(only, parse);
  if (values.every(isJsonObject) && values.every((value) => describe(value) === 'json_no_key')) {
    const hasKey = searchMembers({ list: values }, parseKnownObject, parse) !== undefined;
    if (!hasKey) return { form: 'unreadable', material: 'json_no_key' };
  }
  // Java's bytes are signed.
  const isBytes = values.every(
    (value) => Number.isInteger(value) && Number(value) >= -128 && Number(value) < 256,
  );
  return (isBytes ? parseKeyBytes(Uint8Array.from(values as number[]), true, parse) : undefined) ?? asSet;
}

function parseObject(value: JsonObject, parse: Parse): KeyText {
  const known = parseKnownObject(value);
  if (known !== undefined) return known;
  // A `Buffer` of Node.
  if (value.type === 'Buffer' && Array.isArray(value.data)) {
    return parseArray(value.data, parse) ?? { form: 'unreadable', material: describe(value) };
  }
  // RFC 7591 §2: a client's keys are in its metadata; RFC 7800 §3.2: a token's are in "cnf".
  for (const inner of [value.jwks, value.jwk, value.cnf]) {
    const key = isJsonObject(inner)
      ? (parseKnownObject(inner) ?? searchMembers(inner, parseKnownObject, parse))
      : undefined;
    if (key !== undefined) return key;
  }
  const jwksUri = ADDRESS_MEMBERS.map((name) => value[name]).find((address) => typeof address === 'string');
  if (jwksUri !== undefined) return { form: 'discovery', jwksUri };
  return searchMembers(value, parseKnownObject, parse) ?? { form: 'unreadable', material: describe(value) };
}

/** An object that is a key, or a set of keys, by its members. */
function parseKnownObject(value: JsonObject): KeyText | undefined {
  const { kty, keys, x5c } = value;
  if (typeof kty === 'string') return { form: 'jwk', jwk: value };
  if (Array.isArray(keys)) return { form: 'jwks', keys };
  const ofDotNet = parseDotNetObject(value);
  if (ofDotNet !== undefined) return ofDotNet;
  if (Array.isArray(x5c) && isCertificates(x5c)) return { form: 'x5c', x5c };
  return parseNamed(isJsonObject(keys) ? keys : value) ?? parseDidDocument(value);
}

/** .NET's `RSAParameters`, `ECParameters`, and `JsonWebKey`, which a serializer writes with capital letters. */
function parseDotNetObject(value: JsonObject): KeyText | undefined {
  if (typeof value.Kty === 'string') {
    const members = Object.entries(value).filter(([, member]) => member !== null);
    return {
      form: 'jwk',
      jwk: Object.fromEntries(members.map(([name, member]) => [name.toLowerCase(), member])),
    };
  }
  if (Array.isArray(value.Keys) && value.Keys.every(isJsonObject) && value.Keys.length > 0) {
    const keys = value.Keys.map(parseDotNetObject);
    const jwks = keys.flatMap((key) => (key?.form === 'jwk' ? [key.jwk] : []));
    if (jwks.length === value.Keys.length) return { form: 'jwks', keys: jwks };
  }
  const [n, e] = [value.Modulus ?? value.modulus, value.Exponent ?? value.exponent];
  if (isMember(n) && isMember(e)) return { form: 'jwk', jwk: { kty: 'RSA', n, e, ...readPrivate(value) } };
  const { Curve: curve, Q: point } = value;
  if (!isJsonObject(curve) || !isJsonObject(point)) return undefined;
  const oid = isJsonObject(curve.Oid) ? curve.Oid : {};
  const name = typeof oid.FriendlyName === 'string' ? oid.FriendlyName.replace(/^ECDSA_/i, '') : undefined;
  const crv = curveOids.get(String(oid.Value)) ?? name;
  const { X: x, Y: y } = point;
  return crv !== undefined && isMember(x) && isMember(y)
    ? { form: 'jwk', jwk: { kty: 'EC', crv, x, y } }
    : undefined;
}

/** The private members of `RSAParameters` by their names in a JWK (RFC 7518 §6.3.2). */
function readPrivate(value: JsonObject): JsonObject {
  const { D, P, Q, DP, DQ, InverseQ } = value;
  const members = Object.entries({ d: D, p: P, q: Q, dp: DP, dq: DQ, qi: InverseQ });
  return members.every(([, member]) => isMember(member)) ? Object.fromEntries(members) : {};
}

/** Bytes are base64, or a list of numbers. */
function isMember(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.length > 0);
}

/** The key of an entry of a set that isn't a JWK: of Keycloak, FusionAuth, UAA, or Auth0's management API. */
export function parseKeyEntry(entry: JsonObject, parse: Parse): KeyText | undefined {
  return searchMembers(entry, parseKnownObject, parse);
}

function isCertificates(values: readonly unknown[]): values is readonly string[] {
  return values.length > 0 && values.every((value) => typeof value === 'string' && CERTIFICATE.test(value));
}

/** RFC 7517 §4.1 requires "kty"; without it, the numbers show that the object is an incomplete JWK. */
function describe({ n, e, x, y, crv, d }: JsonObject): KeyMaterial {
  const isRsa = typeof n === 'string' && (e !== undefined || d !== undefined);
  const isPoint = typeof x === 'string' && (y !== undefined || crv !== undefined);
  return isRsa || isPoint ? 'jwk_broken' : 'json_no_key';
}

/** PEMs or certificates in base64 by their `kid`, as Google publishes them; undefined for any other object. */
function parseNamed(map: JsonObject): KeyText | undefined {
  const entries = Object.entries(map);
  if (entries.length === 0) return undefined;
  const keys = entries.flatMap(([name, value]) => {
    const text = typeof value === 'string' ? parseMapped(value) : undefined;
    return text === undefined ? [] : [{ ...(!USUAL_NAME.test(name) && { kid: name }), text }];
  });
  if (keys.length < entries.length) return undefined;
  const isNamed = keys.every(({ kid }) => kid !== undefined);
  return { form: 'named', entries: isNamed ? keys : keys.map(({ text }) => ({ text })) };
}

function parseMapped(value: string): KeyText | undefined {
  if (isPemText(value)) return parsePemText(value);
  return CERTIFICATE.test(value) ? { form: 'x5c', x5c: [value] } : undefined;
}
