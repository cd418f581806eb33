import type { Entry, Facts } from '../model/detail/entry';
import { describeMoment } from './time';
import { typeLabels } from './token-type';
import { describeNumber, type Translate } from './translate';
import { writeHostile } from './visible-text';

/** Longer subjects don't fit into an option. */
const maxSubjectLength = 60;

/** A token's owner and type, as text. */
export function nameFacts(t: Translate, { subject, type }: Facts): string {
  const owner = subject === '' ? t('subject_none') : writeHostile(subject.slice(0, maxSubjectLength));
  return `${owner} · ${t(typeLabels[type].short)}`;
}

/** The same with the token's position in its line. */
export function nameToken(t: Translate, { row, facts }: Entry): string {
  const position =
    row.line === undefined || row.line.size === 1
      ? ''
      : ` ${t('line_mark', describeNumber(row.line.position, t.language))}`;
  return `${nameFacts(t, facts)}${position}`;
}

/** The same with the time of capture, which distinguishes it from tokens of the same name. */
export function nameTokenWithTime(t: Translate, entry: Entry): string {
  return `${nameToken(t, entry)} · ${describeMoment(entry.row.firstSeenMs)?.timeMs ?? ''}`;
}
