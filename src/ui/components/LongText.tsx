import { useLayoutEffect, useRef } from 'preact/hooks';
import { HostileText, type HostileTextProps } from './HostileText';
import { scrollInPane } from './scroll-in-pane';
import { useCut } from './useCut';

interface LongTextProps extends HostileTextProps {
  /** Characters shown before the user expands the text. */
  readonly first?: number;
  /** Characters that are marked and brought into view. */
  readonly mark?: Mark | undefined;
}

/** Zero-based, end exclusive. */
interface Mark {
  readonly start: number;
  readonly end: number;
}

/**
 * Untrusted text, truncated until the user expands it. Set a `key` per value, or the next value would be expanded too.
 */
export function LongText({ text, keepLines = false, first, mark }: LongTextProps) {
  const { limit, control } = useCut(text.length, first, mark?.end);
  return (
    <>
      {mark === undefined || mark.end > limit ? (
        <HostileText text={text.slice(0, limit)} keepLines={keepLines} />
      ) : (
        <>
          <HostileText text={text.slice(0, mark.start)} keepLines={keepLines} />
          <Marked text={text.slice(mark.start, mark.end)} />
          <HostileText text={text.slice(mark.end, limit)} keepLines={keepLines} />
        </>
      )}
      {control}
    </>
  );
}

function Marked({ text }: { readonly text: string }) {
  const mark = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (mark.current) scrollInPane(mark.current, 'nearest');
  }, []);
  return (
    <mark ref={mark} class="find-text">
      <HostileText text={text} />
    </mark>
  );
}
