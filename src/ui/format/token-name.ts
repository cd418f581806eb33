import type { Entry } from '../model/detail/entry';
import { describeMoment } from './time';
import { typeLabels } from './token-type';
import { describeNumber, type Translate } from './translate';
import { writeHostile } from './visible-text';

/** Longer subjects don't fit into an option. */
const maxSubjectLength = 60;

/** A token's owner, type and position in its line, as text. */
export function nameToken(t: Translate, { row, facts }: Entry): string {
  const subject =
    facts.subject === '' ? t('subject_none') : writeHostile(facts.subject.slice(0, maxSubjectLength));
  const position =
    row.line === undefined || row.line.size === 1
      ? ''
      : ` ${t('line_mark', describeNumber(row.line.position, t.language))}`;
  return `${subject} · ${t(typeLabels[facts.type].short)}${position}`;
}

/** The same with the time of capture, which distinguishes it from tokens of the same name. */
export function nameTokenWithTime(t: Translate, entry: Entry): string {
  return `${nameToken(t, entry)} · ${describeMoment(entry.row.firstSeenMs)?.timeMs ?? ''}`;
}
