// @vitest-environment happy-dom
import { h, render } from 'preact';
import { describe, expect, it } from 'vitest';
import { usePinned, type Pinned } from './usePinned';

describe('a selection from a list whose order changes', () => {
  it('stays at the entry, first the one that was listed first', async () => {
    const root = document.createElement('div');
    const rendered: Pinned<string>[] = [];
    const pinned = () => rendered.at(-1);
    const List = ({ listed }: { readonly listed: readonly string[] }) => {
      rendered.push(usePinned(listed, (entry) => entry));
      return null;
    };
    const show = (...listed: readonly string[]) => render(h(List, { listed }), root);
    show();
    expect(pinned()?.selected).toBeUndefined();
    show('a');
    show('b', 'a');
    expect(pinned()?.selected).toBe('a');
    pinned()?.select('b');
    await new Promise((resolve) => setTimeout(resolve));
    show('c', 'a');
    expect(pinned()).toMatchObject({ selected: 'b', options: ['b', 'c', 'a'] });
  });
});
