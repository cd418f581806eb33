import { compareClaims, type MemberChange } from '../../../token';
import type { FlowComparison } from './flow';
import type { IdToken } from './checks';
import { maxClaims, maxValueLength } from './limits';
import { readJwt } from '../../sign-in/parameters';
import type { Step } from '../../sign-in/read-steps';

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
export async function compareIdTokens(
  idTokens: readonly IdToken[],
  userInfos: readonly Step[],
  currentId: string | undefined,
): Promise<readonly FlowComparison[]> {
  const readable = idTokens.filter(({ claims }) => claims !== undefined);
  const current = Math.max(
    0,
    readable.findIndex(({ step }) => step.exchange.id === currentId),
  );
  const token = readable[current]?.token;
  // The newest one has no next one.
  const at = Math.max(0, Math.min(current, readable.length - 2));
  const [before, next] = [readable[at]?.token, readable[at + 1]?.token];
  const answered = userInfos.filter(({ response }) => Object.keys(response).length > 0);
  const userInfo = answered.find(({ exchange }) => exchange.id === currentId) ?? answered[0];
  const comparisons: FlowComparison[] = [];
  if (token !== undefined && userInfo !== undefined) {
    const text = userInfo.exchange.responseBody?.text ?? '';
    const changes = await compareClaims(token, readJwt(text.trim())?.token ?? text);
    const listed = changes.filter((each) => each.change !== 'removed' || !ofToken.has(nameOf(each)));
    comparisons.push(describe('userinfo', listed, noNames));
  }
  if (before !== undefined && next !== undefined) {
    comparisons.push(describe('next ID token', await compareClaims(before, next), changing));
  }
  return comparisons;
}

const noNames: ReadonlySet<string> = new Set();

function describe(
  other: FlowComparison['with'],
  members: readonly MemberChange[],
  expected: ReadonlySet<string>,
): FlowComparison {
  const changes = members.filter(({ change }) => change !== 'equal');
  const isExpected = (each: MemberChange) => expected.has(nameOf(each));
  return {
    with: other,
    changes: changes
      .filter((each) => !isExpected(each))
      .slice(0, maxClaims)
      .map(cutValues),
    expected: [...new Set(changes.filter(isExpected).map(nameOf))],
  };
}

function nameOf({ path }: MemberChange): string {
  return path[0] ?? '';
}

/** The values of a hostile response can be long. */
function cutValues({ before, after, elements, ...member }: MemberChange): MemberChange {
  return {
    ...member,
    path: member.path.map(cut),
    ...(before !== undefined && { before: cut(before) }),
    ...(after !== undefined && { after: cut(after) }),
    ...(elements && { elements: { added: elements.added.map(cut), removed: elements.removed.map(cut) } }),
  };
}

function cut(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
