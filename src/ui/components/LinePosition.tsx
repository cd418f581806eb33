import type { TokenLinePosition } from '../../traffic';
import { describeNumber, useTranslate } from '../format/translate';

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
