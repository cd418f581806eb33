import type { JsonObject } from '../../../token';
import type { ClaimDifference, FlowComparison } from './flow';
import type { IdToken } from './checks';
import { maxClaims, maxDepth, maxValueLength } from './limits';
import type { Step } from './read-steps';

/** They differ in any two ID tokens of one sign-in (OpenID Connect Core 1.0 §12.2). */
const changing: ReadonlySet<string> = new Set([
  'iat',
  'exp',
  'nbf',
  'jti',
  'at_hash',
  'c_hash',
  's_hash',
  'nonce',
]);
const idTokenClaims = [
  'iss',
  'aud',
  'azp',
  'auth_time',
  'acr',
  'amr',
  'sid',
  'rt_hash',
  'ver',
  'tid',
  'rh',
  'uti',
];
/** About the ID token itself, so a UserInfo response doesn't have them. */
const ofToken: ReadonlySet<string> = new Set([...changing, ...idTokenClaims]);

/** The ID token of a step, or else the first one, compared with UserInfo and with the next ID token. */
export function compareIdTokens(
  idTokens: readonly IdToken[],
  userInfos: readonly Step[],
  currentId: string | undefined,
): readonly FlowComparison[] {
  const readable = idTokens.filter(({ claims }) => claims !== undefined);
  const current = readable.findIndex(({ step }) => step.exchange.id === currentId);
  // The newest one has no next one.
  const at = Math.min(Math.max(0, current), Math.max(0, readable.length - 2));
  const [token, next] = [readable[Math.max(0, current)], readable[at + 1]];
  const left = readable[at];
  const userInfo =
    userInfos.find(({ exchange }) => exchange.id === currentId) ??
    userInfos.find(({ response }) => Object.keys(response).length > 0);
  const comparisons: FlowComparison[] = [];
  if (token?.claims !== undefined && userInfo !== undefined && Object.keys(userInfo.response).length > 0) {
    comparisons.push({
      with: 'userinfo',
      leftId: token.step.exchange.id,
      rightId: userInfo.exchange.id,
      differences: compareClaims(token.claims, userInfo.response, ({ name, right }) =>
        right === undefined && ofToken.has(name) ? undefined : false,
      ),
    });
  }
  if (left?.claims !== undefined && next?.claims !== undefined) {
    comparisons.push({
      with: 'next ID token',
      leftId: left.step.exchange.id,
      rightId: next.step.exchange.id,
      differences: compareClaims(left.claims, next.claims, ({ name }) => changing.has(name)),
    });
  }
  return comparisons;
}

/** `isExpected` returns undefined for a difference that isn't listed at all. */
function compareClaims(
  left: JsonObject,
  right: JsonObject,
  isExpected: (difference: ClaimDifference) => boolean | undefined,
): readonly ClaimDifference[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].slice(0, maxClaims);
  return names.flatMap((name) => {
    const [one, other] = [write(left, name), write(right, name)];
    if (one === other) return [];
    const difference = { name: name.slice(0, maxValueLength), left: cut(one), right: cut(other) };
    const expected = isExpected(difference);
    return expected === undefined ? [] : [{ ...difference, ...(expected && { isExpected: true as const }) }];
  });
}

/** The same text for equal values; the order of members and of an array's elements doesn't matter. */
function write(claims: JsonObject, name: string): string | undefined {
  return Object.hasOwn(claims, name) ? canonicalize(claims[name]) : undefined;
}

function canonicalize(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth > maxDepth) return '…';
  const inner = (each: unknown) => canonicalize(each, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).sort().join(',')}]`;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${inner(member)}`).join(',')}}`;
}

function cut(text: string | undefined): string | undefined {
  return text !== undefined && text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
