import { parseDid } from './formats/did';
import { parseEncodedKey, parseKeyRuns } from './formats/encoded';
import { parseForeignKey } from './formats/foreign';
import { parseJsonKey } from './formats/json-text';
import { parseLooseJwk } from './formats/loose-jwk';
import { parseMultikey } from './formats/multibase';
import { normalizeKeyText } from './normalize';
import { parseOpensslText } from './formats/openssl-text';
import { isBrokenPem, isPemText, parseDamagedPem, parsePemText } from './formats/pem-text';
import { isSshLine } from './formats/ssh';
import type { KeyText } from './formats/text';
import { parseXmlKey } from './formats/xml';
import { findOtherInput, findToken } from './other-input';
import { findTriedMembers, listSecretTexts } from './secret-text';

type PointText = Extract<KeyText, { readonly form: 'point' }>;

/** Maximum layers: a JSON string in base64 on an environment-file line has three. */
const maxWrappings = 4;

/** Members of a JWK or a JWKS without the braces around them. */
const MEMBERS = /^["'`]?(?:kty|keys|n|e|x|y|crv|kid|use|alg|d|x5c|x5t|key_ops|jwks|publicKeyJwk)["'`]?\s*:/;
/**
 * `NAME=value` of an environment file, `name: value` of YAML with `|` or `>` for a block; not colon-separated hex, nor
 * base64 with padding.
 */
const ASSIGNMENT =
  /^(?![\dA-Fa-f]{2}:)(?:export\s+|set\s+|-\s+)?["']?[A-Za-z_][\w.-]{0,99}["']?\s*[=:]\s*(?:[|>][+-]?\s)?\s*([^]*)$/;
/** The words of an armor without its dashes. */
const REQUEST = /\bBEGIN\s{1,4}(?:NEW\s{1,4})?CERTIFICATE\s{1,4}REQUEST\b/;
/** A value that continues on the next line of a `.properties` file or of a command. */
const CONTINUED_LINE = /\\\r?\n[ \t]*/g;

/**
 * Distinguishes keys from secrets by their text alone. Signatures, decryption and signing all use this one decision:
 * text that looks like key material, public or private, readable or not, is never tried as a secret, nor is text that
 * certainly is something else, such as a token or a URL. The token's algorithm
 * is not considered (RFC 8725 §2.1). A `point` still has to be checked, which `readKeys` does.
 */
export function parseKeyText(text: string): KeyText {
  const token = findToken(text);
  if (token !== undefined) return { form: 'unreadable', material: token };
  const key = parseKey(text);
  if (key !== undefined && key.form !== 'unreadable' && !isByteList(key)) return key;
  const other = findOtherInput(text);
  if (other !== undefined) return { form: 'unreadable', material: other };
  const isConfiguration =
    key?.form === 'unreadable' && key.material === 'json_no_key' && findTriedMembers(text).length > 0;
  if (key?.form === 'unreadable' && !isConfiguration) return key;
  return findInnerKey(text) ?? { form: 'secret', text };
}

/** JSON numbers that aren't a key, as languages print the bytes of a secret. */
function isByteList(key: KeyText): boolean {
  return key.form === 'jwks' && key.keys.length > 0 && key.keys.every((entry) => typeof entry === 'number');
}

/** A key in a text that would otherwise be searched for a secret: its values must not be tried as one. */
function findInnerKey(pasted: string): KeyText | undefined {
  for (const { text, part } of listSecretTexts(pasted)) {
    const key = part === undefined ? undefined : parseKey(text);
    if (
      key !== undefined &&
      !isByteList(key) &&
      !(key.form === 'unreadable' && key.material === 'json_no_key')
    ) {
      return key;
    }
  }
  return undefined;
}

/** The values in a text that may be points. If one of them is a point, the text isn't a secret. */
export function listInnerPoints(pasted: string): readonly PointText[] {
  return listSecretTexts(pasted).flatMap(({ text, part }) => {
    const key = part === undefined ? undefined : parseKey(text);
    return key?.form === 'point' ? [key] : [];
  });
}

function parseKey(text: string): KeyText | undefined {
  const asPasted = parseWrapped(text, maxWrappings);
  // A member of a JWK can contain any character, so text is normalized only if it can't be read as pasted.
  if (asPasted !== undefined && asPasted.form !== 'unreadable') return asPasted;
  const normalized = normalizeKeyText(text);
  const key = normalized === text ? undefined : parseWrapped(normalized, maxWrappings);
  return key ?? asPasted;
}

/** Undefined for text that can only be a secret. */
function parseWrapped(text: string, layers: number): KeyText | undefined {
  if (layers === 0) return undefined;
  const inner = (nested: string) => parseWrapped(nested, layers - 1);
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return (
    parseJsonKey(trimmed, inner) ??
    parseXmlKey(trimmed) ??
    parsePem(trimmed) ??
    parseMembers(trimmed, inner) ??
    parseDid(trimmed) ??
    parseMultikey(trimmed) ??
    parseOpensslText(trimmed) ??
    parseSshLines(trimmed, inner) ??
    parseEncodedKey(trimmed, inner) ??
    parseLooseJwk(trimmed, inner) ??
    parseAssigned(trimmed, inner) ??
    parseForeignKey(trimmed) ??
    parseKeyRuns(trimmed, inner)
  );
}

function parsePem(text: string): KeyText | undefined {
  if (isPemText(text)) {
    const pem = parsePemText(text);
    const isEach = (suffix: string) =>
      pem.form === 'pem' && pem.blocks.every(({ label }) => label.endsWith(suffix));
    if (isEach('CERTIFICATE REQUEST')) return { form: 'unreadable', material: 'csr' };
    // The name of a curve, which `openssl ecparam` prints before a key.
    if (isEach('EC PARAMETERS')) return { form: 'unreadable', material: 'ec_parameters' };
    return isEach('PKCS12') ? { form: 'unreadable', material: 'pkcs12' } : pem;
  }
  if (!isBrokenPem(text)) return undefined;
  const key = parseDamagedPem(text);
  const isRequest = key.form === 'unreadable' && REQUEST.test(text);
  return isRequest ? { form: 'unreadable', material: 'csr' } : key;
}

/** A JWK or a set that was copied without its outer braces. */
function parseMembers(text: string, parse: Parse): KeyText | undefined {
  if (!MEMBERS.test(text)) return undefined;
  const key = parseJsonKey(`{${text.replace(/,$/, '')}}`, parse);
  return key?.form === 'unreadable' || key?.form === 'point' ? undefined : key;
}

/** Lines of `authorized_keys`, `known_hosts` or a `.pub` file, whatever precedes the key (sshd(8)). */
function parseSshLines(text: string, parse: Parse): KeyText | undefined {
  if (!isSshLine(text)) return undefined;
  const keys = text.split(/[\r\n]+/).flatMap((line) => {
    const key = isSshLine(line) ? parseKeyRuns(line, parse) : undefined;
    return key === undefined ? [] : [key];
  });
  const [first, ...others] = keys;
  if (first === undefined) return { form: 'unreadable', material: 'ssh_public' };
  return others.length === 0 ? first : { form: 'named', entries: keys.map((key) => ({ text: key })) };
}

type Parse = (text: string) => KeyText | undefined;

function parseAssigned(text: string, parse: Parse): KeyText | undefined {
  const value = ASSIGNMENT.exec(text)?.[1] ?? text;
  const bare = value.trim().replace(/^(["'`])([^]*)\1[,;]?$/, '$2');
  const continued = bare.replace(CONTINUED_LINE, '');
  const key = continued === bare ? undefined : parse(continued);
  if (key !== undefined && key.form !== 'unreadable') return key;
  // Only if the value is a key: a secret can contain "=" or ":".
  return bare === text ? key : parse(bare);
}
