import { findValueEnd, type Span } from './find-member';
import { isJson, skipSpace, skipString } from './json-scanner';

/** A replacement in a text. Zero-based, end exclusive. Changes of a list are in order and don't overlap. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

interface MemberSpans {
  readonly name: Span;
  readonly value: Span;
}

/**
 * Returns the changes that give a member of a JSON object this value (JSON text). Everything else stays as it's written:
 * order, white space, numbers. Of duplicates, changes the last one, which most parsers use. A new member becomes the
 * last one, written like the one before it. Undefined if the text isn't a JSON object.
 */
export function setMember(json: string, name: string, value: string): readonly TextChange[] | undefined {
  const members = listMembers(json);
  if (members === undefined) return undefined;
  const existing = members.findLast((member) => readName(json, member) === name);
  if (existing !== undefined) return [createChange(existing.value, value)];
  const last = members.at(-1);
  const start = skipSpace(json, 0) + 1;
  if (last === undefined) {
    const end = skipSpace(json, start);
    return [{ from: start, to: end, insert: `\n  ${JSON.stringify(name)}: ${value}\n` }];
  }
  const before = members.at(-2)?.value.end;
  const spaceStart = before === undefined ? start : skipSpace(json, before) + 1;
  const space = json.slice(spaceStart, last.name.start);
  const colon = json.slice(last.name.end, last.value.start);
  const insert = `,${space}${JSON.stringify(name)}${colon}${value}`;
  return [{ from: last.value.end, to: last.value.end, insert }];
}

/**
 * Returns the changes that remove every member with this name from a JSON object, with one comma each. Undefined if the
 * text isn't a JSON object or has no such member.
 */
export function removeMember(json: string, name: string): readonly TextChange[] | undefined {
  const members = listMembers(json) ?? [];
  const isRemoved = members.map((member) => readName(json, member) === name);
  if (!isRemoved.includes(true)) return undefined;
  if (!isRemoved.includes(false)) {
    const start = skipSpace(json, 0) + 1;
    const end = skipSpace(json, members.at(-1)?.value.end ?? start);
    return [{ from: start, to: end, insert: '' }];
  }
  const firstKept = isRemoved.indexOf(false);
  return members.flatMap((member, index) => {
    if (isRemoved[index] !== true) return [];
    const [before, after] = [members[index - 1], members[index + 1]];
    if (index < firstKept) return [{ from: member.name.start, to: after?.name.start ?? 0, insert: '' }];
    return [{ from: before?.value.end ?? 0, to: member.value.end, insert: '' }];
  });
}

/** The names of a JSON object's members in order, without duplicates. Empty if the text isn't a JSON object. */
export function listMemberNames(json: string): readonly string[] {
  return [...new Set((listMembers(json) ?? []).map((member) => readName(json, member)))];
}

function createChange({ start, end }: Span, insert: string): TextChange {
  return { from: start, to: end, insert };
}

function readName(json: string, { name }: MemberSpans): string {
  return JSON.parse(json.slice(name.start, name.end)) as string;
}

function listMembers(json: string): readonly MemberSpans[] | undefined {
  const start = skipSpace(json, 0);
  if (json[start] !== '{' || !isJson(json)) return undefined;
  const members: MemberSpans[] = [];
  let at = skipSpace(json, start + 1);
  while (json[at] !== '}') {
    const name = { start: at, end: skipString(json, at) };
    const valueStart = skipSpace(json, skipSpace(json, name.end) + 1);
    const value = { start: valueStart, end: findValueEnd(json, valueStart) };
    members.push({ name, value });
    at = skipSpace(json, value.end);
    if (json[at] === ',') at = skipSpace(json, at + 1);
  }
  return members;
}
