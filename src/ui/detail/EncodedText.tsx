import { useLayoutEffect, useRef } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import { scrollInPane } from '../components/scroll-in-pane';
import { useCut } from '../components/useCut';
import { translateCount, useTranslate } from '../format/translate';
import { describeParts, type EncodedPart } from '../format/token-parts';
import { findCharacterAt } from './members/character-at';

interface EncodedTextProps {
  readonly raw: string;
  /** The marked range: an error, or the highlighted member. */
  readonly mark?: Mark | undefined;
  /** Called with the zero-based index of the character under the mouse; with undefined when there is none. */
  readonly onPoint?: (index: number | undefined) => void;
  /** Called for a click on a character, and for Enter. */
  readonly onPick?: () => void;
  /** The members that the arrow keys move through; undefined if there are none. */
  readonly stops?: Stops | undefined;
}

/** What the arrow keys move through in a text that is otherwise one tab stop. */
export interface Stops {
  /** The accessible name of the text. */
  readonly name: string;
  readonly count: number;
  /** Zero-based. */
  readonly at: number;
  /** What is marked. */
  readonly text: string;
  readonly onStop: (at: number) => void;
  readonly onLeave: () => void;
}

/** Zero-based, end exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly isError: boolean;
}

/** Long enough that ordinary tokens aren't truncated. */
const shownAtFirst = 1_200;

/** Each part in its own color, with a legend. For the keyboard and screen readers, it's a slider over the members. */
export function EncodedText({ raw, mark, onPoint, onPick, stops }: EncodedTextProps) {
  const t = useTranslate();
  // What was marked stays, so that the text doesn't get shorter under the mouse.
  const marked = useRef(0);
  marked.current = Math.max(marked.current, mark?.end ?? 0);
  const { limit, control } = useCut(raw.length, shownAtFirst, marked.current);
  const parts = describeParts(raw);
  const text = useRef<HTMLSpanElement>(null);
  const isMoving = useRef(false);
  useLayoutEffect(() => {
    const element = isMoving.current && text.current?.querySelector('mark');
    isMoving.current = false;
    if (element) scrollInPane(element, 'nearest');
  }, [mark?.start, mark?.end]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!stops || event.ctrlKey || event.metaKey || event.altKey) return;
    const { at, count } = stops;
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (next !== undefined) {
      isMoving.current = true;
      stops.onStop(Math.max(0, Math.min(count - 1, next)));
    } else if (event.key === 'Enter') onPick?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
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
        <span
          ref={text}
          class="encoded-text"
          onMouseMove={({ currentTarget, clientX, clientY }) =>
            onPoint?.(findCharacterAt(currentTarget, clientX, clientY))
          }
          onMouseLeave={() => onPoint?.(undefined)}
          onClick={() => {
            if (getSelection()?.isCollapsed !== false) onPick?.();
          }}
          {...(stops && {
            role: 'slider',
            tabIndex: 0,
            'aria-label': stops.name,
            'aria-valuemin': 1,
            'aria-valuemax': stops.count,
            'aria-valuenow': stops.at + 1,
            'aria-valuetext': stops.text,
            onKeyDown,
            onFocus: ({ currentTarget }: FocusEvent) => {
              if (currentTarget instanceof Element && currentTarget.matches(':focus-visible'))
                stops.onStop(stops.at);
            },
            onBlur: stops.onLeave,
          })}
        >
          {parts
            .filter(({ start }) => start <= limit)
            .map((part) => (
              <PartText key={part.start} part={part} before={raw[part.start - 1]} limit={limit} mark={mark} />
            ))}
        </span>
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
