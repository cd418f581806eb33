import type { TokenLinePosition } from '../../traffic';
import type { Entry, Facts } from '../model/detail/entry';
import { describeNumber, useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';
import { HostileText } from './HostileText';

/** A token's owner, type and position in its line, such as "alice · access ·2". */
export function TokenName({ entry: { row, facts } }: { readonly entry: Entry }) {
  const t = useTranslate();
  return (
    <>
      <SubjectText facts={facts} /> · {t(typeLabels[facts.type].short)}
      <LinePosition line={row.line} />
    </>
  );
}

/** The token's subject, or why there is none. */
export function SubjectText({ facts: { token, subject, isReadable } }: { readonly facts: Facts }) {
  const t = useTranslate();
  if (subject !== '') return <HostileText text={subject} />;
  const reason = isReadable
    ? 'subject_none'
    : token.kind === 'jwe'
      ? 'subject_encrypted'
      : 'subject_unreadable';
  return <span class="quiet">{t(reason)}</span>;
}

/** A token's position in its line, such as "·2"; nothing for the only token of a line. */
export function LinePosition({ line }: { readonly line: TokenLinePosition | undefined }) {
  const t = useTranslate();
  if (line === undefined || line.size === 1) return null;
  const position = describeNumber(line.position, t.language);
  return (
    <span class="quiet" title={t('line_position', position, describeNumber(line.size, t.language))}>
      {' '}
      {t('line_mark', position)}
    </span>
  );
}

/** What distinguishes a token from others with the same subject and type; nothing if it needs no distinction. */
export function Distinction({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span class="quiet">
      {' · '}
      <HostileText text={text} />
    </span>
  );
}
