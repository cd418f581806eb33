import { useState } from 'preact/hooks';
import type { JsonObject } from '../../../token';
import { describeNumber, useTranslate } from '../../format/translate';
import { MemberRow, type MemberRowProps } from './MemberRow';

/** Rows shown at first and added per click: a malicious token can have tens of thousands. */
const rowsPerStep = 300;

/** The members of one part, and what their rows share. */
export interface MemberTableProps extends Omit<MemberRowProps, 'id' | 'member' | 'value' | 'exact'> {
  readonly name: string;
  readonly members: JsonObject;
  /**
   * The exact JSON of members that aren't strings. Until it's available, values are shown as JavaScript parsed them.
   */
  readonly exact: ReadonlyMap<string, string> | undefined;
}

/**
 * A table of the members in their original order: name, value and meaning. A match of the search and a member to reveal
 * that are further down are shown with the rows around them.
 */
export function MemberTable({ name, members, exact, ...rest }: MemberTableProps) {
  const t = useTranslate();
  const { part, model } = rest;
  const [limit, setLimit] = useState(rowsPerStep);
  const entries = Object.entries(members);
  const match = model.find.current.value;
  const { revealed } = model.highlight;
  const wanted =
    revealed.value?.name === part ? revealed.value.member : match?.part === part ? match.member : undefined;
  const matchAt = wanted === undefined ? -1 : entries.findIndex(([member]) => member === wanted);
  const blockStart = Math.floor(matchAt / rowsPerStep) * rowsPerStep;
  const start = Math.max(limit, blockStart);
  const block = matchAt < limit ? [] : entries.slice(start, blockStart + rowsPerStep);
  const hasGap = block.length > 0 && start > limit;
  const shown = Math.min(limit, entries.length) + block.length;
  const rows = (list: typeof entries, first: number) =>
    list.map(([member, value], index) => (
      <MemberRow
        key={member}
        {...rest}
        id={`explained-${part}-${first + index}`}
        member={member}
        value={value}
        exact={exact?.get(member)}
      />
    ));
  const more = entries.length > shown && (
    <button
      type="button"
      class="text-button"
      onClick={() => setLimit((hasGap ? limit : shown) + rowsPerStep)}
    >
      {t('members_more', describeNumber(shown, t.language), describeNumber(entries.length, t.language))}
    </button>
  );
  return (
    <>
      <table class="members" aria-label={name} onMouseLeave={() => model.highlight.set(undefined)}>
        <tbody>
          {rows(entries.slice(0, limit), 0)}
          {hasGap && (
            <tr>
              <td colSpan={4}>{more}</td>
            </tr>
          )}
          {rows(block, start)}
        </tbody>
      </table>
      {!hasGap && more}
    </>
  );
}
