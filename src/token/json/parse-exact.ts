import { parseTree, type Node } from 'jsonc-parser';
import { readJson, readJsonText, type JsonFault } from './read-json';
import { decodeUtf8 } from '../decode/utf8';
import type { DuplicateMember, ExactJson, ExactMember, ExactNode, ExactString, ExactValue } from './exact';
import type { Span } from './find-member';
import { isNumberExact } from './number';
import { findStringMarks } from './string-marks';

/**
 * What `readExactJson` gives, at once. jsonc-parser makes the tree: it keeps order, duplicates and places. It is
 * tolerant and recurses, so that the text is held to strict JSON and to a bounded depth before it.
 */
export function parseExactJson(json: string | Uint8Array): ExactJson | JsonFault {
  const reading = typeof json === 'string' ? readJsonText(json) : readJson(json);
  if ('problem' in reading) return reading;
  const text = typeof json === 'string' ? json : (decodeUtf8(json) ?? '');
  const root = parseTree(text);
  if (root === undefined) return { problem: 'not_json', offset: 0 };
  const duplicates: DuplicateMember[] = [];
  return { text, value: new Builder(text, duplicates).build(root, ''), duplicates };
}

/** Recurses no deeper than JSON is read. */
class Builder {
  readonly #text: string;
  readonly #duplicates: DuplicateMember[];
  readonly #bytesBefore: Uint32Array | undefined;

  constructor(text: string, duplicates: DuplicateMember[]) {
    this.#text = text;
    this.#duplicates = duplicates;
    this.#bytesBefore = countBytes(text);
  }

  build(node: Node, pointer: string): ExactValue {
    const place = this.#place(node);
    switch (node.type) {
      case 'object':
        return { kind: 'object', ...place, members: this.#buildMembers(node, pointer) };
      case 'array':
        return {
          kind: 'array',
          ...place,
          items: (node.children ?? []).map((item, index) => this.build(item, `${pointer}/${index}`)),
        };
      case 'string':
        return this.#buildString(node, place);
      case 'number': {
        const text = this.#textOf(node);
        const value = Number(text);
        return { kind: 'number', ...place, text, value, isExact: isNumberExact(text, value) };
      }
      default:
        return { kind: 'word', ...place, value: node.type === 'null' ? null : this.#textOf(node) === 'true' };
    }
  }

  #buildMembers(object: Node, pointer: string): readonly ExactMember[] {
    const members = (object.children ?? []).flatMap(({ children: [name, value] = [] }) =>
      name === undefined || value === undefined
        ? []
        : [{ name: this.#buildString(name, this.#place(name)), value }],
    );
    const places = new Map<string, Span[]>();
    for (const { name } of members) {
      const found = places.get(name.value);
      if (found === undefined) places.set(name.value, [name.at]);
      else found.push(name.at);
    }
    if (places.size < members.length) {
      for (const [name, at] of places) if (at.length > 1) this.#duplicates.push({ name, pointer, at });
    }
    return members.map(({ name, value }) => ({
      name,
      value: this.build(value, `${pointer}/${name.value.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      isDuplicate: (places.get(name.value)?.length ?? 0) > 1,
    }));
  }

  #buildString(node: Node, place: ExactNode): ExactString {
    const value = String(node.value);
    return { kind: 'string', ...place, text: this.#textOf(node), value, marks: findStringMarks(value) };
  }

  #textOf({ offset, length }: Node): string {
    return this.#text.slice(offset, offset + length);
  }

  #place({ offset, length }: Node): ExactNode {
    const at = { start: offset, end: offset + length };
    const before = this.#bytesBefore;
    // In ASCII a character is a byte.
    const bytes = before === undefined ? at : { start: before[at.start] ?? 0, end: before[at.end] ?? 0 };
    return { at, bytes };
  }
}

/** How many bytes of UTF-8 stand before each character; undefined where that is the character's own index. */
function countBytes(text: string): Uint32Array | undefined {
  if (!/[^\0-\x7F]/.test(text)) return undefined;
  const before = new Uint32Array(text.length + 1);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // A surrogate pair is four bytes, two for each half; half a pair alone becomes U+FFFD, three.
    const isPaired =
      text.codePointAt(index) !== code || (index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff);
    before[index + 1] = (before[index] ?? 0) + (code < 0x80 ? 1 : code < 0x800 || isPaired ? 2 : 3);
  }
  return before;
}
