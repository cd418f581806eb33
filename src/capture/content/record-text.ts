import { maxRecordDepth, maxRecordNodes, maxStorageValueLength } from '../protocol/limits';

interface RecordText {
  /** JSON; a value without text, such as bytes, keys and files, is null. */
  readonly text: string;
  /** A part exceeded a limit and is null or missing. */
  readonly isCut: boolean;
}

/**
 * Serializes a database record as JSON: maps as arrays of pairs, sets as arrays, large integers as text. Limited in
 * depth, nodes and length, so that a cycle terminates. A text over the limit is left out completely, since a truncated
 * token could look like a token. Never throws.
 */
export function recordText(record: unknown): RecordText {
  let lengthLeft = maxStorageValueLength;
  let nodesLeft = maxRecordNodes;
  let isCut = false;

  const plain = (value: unknown, depth: number): unknown => {
    if (typeof value === 'bigint') return String(value);
    if (typeof value === 'string') return take(value.length) ? value : cut();
    if (typeof value !== 'object' || value === null) return value;
    if (depth === 0) return cut();
    switch (Object.prototype.toString.call(value)) {
      case '[object Date]':
        return value;
      case '[object Array]':
        return list(value as readonly unknown[], depth);
      case '[object Set]':
      case '[object Map]':
        return list(value as Iterable<unknown>, depth);
      case '[object Object]':
        return members(value, depth);
      default:
        return null;
    }
  };

  const list = (values: Iterable<unknown>, depth: number): readonly unknown[] => {
    const found: unknown[] = [];
    for (const value of values) {
      if (!takeNode()) break;
      found.push(plain(value, depth - 1));
    }
    return found;
  };

  const members = (object: object, depth: number): unknown => {
    const found: (readonly [string, unknown])[] = [];
    for (const name in object) {
      if (!takeNode() || !take(name.length)) break;
      found.push([name, plain((object as Record<string, unknown>)[name], depth - 1)]);
    }
    return Object.fromEntries(found);
  };

  const take = (length: number): boolean => {
    const fits = length <= lengthLeft;
    if (fits) lengthLeft -= length;
    else isCut = true;
    return fits;
  };
  const takeNode = (): boolean => {
    const fits = nodesLeft > 0;
    if (fits) nodesLeft -= 1;
    else isCut = true;
    return fits;
  };
  const cut = (): null => {
    isCut = true;
    return null;
  };

  try {
    const text = JSON.stringify(plain(record, maxRecordDepth)) ?? 'null';
    return { text, isCut };
  } catch {
    return { text: 'null', isCut: true };
  }
}
