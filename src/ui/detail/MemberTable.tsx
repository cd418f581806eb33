import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import type { JsonObject } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { FilterButton } from '../components/FilterButton';
import { HostileText } from '../components/HostileText';
import { LongText } from '../components/LongText';
import type { CopyingModel } from '../model/detail/copying';
import type { FilterModel } from '../model/filter';
import { describeNumber, useTranslate } from '../format/translate';
import type { Explanation } from '../format/explanation';
import { writeHostile } from '../format/visible-text';
import { describeJson } from '../format/json';
import { isDate } from '../format/members';
import { MemberTip } from './MemberTip';
import { MomentText } from './MomentText';

/** Rows shown at first and added per click: a malicious token can have tens of thousands. */
const rowsPerStep = 300;

/** The explanations for the members of one part of a token. */
export interface MemberTexts {
  readonly meaning: (member: string) => string;
  readonly explain: (member: string, value: unknown) => Explanation;
}

export interface MemberTableProps {
  readonly name: string;
  readonly members: JsonObject;
  /**
   * The exact JSON of members that aren't strings. Until it's available, values are shown as JavaScript parsed them.
   */
  readonly exact: ReadonlyMap<string, string> | undefined;
  readonly part: 'header' | 'payload';
  readonly copying: CopyingModel;
  readonly filter: FilterModel | undefined;
  /** The text that filters the lists by a member; undefined if they can't be filtered by it. */
  readonly filterItem: (member: string, value: unknown) => string | undefined;
  readonly now: ReadonlySignal<number>;
  /** Undefined until the explanations are loaded. Pass the same object while they don't change: rows memoize by it. */
  readonly texts: MemberTexts | undefined;
  /** Called with the member under the mouse or with the focus; with undefined when there is none. */
  readonly onHighlight: (member: string | undefined) => void;
}

/** A table of the members in their original order: name, value and meaning. */
export function MemberTable({ name, members, exact, onHighlight, ...rest }: MemberTableProps) {
  const t = useTranslate();
  const [limit, setLimit] = useState(rowsPerStep);
  // A signal, so that moving the mouse over the rows doesn't render them again.
  const [open] = useState(() => signal<string | undefined>(undefined));
  const entries = Object.entries(members);
  const highlight = (member: string | undefined) => {
    open.value = member;
    onHighlight(member);
  };
  return (
    <>
      <table class="members" aria-label={name} onMouseLeave={() => highlight(undefined)}>
        <tbody>
          {entries.slice(0, limit).map(([member, value], index) => (
            <MemberRow
              key={member}
              {...rest}
              tipId={`tip-${rest.part}-${index}`}
              member={member}
              value={value}
              exact={exact?.get(member)}
              open={open}
              onHighlight={highlight}
            />
          ))}
        </tbody>
      </table>
      {entries.length > limit && (
        <button type="button" class="text-button" onClick={() => setLimit(limit + rowsPerStep)}>
          {t('members_more', describeNumber(limit, t.language), describeNumber(entries.length, t.language))}
        </button>
      )}
    </>
  );
}

interface MemberRowProps extends Pick<
  MemberTableProps,
  'part' | 'copying' | 'filter' | 'filterItem' | 'now' | 'texts' | 'onHighlight'
> {
  readonly tipId: string;
  readonly member: string;
  readonly value: unknown;
  readonly exact: string | undefined;
  /** The member whose tooltip is shown. */
  readonly open: Signal<string | undefined>;
}

function MemberRow({
  tipId,
  member,
  value,
  exact,
  open,
  part,
  copying,
  filter,
  filterItem,
  now,
  texts,
  onHighlight,
}: MemberRowProps) {
  const t = useTranslate();
  const item = useMemo(() => filterItem(member, value), [filterItem, member, value]);
  const meaning = useMemo(() => texts?.meaning(member), [texts, member]);
  return (
    <tr
      onMouseEnter={() => onHighlight(member)}
      onFocusIn={() => onHighlight(member)}
      onFocusOut={() => onHighlight(undefined)}
    >
      <th scope="row" class={`part-${part}`}>
        <HostileText text={member.slice(0, 200)} />
      </th>
      <td>
        <div class="member-value">
          <MemberValue value={value} exact={exact} />
          {part === 'payload' && isDate(member, value) && <MomentText seconds={value} now={now} />}
        </div>
      </td>
      <td class="meaning">
        <span>{meaning}</span>
      </td>
      <td class="member-copy">
        {filter && item !== undefined && (
          <FilterButton
            filter={filter}
            item={item}
            name={t('filter_by', writeHostile(member.slice(0, 200)))}
          />
        )}
        <CopyButton
          copying={copying}
          describedBy={tipId}
          name={t(
            part === 'header' ? 'copy_header_member' : 'copy_claim',
            writeHostile(member.slice(0, 200)),
          )}
          text={() => (typeof value === 'string' ? value : (exact ?? describeJson(value)))}
        />
        {texts && <RowTip tipId={tipId} member={member} value={value} open={open} texts={texts} />}
      </td>
    </tr>
  );
}

interface RowTipProps extends Pick<MemberRowProps, 'tipId' | 'member' | 'value' | 'open'> {
  readonly texts: MemberTexts;
}

function RowTip({ tipId, member, value, open, texts }: RowTipProps) {
  const isOpen = useMemo(() => computed(() => open.value === member), [open, member]);
  const dismiss = useMemo(() => () => (open.value = undefined), [open]);
  if (!isOpen.value) return null;
  return <MemberTip id={tipId} explanation={texts.explain(member, value)} onDismiss={dismiss} />;
}

interface MemberValueProps {
  readonly value: unknown;
  readonly exact: string | undefined;
}

function MemberValue({ value, exact }: MemberValueProps) {
  if (typeof value === 'string') {
    return (
      <span class="value value-string">
        <LongText text={value} />
      </span>
    );
  }
  const isNested = typeof value === 'object' && value !== null;
  return (
    <span class={`value value-${value === null ? 'null' : typeof value}`}>
      <LongText text={exact ?? describeJson(value)} keepLines={isNested} />
    </span>
  );
}
