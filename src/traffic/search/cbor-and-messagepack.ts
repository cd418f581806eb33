import { maxCborDepth, maxCborItems, maxCborKeyLength } from './limits';

/** The head of a CBOR or MessagePack item: its kind, its size and where its content starts. */
export interface Head {
  readonly kind: 'text' | 'scalar' | 'list' | 'map' | 'tag' | 'break';
  /** Bytes of a text, items of a list, pairs of a map; -1 if it ends with a break. */
  readonly size: number;
  readonly next: number;
}

/** Undefined for invalid or truncated bytes. */
export type ReadHead = (bytes: string, at: number) => Head | undefined;

interface Level {
  readonly kind: 'list' | 'map';
  /** Number of items, keys and values counted separately; -1 if it ends with a break. */
  size: number;
  done: number;
  key: string;
}

/** Shorter than any token. */
const minTextLength = 16;

/**
 * Visits the texts and byte strings in a sequence of CBOR (RFC 8949, RFC 8742) or MessagePack items, each with its
 * JSONPath. Returns false if the bytes aren't entirely such a sequence; some texts may have been visited then. Each
 * character is one byte. Takes linear time.
 */
export function visitPackedTexts(
  bytes: string,
  readHead: ReadHead,
  visit: (path: string, text: string) => void,
): boolean {
  const levels: Level[] = [];
  let at = 0;
  for (let items = 0; at < bytes.length; items += 1) {
    const head = items < maxCborItems ? readHead(bytes, at) : undefined;
    if (head === undefined) return false;
    at = head.next;
    const level = levels.at(-1);
    if (head.kind === 'tag') continue;
    if (head.kind === 'break') {
      if (level?.size !== -1) return false;
      levels.pop();
      endItem(levels);
      continue;
    }
    if (head.kind === 'list' || head.kind === 'map') {
      if (levels.length >= maxCborDepth) return false;
      const size = head.kind === 'map' && head.size > 0 ? head.size * 2 : head.size;
      levels.push({ kind: head.kind, size, done: 0, key: '' });
      if (size === 0) {
        levels.pop();
        endItem(levels);
      }
      continue;
    }
    if (head.kind === 'text') {
      const read = readText(bytes, head, readHead);
      if (read === undefined) return false;
      at = read.next;
      if (level?.kind === 'map' && level.done % 2 === 0) level.key = read.text.slice(0, maxCborKeyLength);
      if (read.text.length >= minTextLength) visit(pathOf(levels), read.text);
    }
    endItem(levels);
  }
  return at === bytes.length && levels.length === 0;
}

/** Reads a text. One of indefinite length is a sequence of chunks (RFC 8949 §3.2.3). */
function readText(
  bytes: string,
  { size, next }: Head,
  readHead: ReadHead,
): { readonly text: string; readonly next: number } | undefined {
  if (size >= 0) {
    const end = next + size;
    return end <= bytes.length ? { text: bytes.slice(next, end), next: end } : undefined;
  }
  const chunks: string[] = [];
  let at = next;
  for (;;) {
    const head = readHead(bytes, at);
    if (head?.kind === 'break') return { text: chunks.join(''), next: head.next };
    if (head?.kind !== 'text' || head.size < 0 || head.next + head.size > bytes.length) return undefined;
    at = head.next + head.size;
    chunks.push(bytes.slice(head.next, at));
  }
}

/** Counts an item in its list or map. If it was the last one, the list or map counts as an item in its own parent. */
function endItem(levels: Level[]): void {
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    level.done += 1;
    if (level.size === -1 || level.done < level.size) return;
    levels.pop();
  }
}

function pathOf(levels: readonly Level[]): string {
  const steps = levels.map(({ kind, done, key }) => {
    if (kind === 'list') return `[${done}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `$${steps.join('')}`;
}

/** CBOR: three bits for the type, five for the length or for how many bytes contain it (RFC 8949 §3). */
export const readCborHead: ReadHead = (bytes, at) => {
  const first = bytes.charCodeAt(at);
  const type = first >> 5;
  const info = first & 0x1f;
  const isIndefinite = info === 31;
  if (isIndefinite) {
    if (type === 7) return { kind: 'break', size: 0, next: at + 1 };
    return type < 2 || type === 6 ? undefined : { kind: cborKinds[type] ?? 'scalar', size: -1, next: at + 1 };
  }
  if (info > 27) return undefined;
  const width = info < 24 ? 0 : 1 << (info - 24);
  const next = at + 1 + width;
  const size = width === 0 ? info : readNumber(bytes, at + 1, width);
  return next > bytes.length ? undefined : { kind: cborKinds[type] ?? 'scalar', size, next };
};

const cborKinds: readonly Head['kind'][] = [
  'scalar',
  'scalar',
  'text',
  'text',
  'list',
  'map',
  'tag',
  'scalar',
];

/** The section "Formats" of the MessagePack specification. */
export const readMessagePackHead: ReadHead = (bytes, at) => {
  const first = bytes.charCodeAt(at);
  const start = at + 1;
  if (first < 0x80 || first >= 0xe0) return { kind: 'scalar', size: 0, next: start };
  if (first < 0x90) return { kind: 'map', size: first & 0x0f, next: start };
  if (first < 0xa0) return { kind: 'list', size: first & 0x0f, next: start };
  if (first < 0xc0) return { kind: 'text', size: first & 0x1f, next: start };
  const format = messagePackFormats[first];
  if (format === undefined) return undefined;
  const [kind, width, skipped] = format;
  const next = start + width + skipped;
  return next > bytes.length ? undefined : { kind, size: readNumber(bytes, start, width), next };
};

/** The kind, how many bytes contain the length, and how many bytes are skipped after them. */
const messagePackFormats: Readonly<Record<number, readonly [Head['kind'], number, number]>> = {
  0xc0: ['scalar', 0, 0],
  0xc2: ['scalar', 0, 0],
  0xc3: ['scalar', 0, 0],
  0xc4: ['text', 1, 0],
  0xc5: ['text', 2, 0],
  0xc6: ['text', 4, 0],
  0xc7: ['text', 1, 1],
  0xc8: ['text', 2, 1],
  0xc9: ['text', 4, 1],
  0xca: ['scalar', 0, 4],
  0xcb: ['scalar', 0, 8],
  0xcc: ['scalar', 0, 1],
  0xcd: ['scalar', 0, 2],
  0xce: ['scalar', 0, 4],
  0xcf: ['scalar', 0, 8],
  0xd0: ['scalar', 0, 1],
  0xd1: ['scalar', 0, 2],
  0xd2: ['scalar', 0, 4],
  0xd3: ['scalar', 0, 8],
  0xd4: ['scalar', 0, 2],
  0xd5: ['scalar', 0, 3],
  0xd6: ['scalar', 0, 5],
  0xd7: ['scalar', 0, 9],
  0xd8: ['scalar', 0, 17],
  0xd9: ['text', 1, 0],
  0xda: ['text', 2, 0],
  0xdb: ['text', 4, 0],
  0xdc: ['list', 2, 0],
  0xdd: ['list', 4, 0],
  0xde: ['map', 2, 0],
  0xdf: ['map', 4, 0],
};

/** Big-endian; 0 for no bytes. */
function readNumber(bytes: string, at: number, width: number): number {
  let number = 0;
  for (let index = at; index < at + width; index += 1) number = number * 256 + bytes.charCodeAt(index);
  return number;
}
