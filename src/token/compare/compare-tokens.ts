import { exactText } from '../json/exact-text';
import type { ExactMember, ExactObject, ExactString, ExactValue } from '../json/exact';
import { findJsonText, type JsonPart } from '../json/locate';
import { readExactJson } from '../json/read-exact-json';
import { maxComparedElements, maxComparedMembers } from '../limits';
import type { Token } from '../token';
import { canonicalKey } from './canonical-key';

/** How one member of the header or the claims differs between two tokens. */
export interface MemberChange {
  readonly part: JsonPart;
  /** The member's name after those of the objects around it. */
  readonly path: readonly string[];
  readonly change: 'added' | 'removed' | 'changed' | 'equal';
  /** The value in each token, as it was signed; strings without quotes. */
  readonly before?: string;
  readonly after?: string;
  /** For arrays, audiences and scopes that have changed: the elements that only one of both has. */
  readonly elements?: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** For times that have changed: how much later the second one is. */
  readonly seconds?: number;
}

/** The members that differ or are equal in two tokens. */
export interface TokenComparison {
  /** Claims first, in the order of the second token, then those that only the first one has. */
  readonly members: readonly MemberChange[];
  /** There are more members than are compared. */
  readonly isCut: boolean;
  /** Whether both tokens have readable claims. Those of an encrypted token aren't compared. */
  readonly hasClaims: boolean;
}

/** Claims with a NumericDate (RFC 7519 §2; OpenID Connect Core 1.0 §2 and §5.1). */
const times: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);
/** Claims that are a list in a string: RFC 8693 §4.2, Microsoft Entra ID. */
const lists: ReadonlySet<string> = new Set(['scope', 'scp']);

/**
 * Compares the header and the claims of two tokens member by member, and nested objects too. Arrays are compared as
 * sets, numbers by their exact text. Of duplicate members, the last one counts. Doesn't compare signatures, disclosures
 * and decrypted content.
 */
export async function compareTokens(before: Token, after: Token): Promise<TokenComparison> {
  const members: MemberChange[] = [];
  let hasClaims = false;
  for (const part of ['claims', 'header'] as const) {
    const [first, second] = await Promise.all([readPart(before, part), readPart(after, part)]);
    if (first === undefined || second === undefined) continue;
    if (part === 'claims') hasClaims = true;
    compareObjects(members, part, [], first, second);
  }
  return { members, isCut: members.length >= maxComparedMembers, hasClaims };
}

/**
 * Compares claims like {@link compareTokens}. A text is a JSON object without a token around it, such as a UserInfo
 * response. Empty if one of them can't be read.
 */
export async function compareClaims(before: Token, after: Token | string): Promise<readonly MemberChange[]> {
  const members: MemberChange[] = [];
  const first = await readPart(before, 'claims');
  const second = await (typeof after === 'string' ? readObject(after) : readPart(after, 'claims'));
  if (first !== undefined && second !== undefined) compareObjects(members, 'claims', [], first, second);
  return members;
}

/** An object with the text that its positions refer to. */
interface Side<Value extends ExactValue = ExactValue> {
  readonly json: string;
  readonly value: Value;
}

async function readPart(token: Token, part: JsonPart): Promise<Side<ExactObject> | undefined> {
  const json = findJsonText(token, part);
  return json === undefined ? undefined : readObject(json);
}

async function readObject(json: string): Promise<Side<ExactObject> | undefined> {
  const exact = await readExactJson(json);
  return 'problem' in exact || exact.value.kind !== 'object' ? undefined : { json, value: exact.value };
}

function compareObjects(
  members: MemberChange[],
  part: JsonPart,
  path: readonly string[],
  before: Side<ExactObject>,
  after: Side<ExactObject>,
): void {
  const first = byName(before.value.members);
  const second = byName(after.value.members);
  for (const name of new Set([...second.keys(), ...first.keys()])) {
    if (members.length >= maxComparedMembers) return;
    const [one, other] = [first.get(name), second.get(name)];
    const sides = [
      one && { json: before.json, value: one },
      other && { json: after.json, value: other },
    ] as const;
    compareValues(members, part, [...path, name], ...sides);
  }
}

function byName(members: readonly ExactMember[]): ReadonlyMap<string, ExactValue> {
  return new Map(members.map(({ name, value }) => [name.value, value]));
}

function compareValues(
  members: MemberChange[],
  part: JsonPart,
  path: readonly string[],
  before: Side | undefined,
  after: Side | undefined,
): void {
  // Before their texts are read, so that nested objects take linear time.
  if (before && after && isObject(before) && isObject(after)) {
    return compareObjects(members, part, path, before, after);
  }
  members.push({
    part,
    path,
    ...(before && { before: textOf(before) }),
    ...(after && { after: textOf(after) }),
    ...describeChange(path, before, after),
  });
}

function describeChange(
  path: readonly string[],
  before: Side | undefined,
  after: Side | undefined,
): Pick<MemberChange, 'change' | 'elements' | 'seconds'> {
  if (before === undefined) return { change: 'added' };
  if (after === undefined) return { change: 'removed' };
  if (canonicalKey(before.value) === canonicalKey(after.value)) return { change: 'equal' };
  const name = path.length === 1 ? (path[0] ?? '') : '';
  const [first, second] = [listElements(name, before), listElements(name, after)];
  if (first !== undefined && second !== undefined) {
    const added = subtract(second, first);
    const removed = subtract(first, second);
    return added.length + removed.length === 0
      ? { change: 'equal' }
      : { change: 'changed', elements: { added, removed } };
  }
  if (times.has(name) && before.value.kind === 'number' && after.value.kind === 'number') {
    const seconds = after.value.value - before.value.value;
    if (Number.isFinite(seconds)) return { change: 'changed', seconds };
  }
  return { change: 'changed' };
}

/** The texts of a value's elements by their canonical keys; undefined for a value that isn't a set. */
function listElements(name: string, { json, value }: Side): ReadonlyMap<string, string> | undefined {
  if (value.kind === 'array')
    return new Map(value.items.map((item) => [canonicalKey(item), textOf({ json, value: item })]));
  if (value.kind !== 'string') return undefined;
  // One audience may be a string instead of an array (RFC 7519 §4.1.3).
  if (name === 'aud') return new Map([[canonicalKey(value), value.value]]);
  if (!lists.has(name)) return undefined;
  return new Map(splitList(value).map((item) => [JSON.stringify(item), item]));
}

function splitList({ value }: ExactString): readonly string[] {
  return value.split(' ').filter((item) => item !== '');
}

function subtract(from: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...from]
    .filter(([key]) => !other.has(key))
    .map(([, text]) => text)
    .slice(0, maxComparedElements);
}

function isObject(side: Side): side is Side<ExactObject> {
  return side.value.kind === 'object';
}

function textOf({ json, value }: Side): string {
  return value.kind === 'string' ? value.value : exactText(json.slice(value.at.start, value.at.end));
}
