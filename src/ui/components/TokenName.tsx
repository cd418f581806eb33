import type { Entry } from '../model/detail/entry';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';
import { LinePosition } from './LinePosition';
import { SubjectText } from './SubjectText';

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
