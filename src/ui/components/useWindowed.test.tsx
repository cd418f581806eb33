// @vitest-environment happy-dom
import { render } from 'preact';
import { useRef } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../fixture/screen.fixture';
import { createLayout, scroll } from './layout.fixture';
import { useWindowed, type Windowing } from './useWindowed';

const rowHeight = 10;
const count = 100_000;
const pageHeight = 200;

type Given = Partial<Pick<Windowing, 'count' | 'headHeight' | 'alwaysDrawn' | 'isPinnedToEnd' | 'movedBy'>>;

let reveal: (index: number) => void;
let layout: ReturnType<typeof createLayout>;

function List({ scroller, ...given }: Given & Pick<Windowing, 'scroller'>) {
  const list = useRef<HTMLUListElement>(null);
  const total = given.count ?? count;
  const windowed = useWindowed({ alwaysDrawn: 20, ...given, scroller, list, count: total, rowHeight });
  reveal = windowed.reveal;
  return (
    <ul class="rows" ref={list} style={{ height: `${total * rowHeight}px` }}>
      {windowed.indexes.map((index) => (
        <li key={index}>{index}</li>
      ))}
    </ul>
  );
}

function Page({ isEmpty = false, ...given }: Given & { readonly isEmpty?: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div class="page" ref={scroller}>
      <div>{!isEmpty && <List {...given} scroller={scroller} />}</div>
    </div>
  );
}

function renderList(given: Given & { readonly isEmpty?: boolean } = {}) {
  render(<Page {...given} />, document.body);
}

const page = () => document.querySelector('.page') as HTMLElement;
const renderedRows = () =>
  Array.from(document.querySelectorAll('li'), ({ textContent }) => Number(textContent));
const rows = (start: number, end: number) => Array.from({ length: end - start }, (_, row) => start + row);
const expectRows = (expected: readonly number[]) => until(() => expect(renderedRows()).toEqual(expected));

beforeEach(() => {
  layout = createLayout('.page', '.rows', { height: pageHeight, listTop: 0 });
});

afterEach(() => {
  render(null, document.body);
  layout.end();
});

describe('a list below the visible area', () => {
  beforeEach(() => layout.change({ listTop: 5_000 }));

  it('renders its first rows', async () => {
    renderList();
    await expectRows(rows(0, 20));
  });

  it('renders all rows if there are fewer than `alwaysDrawn`', async () => {
    renderList({ count: 3 });
    await expectRows([0, 1, 2]);
  });

  it('renders the rows at the end before the scroll event if it is pinned to the end', async () => {
    layout.change({ listTop: 0 });
    renderList({ count: 1_000, alwaysDrawn: 0, isPinnedToEnd: true });
    await expectRows(rows(978, 1_000));
    renderList({ count: 1_500, alwaysDrawn: 0, isPinnedToEnd: true });
    expect(renderedRows()).toEqual(rows(1_478, 1_500));
  });

  it('renders nothing when it becomes empty', async () => {
    renderList({ count: 3 });
    await expectRows([0, 1, 2]);
    renderList({ count: 0 });
    await expectRows([]);
  });

  it('renders the right rows after the content above it has grown', async () => {
    renderList();
    scroll(page(), 6_000);
    await expectRows([...rows(0, 20), ...rows(92, 128)]);
    layout.change({ listTop: 5_500 });
    await expectRows([...rows(0, 20), ...rows(42, 78)]);
  });

  it('keeps the scroll position when it is added later', async () => {
    renderList({ isEmpty: true });
    scroll(page(), 120);
    renderList();
    await expectRows(rows(0, 20));
    expect(page().scrollTop).toBe(120);
  });
});

describe('a removed list', () => {
  it('leaves no observer behind and keeps the scroll position', async () => {
    renderList();
    scroll(page(), 500);
    await expectRows([...rows(0, 20), ...rows(42, 78)]);
    reveal(1_000);
    const revealed = page().scrollTop;
    renderList({ isEmpty: true });
    expect(layout.isObserved()).toBe(false);
    expect(page().scrollTop).toBe(revealed);
  });
});

