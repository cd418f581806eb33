import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { CopyButton } from '../../components/CopyButton';
import { FilterButton } from '../../components/FilterButton';
import { HostileText } from '../../components/HostileText';
import { Icon } from '../../components/Icon';
import { scrollInPane } from '../../components/scroll-in-pane';
import type { Explanation } from '../../format/explanation';
import { describeJson } from '../../format/json';
import { isDate } from '../../format/members';
import { useTranslate } from '../../format/translate';
import { writeHostile } from '../../format/visible-text';
import type { DetailModel } from '../../model/detail/detail';
import { findTokensIn } from '../../model/detail/nested-tokens';
import { writeJsonPath } from '../../model/json/json-rows';
import { MemberExplanation } from './MemberExplanation';
import { MemberValue } from './MemberValue';
import { MomentText } from '../MomentText';
import { NestedToken } from '../NestedToken';

/** The explanations for the members of one part of a token. */
export interface MemberTexts {
  readonly meaning: (member: string) => string;
  readonly explain: (member: string, value: unknown) => Explanation;
}

/** One claim or header parameter with everything its row can do. Rows are memoized by these values. */
export interface MemberRowProps {
  /** Element ID of the explanation. */
  readonly id: string;
  readonly member: string;
  readonly value: unknown;
  /** The exact JSON of a value that isn't a string. */
  readonly exact: string | undefined;
  readonly part: 'header' | 'claims';
  readonly model: Pick<DetailModel, 'copying' | 'filter' | 'find' | 'highlight' | 'nestedTokens'>;
  /** The text that filters the lists by a member; undefined if they can't be filtered by it. */
  readonly filterItem: (member: string, value: unknown) => string | undefined;
  readonly now: ReadonlySignal<number>;
  /** Undefined until the explanations are loaded. Pass the same object while they don't change: rows memoize by it. */
  readonly texts: MemberTexts | undefined;
}

/** One member: name, value, meaning and buttons. The explanation opens in the row, so that it covers no other one. */
export function MemberRow(props: MemberRowProps) {
  const { id, member, value, exact, part, model, filterItem, now, texts } = props;
  const { copying, filter, find, highlight, nestedTokens } = model;
  const t = useTranslate();
  const row = useRef<HTMLTableRowElement>(null);
  const [isExplained, setExplained] = useState(false);
  const item = useMemo(() => filterItem(member, value), [filterItem, member, value]);
  const meaning = useMemo(() => texts?.meaning(member) ?? '', [texts, member]);
  const tokens = useMemo(() => findTokensIn(value), [value]);
  // One computation for all of it: a malicious token has very many rows.
  const state = useComputed(() => {
    const marked = highlight.member.value;
    const current = find.current.value;
    const revealed = highlight.revealed.value;
    return [
      marked?.isFromText === true && marked.name === part && marked.member === member && 'member-marked',
      find.hasMember(part, member) && 'find-match',
      current?.part === part && current.member === member && 'find-current',
      revealed?.name === part && revealed.member === member && 'member-revealed',
    ]
      .filter(Boolean)
      .join(' ');
  }).value;
  const isCurrent = state.includes('find-current');
  useLayoutEffect(() => {
    // A long value can be higher than the details.
    const target = isCurrent && (row.current?.querySelector('.find-text') ?? row.current);
    if (target) scrollInPane(target, 'nearest');
  }, [isCurrent, isCurrent && find.moves.value]);
  const isRevealed = state.includes('member-revealed');
  useLayoutEffect(() => {
    if (!isRevealed || !row.current) return;
    const revealed = highlight.revealed.peek();
    highlight.shown();
    scrollInPane(row.current, 'nearest');
    row.current.focus({ preventScroll: true });
    highlight.set(revealed && { ...revealed, isFromText: true });
  }, [isRevealed]);
  const mark = (isOn: boolean) => highlight.set(isOn ? { name: part, member } : undefined);
  const name = writeHostile(member.slice(0, 200));
  const isTime = part === 'claims' && isDate(member, value);
  return (
    <tr
      ref={row}
      // Takes the focus when it's brought into view.
      tabIndex={-1}
      class={isExplained ? `${state} member-explained` : state}
      onMouseEnter={() => mark(true)}
      onFocusIn={() => mark(true)}
      onFocusOut={() => mark(false)}
    >
      <th scope="row" class={part === 'header' ? 'part-header' : 'part-payload'}>
        <HostileText text={member.slice(0, 200)} />
      </th>
      <td>
        <div class="member-value">
          <MemberValue value={value} exact={exact} found={isCurrent ? find.text.value : undefined} />
          {/* The section "Lifetime" has the relative time of the expiry. */}
          {isTime && <MomentText seconds={value} {...(member !== 'exp' && { now })} />}
        </div>
        {tokens.map(({ steps, token }, index) => (
          <NestedToken
            key={index}
            nestedTokens={nestedTokens}
            token={token}
            path={steps.length === 0 ? undefined : writeJsonPath([member, ...steps])}
          />
        ))}
        {isExplained && texts && <MemberExplanation id={id} explanation={texts.explain(member, value)} />}
      </td>
      <td class="meaning">
        {/* Without a tooltip, which would cover the next row: the explanation shows all of it. */}
        <span>{meaning}</span>
      </td>
      <td class="member-actions">
        {meaning !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('explain_member', name)}
            aria-expanded={isExplained}
            aria-controls={id}
            title={t('explain_member', name)}
            onClick={() => setExplained(!isExplained)}
          >
            <Icon name="note" />
          </button>
        )}
        {filter && item !== undefined && (
          <FilterButton filter={filter} item={item} name={t('filter_by', name)} />
        )}
        <CopyButton
          copying={copying}
          name={t(part === 'header' ? 'copy_header_member' : 'copy_claim', name)}
          text={() => (typeof value === 'string' ? value : (exact ?? describeJson(value)))}
        />
      </td>
    </tr>
  );
}
