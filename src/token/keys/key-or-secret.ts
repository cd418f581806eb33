import { parseDid } from './formats/did';
import { parseEncodedKey, parseKeyRuns } from './formats/encoded';
import { findForeignKey } from './formats/foreign';
import { parseJsonKey } from './formats/json-text';
import { parseMultikey } from './formats/multibase';
import { normalizeKeyText } from './normalize';
import { parseOpensslText } from './formats/openssl-text';
import { isBrokenPem, isPemText, parsePemText } from './formats/pem-text';
import { isSshLine } from './formats/ssh';
import type { KeyText } from './formats/text';
import { parseXmlKey } from './formats/xml';

/** How many wrappings are taken off: a JSON string in base64 on an environment-file line has three. */
const MAX_WRAPPINGS = 4;

/** Members of a JWK or a JWKS without the braces around them. */
const MEMBERS = /^["'`]?(?:kty|keys|n|e|x|y|crv|kid|use|alg|d)["'`]?\s*:/;
/** `NAME=value` of an environment file, `name: value` of YAML, with a block's `|` or `>`; not the first of hex pairs. */
const ASSIGNMENT =
  /^(?![\dA-Fa-f]{2}:)(?:export\s+|set\s+|-\s+)?["']?[A-Za-z_][\w.-]*["']?\s*[=:]\s*(?:[|>][+-]?\s)?\s*([^]*)$/;

/**
 * Tells keys from secrets by their text alone. This is the one decision for signatures, decryption and signing: whatever
 * looks like key material, public or private, is never tried as a secret, readable or not. The algorithm of a token
 * plays no part in it (RFC 8725 §2.1). A `point` still has to be checked: `readKeys` does.
 */
export function parseKeyText(text: string): KeyText {
  const asPasted = parseWrapped(text, MAX_WRAPPINGS);
  // A name in a JWK may hold any character, so only what can't be read as it stands is normalized.
  if (asPasted !== undefined && asPasted.form !== 'unreadable') return asPasted;
  const normalized = normalizeKeyText(text);
  const key = normalized === text ? undefined : parseWrapped(normalized, MAX_WRAPPINGS);
  return key ?? asPasted ?? { form: 'secret', text };
}

/** Undefined for what can only be a secret. */
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
    parseAssigned(trimmed, inner) ??
    parseBroken(trimmed) ??
    parseKeyRuns(trimmed, inner)
  );
}

function parsePem(text: string): KeyText | undefined {
  if (isPemText(text)) return parsePemText(text);
  return isBrokenPem(text) ? { form: 'unreadable', material: 'pem_broken' } : undefined;
}

/** A JWK or a set whose outer braces were not copied. */
function parseMembers(text: string, parse: Parse): KeyText | undefined {
  if (!MEMBERS.test(text)) return undefined;
  const key = parseJsonKey(`{${text.replace(/,$/, '')}}`, parse);
  return key?.form === 'jwk' || key?.form === 'jwks' ? key : undefined;
}

/** Lines of `authorized_keys`, `known_hosts` or a `.pub` file, whatever stands in front of the key (sshd(8)). */
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
  // Only what ends as a key of some kind: a text that happens to hold "=" or ":" is a secret as it stands.
  return bare === text ? undefined : parse(bare);
}

/** What can only have been meant as a key. Taken for a secret, it would let anyone who has it sign. */
function parseBroken(text: string): KeyText | undefined {
  const material = findForeignKey(text);
  return material && { form: 'unreadable', material };
}
