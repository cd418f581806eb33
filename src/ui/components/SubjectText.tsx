import type { Facts } from '../model/detail/entry';
import { useTranslate } from '../format/translate';
import { HostileText } from './HostileText';

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
