import type { RefObject } from 'preact';
import type { Found } from '../../token';
import { describeParts } from '../format/token-parts';

/** Longer text isn't colored, because the browser would have to lay it out twice. */
export const maxHighlightedLength = 20_000;

interface HighlightedTokenProps {
  readonly text: string;
  readonly found: readonly Found[];
  readonly element: RefObject<HTMLDivElement | null>;
}

/** The colored text behind the transparent text box, in the same position: a textarea can't have multiple colors. */
export function HighlightedToken({ text, found, element }: HighlightedTokenProps) {
  let end = 0;
  return (
    <div class="token-highlight" aria-hidden="true" ref={element}>
      {found
        .filter(({ source }, index) => source.start >= (found[index - 1]?.source.end ?? 0))
        .map(({ source }) => {
          const before = text.slice(end, source.start);
          end = source.end;
          return (
            <>
              {before}
              {describeParts(text.slice(source.start, source.end)).map((part) => (
                <>
                  {part.start > 0 && '.'}
                  <span class={`part-${part.color}`}>{part.text}</span>
                </>
              ))}
            </>
          );
        })}
      {/* Gives an empty last line its height. */}
      {`${text.slice(end)}\u200B`}
    </div>
  );
}
