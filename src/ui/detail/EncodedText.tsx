import { HostileText } from '../element/HostileText';
import { useCut } from '../element/useCut';
import { describeNumber, useSay } from '../translate';
import { describeParts, type EncodedPart } from '../words/parts';

export interface EncodedTextProps {
  readonly raw: string;
  /** Zero-based index of the first wrong character. */
  readonly faultAt?: number | undefined;
}

/** A token of the usual length is shown whole. */
const shownAtFirst = 1_200;

/** Each part in its hue, with a legend that says in words what the hues mean. */
export function EncodedText({ raw, faultAt }: EncodedTextProps) {
  const say = useSay();
  const { limit, control } = useCut(raw.length, shownAtFirst);
  const parts = describeParts(raw);
  return (
    <>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part.start} class={`hue-${part.hue}`}>
            {say('encoded_part', say(part.name), describeNumber(part.text.length))}
          </li>
        ))}
      </ul>
      <p class="encoded">
        {parts
          .filter(({ start }) => start <= limit)
          .map((part) => (
            <PartText key={part.start} part={part} limit={limit} faultAt={faultAt} />
          ))}
        {control}
      </p>
    </>
  );
}

interface PartTextProps {
  readonly part: EncodedPart;
  readonly limit: number;
  readonly faultAt: number | undefined;
}

function PartText({ part: { start, text, hue }, limit, faultAt }: PartTextProps) {
  const shown = text.slice(0, limit - start);
  const fault = faultAt === undefined ? -1 : faultAt - start;
  const isHere = fault >= 0 && fault < shown.length;
  return (
    <>
      {start > 0 && '.'}
      <span class={`hue-${hue}`}>
        <HostileText text={isHere ? shown.slice(0, fault) : shown} />
        {isHere && (
          <>
            <mark>
              <HostileText text={shown.slice(fault, fault + 1)} />
            </mark>
            <HostileText text={shown.slice(fault + 1)} />
          </>
        )}
      </span>
    </>
  );
}
