import { HostileText } from '../components/HostileText';
import { useCut } from '../components/useCut';
import { translateCount, useTranslate } from '../format/translate';
import { describeParts, type EncodedPart } from '../format/token-parts';

export interface EncodedTextProps {
  readonly raw: string;
  /** The marked range: an error, or the highlighted member. */
  readonly mark?: Mark | undefined;
}

/** Zero-based, end exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly isError: boolean;
}

/** Long enough that ordinary tokens aren't truncated. */
const shownAtFirst = 1_200;

/** Each part in its own color, with a legend. */
export function EncodedText({ raw, mark }: EncodedTextProps) {
  const t = useTranslate();
  const { limit, control } = useCut(raw.length, shownAtFirst);
  const parts = describeParts(raw);
  return (
    <>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part.start} class={`part-${part.color}`}>
            <span>{t(part.name)}</span>{' '}
            <span class="quiet">{translateCount(t, 'characters', part.text.length)}</span>
          </li>
        ))}
      </ul>
      <p class="encoded">
        {parts
          .filter(({ start }) => start <= limit)
          .map((part) => (
            <PartText key={part.start} part={part} before={raw[part.start - 1]} limit={limit} mark={mark} />
          ))}
        {control}
      </p>
    </>
  );
}

interface PartTextProps {
  readonly part: EncodedPart;
  /** The dot or tilde in front of the part. */
  readonly before: string | undefined;
  readonly limit: number;
  readonly mark: Mark | undefined;
}

function PartText({ part: { start, text, color }, before, limit, mark }: PartTextProps) {
  const shown = text.slice(0, limit - start);
  const from = mark === undefined ? shown.length : Math.max(0, mark.start - start);
  const to = mark === undefined ? 0 : Math.min(shown.length, mark.end - start);
  return (
    <>
      {before}
      <span class={`part-${color}`}>
        {from < to ? (
          <>
            <HostileText text={shown.slice(0, from)} />
            <mark class={mark?.isError === true ? 'mark-error' : 'mark-member'}>
              <HostileText text={shown.slice(from, to)} />
            </mark>
            <HostileText text={shown.slice(to)} />
          </>
        ) : (
          <HostileText text={shown} />
        )}
      </span>
    </>
  );
}
