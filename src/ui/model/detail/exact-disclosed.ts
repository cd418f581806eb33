import {
  exactText,
  findJsonText,
  readExactJson,
  type Disclosed,
  type Disclosure,
  type ExactValue,
  type SdJwt,
} from '../../../token';
import { describeJson } from '../../format/json';

/** The disclosed claims of an SD-JWT with numbers as they were signed, where JavaScript values are inexact. */
export interface ExactDisclosed {
  /** All claims as indented JSON, without digests. */
  readonly text: string;
  /** The exact JSON of claims that aren’t strings, by name. */
  readonly members: ReadonlyMap<string, string>;
  /** The exact JSON of the value of each disclosure; undefined for a malformed one. */
  readonly values: readonly (string | undefined)[];
}

/** Reads the numbers of the payload and the disclosures as they’re written, and inserts them into the disclosed claims. */
export async function readExactDisclosed(token: SdJwt, disclosed: Disclosed): Promise<ExactDisclosed> {
  const values: (ExactValue | undefined)[] = [];
  const inserted = new Map<string, ExactValue>();
  for (const { disclosure, pointer } of disclosed.disclosures) {
    const value = await readDisclosedValue(disclosure);
    values.push(value);
    if (pointer !== undefined && value !== undefined) inserted.set(pointer, value);
  }
  const payload = await readValue(findJsonText(token, 'claims') ?? '');
  const members = membersOf(payload);
  const claims = Object.entries(disclosed.claims);
  const written = claims.map(([name, value]) => ({
    name,
    json: write(value, members.get(name), step('', name), inserted),
  }));
  return {
    text: exactText(`{${written.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(',')}}`),
    members: new Map(
      written
        .filter((_, index) => typeof claims[index]?.[1] !== 'string')
        .map(({ name, json }) => [name, exactText(json)]),
    ),
    values: values.map((value, index) => {
      const { problem, value: parsed } = disclosed.disclosures[index]?.disclosure ?? {};
      return problem === undefined ? exactText(write(parsed, value)) : undefined;
    }),
  };
}

/** RFC 9901 §4.2: the value is the last item of a disclosure. */
async function readDisclosedValue({ text, repairedText, problem }: Disclosure) {
  if (problem !== undefined) return undefined;
  const base64 = (repairedText ?? text).replaceAll('-', '+').replaceAll('_', '/');
  const value = await readValue(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
  return value?.kind === 'array' ? value.items.at(-1) : undefined;
}

async function readValue(json: string | Uint8Array): Promise<ExactValue | undefined> {
  const exact = await readExactJson(json);
  return 'problem' in exact ? undefined : exact.value;
}

/**
 * A value as JSON. `written` is how it’s written, unless a disclosure at this JSON pointer contains it. Without
 * `inserted`, the value still has the digests in place of its elements.
 */
function write(
  value: unknown,
  written: ExactValue | undefined,
  pointer = '',
  inserted?: ReadonlyMap<string, ExactValue>,
): string {
  const source = inserted?.get(pointer) ?? written;
  if (typeof value === 'number' && source?.kind === 'number' && Object.is(source.value, value))
    return source.text;
  if (typeof value !== 'object' || value === null) return describeJson(value);
  if (Array.isArray(value)) {
    // Digests in place of elements are removed, and disclosed elements are inserted.
    const items = (source?.kind === 'array' ? source.items : [])
      .filter((item) => inserted === undefined || !isDigest(item))
      .values();
    const parts = (value as readonly unknown[]).map((item, index) => {
      const at = step(pointer, String(index));
      return write(item, inserted?.has(at) === true ? undefined : items.next().value, at, inserted);
    });
    return `[${parts.join(',')}]`;
  }
  const members = membersOf(source);
  const parts = Object.entries(value).map(
    ([name, member]) =>
      `${JSON.stringify(name)}:${write(member, members.get(name), step(pointer, name), inserted)}`,
  );
  return `{${parts.join(',')}}`;
}

/** The members of an object by name; the last one of duplicates, as `JSON.parse` reads it. */
function membersOf(value: ExactValue | undefined): ReadonlyMap<string, ExactValue> {
  const members = value?.kind === 'object' ? value.members : [];
  return new Map(members.map((member) => [member.name.value, member.value]));
}

/** The digest of an array element: an object with `...` and nothing else (RFC 9901 §4.2.4.2). */
function isDigest(item: ExactValue): boolean {
  if (item.kind !== 'object' || item.members.length !== 1) return false;
  const [member] = item.members;
  return member?.name.value === '...' && member.value.kind === 'string';
}

/** A JSON pointer (RFC 6901 §3). */
function step(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
