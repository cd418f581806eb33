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

type Given = Partial<Pick<Windowing, 'count' | 'headHeight' | 'alwaysDrawn'>>;

let reveal: (index: number) => void;
let layout: ReturnType<typeof createLayout>;

function List({ scroller, ...given }: Given & Pick<Windowing, 'scroller'>) {
  const list = useRef<HTMLUListElement>(null);
  const held = given.count ?? count;
  const windowed = useWindowed({ alwaysDrawn: 20, ...given, scroller, list, count: held, rowHeight });
  reveal = windowed.reveal;
  return (
    <ul class="rows" ref={list} style={{ height: `${held * rowHeight}px` }}>
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

function draw(given: Given & { readonly isEmpty?: boolean } = {}) {
  render(<Page {...given} />, document.body);
}

const page = () => document.querySelector('.page') as HTMLElement;
const drawn = () => Array.from(document.querySelectorAll('li'), ({ textContent }) => Number(textContent));
const rows = (start: number, end: number) => Array.from({ length: end - start }, (_, row) => start + row);
const drawsRows = (expected: readonly number[]) => until(() => expect(drawn()).toEqual(expected));

beforeEach(() => {
  layout = createLayout('.page', '.rows', { height: pageHeight, listTop: 0 });
});

afterEach(() => {
  render(null, document.body);
  layout.end();
});

describe('a list below what is in sight', () => {
  beforeEach(() => layout.change({ listTop: 5_000 }));

  it('draws its first rows all the same', async () => {
    draw();
    await drawsRows(rows(0, 20));
  });

  it('draws all it has when these are fewer', async () => {
    draw({ count: 3 });
    await drawsRows([0, 1, 2]);
  });

  it('draws no row when it has none', async () => {
    draw({ count: 3 });
    await drawsRows([0, 1, 2]);
    draw({ count: 0 });
    await drawsRows([]);
  });

  it('is found where it stands after what is above it has grown', async () => {
    draw();
    scroll(page(), 6_000);
    await drawsRows([...rows(0, 20), ...rows(92, 128)]);
    layout.change({ listTop: 5_500 });
    await drawsRows([...rows(0, 20), ...rows(42, 78)]);
  });

  it('does not move what is being read when it comes late', async () => {
    draw({ isEmpty: true });
    scroll(page(), 120);
    draw();
    await drawsRows(rows(0, 20));
    expect(page().scrollTop).toBe(120);
  });
});

describe('a list that is gone', () => {
  it('leaves no observer behind, and its scroller where it was', async () => {
    draw();
    scroll(page(), 500);
    await drawsRows([...rows(0, 20), ...rows(42, 78)]);
    reveal(1_000);
    const revealed = page().scrollTop;
    draw({ isEmpty: true });
    expect(layout.isObserved()).toBe(false);
    expect(page().scrollTop).toBe(revealed);
  });
});

describe('a list of 100,000 rows', () => {
  it('draws those in sight, a few around them, and the first', async () => {
    draw();
    for (const row of [0, 5, 15, 30, 50_000, 99_980]) {
      scroll(page(), row * rowHeight);
      const start = Math.max(0, row - 8);
      await drawsRows([...rows(0, Math.min(20, start)), ...rows(start, Math.min(count, row + 28))]);
    }
  });

  it('draws rows that exist when most of them go at once', async () => {
    draw();
    scroll(page(), 900_000);
    await until(() => expect(drawn()).toContain(90_000));
    draw({ count: 30 });
    await drawsRows(rows(0, 30));
  });

  it('draws a screenful where nothing is laid out, and what it had when it is hidden', async () => {
    layout.change({ height: 0 });
    draw();
    await drawsRows(rows(0, 28));
    layout.change({ height: pageHeight });
    scroll(page(), 5_000);
    await drawsRows([...rows(0, 20), ...rows(492, 528)]);
    layout.change({ height: 0 });
    scroll(page(), 5_010);
    await until(() => expect(drawn()).toContain(528));
  });
});

describe('a row that is to be seen', () => {
  const headHeight = 24;

  beforeEach(() => {
    layout.change({ listTop: headHeight });
    draw({ headHeight });
    scroll(page(), 1_000);
  });

  it('moves nothing when it is in sight', () => {
    reveal(100);
    reveal(116);
    expect(page().scrollTop).toBe(1_000);
  });

  it('comes from below to the lower edge', () => {
    reveal(150);
    expect(page().scrollTop).toBe(headHeight + 151 * rowHeight - pageHeight);
  });

  it('comes from above to below the head', () => {
    reveal(50);
    expect(page().scrollTop).toBe(50 * rowHeight);
  });

  it('is the last one, or the first', () => {
    reveal(count - 1);
    expect(page().scrollTop).toBe(headHeight + count * rowHeight - pageHeight);
    scroll(page(), page().scrollTop);
    reveal(0);
    expect(page().scrollTop).toBe(0);
  });
});
