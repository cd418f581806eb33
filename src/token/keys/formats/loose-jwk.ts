import type { JsonObject } from '../../token';
import { parseJsonKey, type Parse } from './json-text';
import type { KeyText } from './text';

/** The member that every JWK has (RFC 7517 §4.1), or another that only keys have. */
const MARKER = /\b[Kk]ty\b|\bpublicKeyJwk\b|\bx5c\b/;
/**
 * A member of a JWK outside of JSON: in single quotes, without quotes, in Ruby, in YAML, in EDN, in a
 * table with tabs, in brackets as in PHP, with a capital letter as in Go.
 */
const MEMBER =
  /(?:(?<![\w$])(["'`]?):?(kty|crv|alg|kid|use|n|e|x|y|d|p|q|dp|dq|qi|k|pub)\1\]?(?:\s{0,4}(?::|=>?)\s{0,4}|\t{1,4}|(?<=:\w{1,3})\s{1,4})(?:(["'`])([^"'`\\\r\n]*)\3|([\w+/.#-]+={0,2})(?=[\s,;})\]\\]|$)))|[{}]/gi;
const maxGroups = 1_000;
const numbers: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['oct', ['k']],
]);

/**
 * JWKs in text that isn't JSON: in code, in the output of `console.log` or Python, in YAML, behind a command or HTTP
 * headers, or escaped. Undefined unless each of them is complete.
 */
export function parseLooseJwk(pasted: string, parse: Parse): KeyText | undefined {
  if (!MARKER.test(pasted)) return undefined;
  const text = pasted.replace(/(?<!\\)\\{1,8}(["'`])/g, '$1');
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const json = start === -1 || end < start ? undefined : parseJsonKey(text.slice(start, end + 1), parse);
  if (json !== undefined) return json.form === 'unreadable' ? undefined : json;
  return isBalanced(text) ? createSet(listGroups(text)) : undefined;
}

/** Truncated text has more opening than closing brackets. */
function isBalanced(text: string): boolean {
  const count = (bracket: string) => text.split(bracket).length;
  return count('{') === count('}') && count('[') === count(']');
}

/** The members between braces, or between repetitions of a member. */
function listGroups(text: string): readonly JsonObject[] {
  const groups: Record<string, string>[] = [];
  let group: Record<string, string> = {};
  const flush = () => {
    if (group['kty'] !== undefined) groups.push(group);
    group = {};
  };
  for (const [token, , match, , quoted, bare] of text.matchAll(MEMBER)) {
    const name = match?.toLowerCase();
    if (name === undefined || group[name] !== undefined) flush();
    if (token === '{' || token === '}' || name === undefined) continue;
    group[name] = quoted ?? bare ?? '';
    if (groups.length > maxGroups) break;
  }
  flush();
  return groups;
}

function createSet(groups: readonly JsonObject[]): KeyText | undefined {
  const isComplete = groups.every((jwk) => {
    const needed = numbers.get(String(jwk.kty));
    return needed !== undefined && needed.every((name) => jwk[name] !== undefined);
  });
  const [jwk, ...others] = groups;
  if (!isComplete || jwk === undefined) return undefined;
  return others.length === 0 ? { form: 'jwk', jwk } : { form: 'jwks', keys: groups };
}
