import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { FindBoxModel } from '../../model/detail/find';
import { createLazyComponent } from '../LazyComponent';

const FindBox = createLazyComponent<{ readonly find: FindBoxModel }>(
  async () => (await import('./FindBox')).FindBox,
);

interface FindHostProps {
  readonly find: FindBoxModel;
  /** The details: Ctrl+F opens the find box while the focus is in them. */
  readonly detail: RefObject<HTMLElement | null>;
}

/** The find box of the details, at their end. */
export function FindHost({ find, detail }: FindHostProps) {
  // What is typed right after Ctrl+F is meant for the box, not for the editor.
  useEffect(FindBox.preload, []);
  useEffect(() => {
    // Before the panel's filter and the search bar of DevTools, which listen for the same key.
    const onKey = (event: KeyboardEvent) => {
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey);
      if (!isFind || event.altKey || event.shiftKey) return;
      if (!(event.target instanceof Node) || !detail.current?.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      find.open();
      detail.current.querySelector<HTMLInputElement>('.find-bar input')?.select();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [find, detail]);
  return find.isOpen.value ? <FindBox find={find} /> : null;
}
