import { decodeLeniently } from '../base64url';
import { decodeUtf8 } from '../utf8';
import { parseDerText } from './der-text';
import { parseJsonKey } from './json-text';
import { isPemText, parsePemText } from './pem-text';
import type { KeyText } from './text';

/** How many wrappings are taken off: a JSON string in base64 on an environment-file line has three. */
const MAX_WRAPPINGS = 4;

/** Armour with other dashes, with one line lost, URL-encoded, or of RFC 4716. */
const BROKEN_ARMOUR = /\b(?:BEGIN|END)(?: |\+|%20)(?:[A-Z\d]+(?: |\+|%20)){0,5}(?:KEY|CERTIFICATE)\b/;
/** One line of `authorized_keys`. */
const SSH_KEY = /^(?:ssh|ecdsa|sk)-\S+\s+AAAA/;
/** A JWK with other quotes than JSON has, with escaped ones, or with none. */
const JWK_MEMBER = /\bkty\\*["'`]?\s*:/;
/** `-----BEGIN`, `{"` and `[{` in base64: how Kubernetes and CI variables hold a PEM or a JWK. */
const WRAPPED_IN_BASE64 = /^(?:LS0tLS1CRUdJTi|ey|ew|W3)[\w+/-]*={0,2}$/;
/** `NAME=value` of an environment file, `name: value` of YAML, with a block's `|` or `>`. */
const ASSIGNMENT =
  /^(?:export\s+|set\s+|-\s+)?["']?[A-Za-z_][\w.-]*["']?\s*[=:]\s*(?:[|>][+-]?\s)?\s*([^]*)$/;

/** Tells keys from secrets by their text alone: whatever looks like a key is never taken for a secret. */
export function parseKeyText(text: string): KeyText {
  return parseWrapped(text, MAX_WRAPPINGS) ?? { form: 'secret', text };
}

/** Undefined for what can only be a secret. */
function parseWrapped(text: string, layers: number): KeyText | undefined {
  if (layers === 0) return undefined;
  const inner = (nested: string) => parseWrapped(nested, layers - 1);
  const trimmed = text.trim();
  const json = /^[{["]/.test(trimmed) ? parseJsonKey(trimmed, inner) : undefined;
  if (json !== undefined) return json;
  if (isPemText(text)) return parsePemText(text);
  return parseEncoded(trimmed, inner) ?? parseAssigned(trimmed, inner) ?? parseBroken(trimmed);
}

/** A key without its armour, or a PEM or a JWK as a whole in base64. */
function parseEncoded(text: string, parse: (inner: string) => KeyText | undefined): KeyText | undefined {
  const solid = text.replace(/\s+/g, '').replace(/^["'`]|["'`][,;]?$/g, '');
  if (!WRAPPED_IN_BASE64.test(solid)) return parseDerText(solid);
  const decoded = decodeUtf8(decodeLeniently(solid));
  return decoded === undefined ? undefined : parse(decoded);
}

function parseAssigned(text: string, parse: (inner: string) => KeyText | undefined): KeyText | undefined {
  const value = ASSIGNMENT.exec(text)?.[1] ?? text;
  const bare = value.trim().replace(/^(["'`])([^]*)\1[,;]?$/, '$2');
  // Only what ends as a key of some kind: a text that happens to hold "=" or ":" is a secret as it stands.
  return bare === text ? undefined : parse(bare);
}

/** What can only have been meant as a key. Taken for a secret, it would let anyone who has it sign. */
function parseBroken(text: string): KeyText | undefined {
  if (BROKEN_ARMOUR.test(text)) return { form: 'unreadable', why: 'its BEGIN line is broken' };
  if (SSH_KEY.test(text)) {
    return {
      form: 'unreadable',
      why: 'it is an SSH public key. Convert it to PEM ("ssh-keygen -e -m PKCS8 -f key.pub")',
    };
  }
  return JWK_MEMBER.test(text)
    ? { form: 'unreadable', why: 'it looks like a JWK, but it is not JSON' }
    : undefined;
}