describe('a list of 100,000 rows', () => {
  it('renders the visible rows, a few around them, and the first ones', async () => {
    renderList();
    for (const row of [0, 5, 15, 30, 50_000, 99_980]) {
      scroll(page(), row * rowHeight);
      const start = Math.max(0, row - 8);
      await expectRows([...rows(0, Math.min(20, start)), ...rows(start, Math.min(count, row + 28))]);
    }
  });

  it('renders the rows that are revealed before the scroll event', async () => {
    renderList();
    await expectRows(rows(0, 28));
    reveal(50_000);
    await expectRows([...rows(0, 20), ...rows(49_973, 50_009)]);
  });

  it('renders rows that have moved where they are now, and scrolls to them before the scroll event', async () => {
    renderList({ alwaysDrawn: 0 });
    scroll(page(), 1_000);
    await expectRows(rows(92, 128));
    renderList({ alwaysDrawn: 0, movedBy: 500 });
    expect(renderedRows()).toEqual(rows(142, 178));
    expect(page().scrollTop).toBe(1_500);
    renderList({ alwaysDrawn: 0 });
    expect(renderedRows()).toEqual(rows(142, 178));
  });

  it('scrolls to rows that have moved while it was hidden when it is shown, once', async () => {
    renderList({ alwaysDrawn: 0 });
    scroll(page(), 1_000);
    await expectRows(rows(92, 128));
    layout.change({ height: 0 });
    for (const movedBy of [200, 500]) renderList({ alwaysDrawn: 0, movedBy });
    expect(page().scrollTop).toBe(1_000);
    layout.change({ height: pageHeight });
    renderList({ alwaysDrawn: 0, movedBy: 500 });
    expect(page().scrollTop).toBe(1_500);
    expect(renderedRows()).toEqual(rows(142, 178));
  });

  it('renders only existing rows after most of them are removed', async () => {
    renderList();
    scroll(page(), 900_000);
    await until(() => expect(renderedRows()).toContain(90_000));
    renderList({ count: 30 });
    await expectRows(rows(0, 30));
  });

  it('renders a screenful without a layout, and keeps its rows while hidden', async () => {
    layout.change({ height: 0 });
    renderList();
    await expectRows(rows(0, 28));
    layout.change({ height: pageHeight });
    scroll(page(), 5_000);
    await expectRows([...rows(0, 20), ...rows(492, 528)]);
    layout.change({ height: 0 });
    scroll(page(), 5_010);
    await until(() => expect(renderedRows()).toContain(528));
  });
});

describe('reveal', () => {
  const headHeight = 24;

  beforeEach(() => {
    layout.change({ listTop: headHeight });
    renderList({ headHeight });
    scroll(page(), 1_000);
  });

  it('does not scroll to a visible row', () => {
    reveal(100);
    reveal(116);
    expect(page().scrollTop).toBe(1_000);
  });

  it('scrolls a row below to the lower edge', () => {
    reveal(150);
    expect(page().scrollTop).toBe(headHeight + 151 * rowHeight - pageHeight);
  });

  it('scrolls a row above to just below the header', () => {
    reveal(50);
    expect(page().scrollTop).toBe(50 * rowHeight);
  });

  it('scrolls once in a box that is lower than a row and the header', async () => {
    layout.change({ height: 30 });
    reveal(500);
    const { scrollTop } = page();
    for (const _ of [1, 2, 3]) reveal(500);
    expect(page().scrollTop).toBe(scrollTop);
    await until(() => expect(renderedRows()).toContain(500));
  });

  it('reaches the last and the first row', () => {
    reveal(count - 1);
    expect(page().scrollTop).toBe(headHeight + count * rowHeight - pageHeight);
    scroll(page(), page().scrollTop);
    reveal(0);
    expect(page().scrollTop).toBe(0);
  });
});
