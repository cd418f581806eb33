import type { Entry } from '../detail/entry';

/** One row of the token list. The tokens of a line are one below the other, the newest one first. */
export interface TokenListRow {
  readonly entry: Entry;
  /** 2 for a token that isn't the newest one of its line. */
  readonly level: 1 | 2;
  /** Zero-based index among all listed tokens, including folded ones. */
  readonly index: number;
  /** How many older tokens of its line are listed; 0 at level 2. */
  readonly older: number;
  /** Whether they are shown. */
  readonly isExpanded: boolean;
  /** How many requests with the older tokens that aren't shown were rejected. */
  readonly foldedRejected: number;
}

/** Groups sorted tokens by their lines. A line is where its newest token is in the order. Takes linear time. */
export function listByLine(
  sorted: readonly Entry[],
  isExpanded: (lineId: number) => boolean,
): readonly TokenListRow[] {
  const lines = new Map<number, Entry[]>();
  for (const entry of sorted) {
    const { line } = entry.row;
    if (line === undefined) continue;
    const members = lines.get(line.id);
    if (members === undefined) lines.set(line.id, [entry]);
    else members.push(entry);
  }
  for (const members of lines.values()) members.sort((a, b) => positionOf(b) - positionOf(a));
  const rows: TokenListRow[] = [];
  let index = 0;
  for (const entry of sorted) {
    const { line } = entry.row;
    const members = (line && lines.get(line.id)) ?? [entry];
    if (members[0] !== entry) continue;
    const older = members.slice(1);
    const isOpen = line !== undefined && older.length > 0 && isExpanded(line.id);
    const foldedRejected = isOpen ? 0 : older.reduce((sum, { row }) => sum + row.rejected, 0);
    rows.push({ entry, level: 1, index, older: older.length, isExpanded: isOpen, foldedRejected });
    if (isOpen) {
      for (const [offset, each] of older.entries())
        rows.push({
          entry: each,
          level: 2,
          index: index + 1 + offset,
          older: 0,
          isExpanded: false,
          foldedRejected: 0,
        });
    }
    index += 1 + older.length;
  }
  return rows;
}

function positionOf({ row }: Entry): number {
  return row.line?.position ?? 0;
}
