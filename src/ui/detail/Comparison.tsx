import '../style/comparison.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { compareTokens, maxComparedMembers, type MemberChange, type TokenComparison } from '../../token';
import { HostileText } from '../components/HostileText';
import { LongText } from '../components/LongText';
import { TokenName } from '../components/TokenName';
import { isDate } from '../format/members';
import { describeDuration } from '../format/time';
import { describeNumber, translateCount, useTranslate, type MessageKey } from '../format/translate';
import type { Compared, ComparisonModel } from '../model/comparison';
import type { Entry } from '../model/detail/entry';
import { MomentText } from './MomentText';

/** The pair of tokens that is shown, and the model that closes the comparison. */
export interface ComparisonProps {
  readonly model: ComparisonModel;
  readonly compared: Compared;
}

/** Two tokens claim by claim, in place of the details until it's closed. */
export function Comparison({ model, compared }: ComparisonProps) {
  const t = useTranslate();
  const { before, after } = compared;
  const heading = useRef<HTMLHeadingElement>(null);
  const comparison = useComparison(before, after);
  useEffect(() => {
    const focused = document.activeElement;
    if (!model.keepsFocus.peek()) heading.current?.focus();
    // The details are visible again only after this element is removed.
    return () => void setTimeout(() => focused instanceof HTMLElement && focused.focus());
  }, []);
  return (
    <section
      class="detail comparison"
      aria-label={t('region_comparison')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        model.close();
      }}
    >
      <header class="summary">
        <div class="summary-head">
          <h1 ref={heading} tabIndex={-1}>
            <TokenName entry={before} /> → <TokenName entry={after} />
          </h1>
          <span class="comparison-actions">
            <button type="button" class="button" onClick={model.swap}>
              {t('comparison_swap')}
            </button>
            <button type="button" class="button" title={t('comparison_close_title')} onClick={model.close}>
              {t('comparison_close')}
            </button>
          </span>
        </div>
      </header>
      {comparison && <Changes comparison={comparison} />}
    </section>
  );
}

function useComparison(before: Entry, after: Entry): TokenComparison | undefined {
  const [comparison, setComparison] = useState<TokenComparison | undefined>(undefined);
  const [first, second] = [before.facts.token, after.facts.token];
  useEffect(() => {
    let isStale = false;
    void compareTokens(first, second).then((compared) => {
      if (!isStale) setComparison(compared);
    });
    return () => {
      isStale = true;
    };
  }, [first, second]);
  return comparison;
}

function Changes({ comparison: { members, hasClaims, isCut } }: { readonly comparison: TokenComparison }) {
  const t = useTranslate();
  const [isEqualShown, setEqualShown] = useState(false);
  const isChange = ({ change }: MemberChange) => change !== 'equal';
  const equal = members.length - members.filter(isChange).length;
  const parts = (['claims', 'header'] as const).map((part) => ({
    part,
    listed: members.filter((member) => member.part === part && (isEqualShown || isChange(member))),
  }));
  return (
    <div class="comparison-body">
      {!hasClaims && <p>{t('comparison_no_claims')}</p>}
      {hasClaims && !isCut && equal === members.length && members.length > 0 && <p>{t('comparison_none')}</p>}
      {parts.map(
        ({ part, listed }) => listed.length > 0 && <ChangeTable key={part} part={part} members={listed} />,
      )}
      {isCut && <p>{t('comparison_cut', describeNumber(maxComparedMembers, t.language))}</p>}
      {equal > 0 && (
        <p>
          <button
            type="button"
            class="text-button"
            aria-expanded={isEqualShown}
            onClick={() => setEqualShown(!isEqualShown)}
          >
            {translateCount(t, 'comparison_equal', equal)}
          </button>
        </p>
      )}
    </div>
  );
}

interface TableProps {
  readonly part: MemberChange['part'];
  readonly members: readonly MemberChange[];
}

const partLabels = { claims: 'section_claims', header: 'section_header' } as const;

function ChangeTable({ part, members }: TableProps) {
  const t = useTranslate();
  return (
    <table class="changes" aria-label={t(partLabels[part])}>
      <caption>{t(partLabels[part])}</caption>
      <thead>
        <tr>
          <th scope="col">{t('comparison_name')}</th>
          <th scope="col">{t('comparison_before')}</th>
          <th scope="col">{t('comparison_after')}</th>
          <th scope="col">{t('comparison_change')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <ChangeRow key={JSON.stringify(member.path)} member={member} />
        ))}
      </tbody>
    </table>
  );
}

interface ChangeRowProps {
  readonly member: MemberChange;
  /** For a member that only one of both has. */
  readonly words?: { readonly added: MessageKey; readonly removed: MessageKey };
}

const changeWords = { added: 'comparison_added', removed: 'comparison_removed' } as const;

/** One member as a row: its name, both values, and what changed. */
export function ChangeRow({ member, words = changeWords }: ChangeRowProps) {
  const { part, path, change, before, after } = member;
  return (
    <tr class={`change-${change}`}>
      <th scope="row" class={part === 'header' ? 'part-header' : 'part-payload'}>
        <HostileText text={path.join('.').slice(0, 200)} />
      </th>
      <td>{before !== undefined && <ValueText member={member} text={before} />}</td>
      <td>{after !== undefined && <ValueText member={member} text={after} />}</td>
      <td>
        <ChangeText member={member} words={words} />
      </td>
    </tr>
  );
}

/** One of both values; a time also as a date, like in the table of claims. */
function ValueText({
  member: { part, path },
  text,
}: {
  readonly member: MemberChange;
  readonly text: string;
}) {
  const seconds = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  return (
    <>
      <span class="value">
        <LongText text={text} keepLines />
      </span>
      {part === 'claims' && path.length === 1 && isDate(path[0] ?? '', seconds) && (
        <>
          {' '}
          <MomentText seconds={seconds} />
        </>
      )}
    </>
  );
}

/** What changed, in words: the elements of a set, the duration between two times, otherwise the kind of change. */
function ChangeText({ member: { change, elements, seconds }, words }: Required<ChangeRowProps>) {
  const t = useTranslate();
  if (change === 'equal') return <span class="quiet">{t('comparison_same')}</span>;
  if (change === 'added') return <strong>{t(words.added)}</strong>;
  if (change === 'removed') return <strong>{t(words.removed)}</strong>;
  if (seconds !== undefined) {
    const duration = describeDuration(t, seconds);
    return <>{seconds < 0 ? t('comparison_earlier', duration) : t('comparison_later', duration)}</>;
  }
  if (elements === undefined) return <>{t('comparison_changed')}</>;
  return (
    <ul class="change-elements">
      {elements.removed.map((element) => (
        <li key={`- ${element}`}>
          <strong>{t('comparison_removed')}</strong>{' '}
          <del class="value">
            <LongText text={element} />
          </del>
        </li>
      ))}
      {elements.added.map((element) => (
        <li key={`+ ${element}`}>
          <strong>{t('comparison_added')}</strong>{' '}
          <ins class="value">
            <LongText text={element} />
          </ins>
        </li>
      ))}
    </ul>
  );
}
