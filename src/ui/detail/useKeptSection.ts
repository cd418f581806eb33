import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** The section at the top of the visible area. */
interface Position {
  /** The class that identifies it; undefined above the first section. */
  readonly section: string | undefined;
  /** How far it's scrolled out of view, in pixels. */
  readonly offset: number;
}

/** Sections are loaded, and their content is computed, at most this long after the token is shown. */
const settlesAfterMs = 1_000;

const userEvents = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;

/**
 * Keeps the section that the user is reading in view when the details show something else: the sections above it have
 * another height then. With `startsAtTop`, what is shown begins with what the user must see.
 */
export function useKeptSection(
  scroller: RefObject<HTMLElement | null>,
  shown: unknown,
  startsAtTop = false,
): void {
  const position = useRef<Position>({ section: undefined, offset: 0 });
  const isSettling = useRef(false);
  /** Known without reading it, which would lay out the page once more for each selection. */
  const isAtTop = useRef(true);
  const settle = useRef<() => void>(() => {});

  const restorePosition = (box: HTMLElement) => {
    const isTop = position.current.section === undefined;
    if (!isTop || !isAtTop.current) restore(box, position.current);
    isAtTop.current = isTop;
  };

  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const onScroll = () => {
      isAtTop.current = box.scrollTop === 0;
      if (!isSettling.current) position.current = readPosition(box);
    };
    const onUser = () => settle.current();
    const resizes = new ResizeObserver(() => {
      if (isSettling.current) restorePosition(box);
    });
    for (const content of box.children) resizes.observe(content);
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const name of userEvents) box.addEventListener(name, onUser, { passive: true });
    return () => {
      resizes.disconnect();
      box.removeEventListener('scroll', onScroll);
      for (const name of userEvents) box.removeEventListener(name, onUser);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    isSettling.current = true;
    if (startsAtTop) position.current = { section: undefined, offset: 0 };
    restorePosition(box);
    const end = () => {
      clearTimeout(timer);
      isSettling.current = false;
      position.current = readPosition(box);
    };
    const timer = setTimeout(end, settlesAfterMs);
    settle.current = end;
    return () => {
      clearTimeout(timer);
      settle.current = () => {};
    };
  }, [scroller, shown]);
}

function listSections(box: HTMLElement): readonly HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('.section')];
}

function nameOf(section: Element): string | undefined {
  return [...section.classList].find((name) => name.startsWith('section-'));
}

function readPosition(box: HTMLElement): Position {
  const { top } = box.getBoundingClientRect();
  const sections = listSections(box);
  // The line with the links to the sections covers the top.
  const covered = box.querySelector<HTMLElement>('.jump-line')?.offsetHeight ?? 0;
  const above = sections.findLast((section) => section.getBoundingClientRect().top <= top + covered + 1);
  return above === undefined
    ? { section: undefined, offset: 0 }
    : { section: nameOf(above), offset: top - above.getBoundingClientRect().top };
}

function restore(box: HTMLElement, { section, offset }: Position): void {
  if (section === undefined) {
    box.scrollTop = 0;
    return;
  }
  const target = listSections(box).find((one) => nameOf(one) === section);
  if (target === undefined) return;
  // A shorter section than before is shown from its start.
  const kept = Math.min(offset, Math.max(0, target.offsetHeight - 24));
  box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top + kept;
}
