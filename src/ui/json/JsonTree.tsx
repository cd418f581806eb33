import '../style/json.css';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ExactValue } from '../../token';
import { scrollInPane } from '../components/scroll-in-pane';
import { useTranslate } from '../format/translate';
import type { DetailModel } from '../model/detail/detail';
import type { ExactPart } from '../model/detail/exact-part';
import { findRowAt, listValuesAt, spanOf, stepsTo, type JsonRow } from '../model/json/json-rows';
import { createJsonTree } from '../model/json/json-tree';
import { copyRow, JsonLine } from './JsonLine';
import { RowBlock } from './RowBlock';

/** Rows that are rendered or left out together. */
const blockLength = 100;

/** One part of the token as a tree, with the exact texts of its values. */
export interface JsonTreeProps {
  /** Its accessible name. */
  readonly name: string;
  readonly part: 'header' | 'claims';
  readonly exact: ExactPart;
  readonly model: DetailModel;
}

/**
 * JSON as it was signed, as a tree: one tab stop, arrow keys, and blocks of rows that are rendered only near the visible
 * area. Set a `key` per token.
 */
export function JsonTree({ name, part, exact, model }: JsonTreeProps) {
  const t = useTranslate();
  const { find, highlight, copying, nestedTokens } = model;
  const tree = useRef<HTMLDivElement>(null);
  const state = useMemo(() => createJsonTree(exact.root), [exact]);
  const rows = state.rows.value;
  const active = state.active.value;
  const highlighted = highlight.member.value;
  const marked =
    highlighted?.isFromText === true && highlighted.name === part && highlighted.node
      ? findRowAt(rows, highlighted.node.at.start)?.value
      : undefined;
  const matches = useMemo(
    () => new Set(find.matches.value.map(({ part: of, json }) => (of === part ? json?.value : undefined))),
    [find.matches.value, part],
  );
  const current = find.current.value?.part === part ? find.current.value.json : undefined;

  const focusActive = () =>
    tree.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus();
  const isMoving = useRef(false);
  useLayoutEffect(() => {
    if (isMoving.current) focusActive();
    isMoving.current = false;
  }, [active, rows]);
  useEffect(() => {
    if (current) state.reveal(current.value, current.enclosing);
  }, [find.moves.value, current]);
  useLayoutEffect(() => {
    const line = current && tree.current?.querySelector('.json-current');
    if (line) scrollInPane(line, 'nearest');
  }, [find.moves.value, current, rows]);

  const revealed = highlight.revealed.value?.name === part ? highlight.revealed.value : undefined;
  const isRevealing = useRef(false);
  useEffect(() => {
    if (!revealed) return;
    highlight.shown();
    const { start } = revealed.node?.at ?? exact.root.at;
    const values = listValuesAt(exact.root, start);
    const value = values.at(-1);
    if (value === undefined) return;
    isRevealing.current = true;
    state.reveal(value, values.slice(0, -1));
  }, [revealed]);
  // When the row is rendered. It's the active one, so its block is, too.
  useLayoutEffect(() => {
    if (!isRevealing.current) return;
    const line = tree.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]');
    if (!line) return;
    isRevealing.current = false;
    scrollInPane(line, 'nearest');
    line.focus({ preventScroll: true });
    const row = rows.find(({ value }) => value === active);
    if (row)
      highlight.set({ name: part, member: stepsTo(row)[0]?.toString(), node: spanOf(row), isFromText: true });
  });

  const mark = (row: JsonRow | undefined) =>
    highlight.set(row && { name: part, member: stepsTo(row)[0]?.toString(), node: spanOf(row) });
  const onKeyDown = (event: KeyboardEvent) => {
    // The row's buttons handle their own keys.
    if (!(event.target instanceof Element) || !event.target.matches('[role=treeitem]')) return;
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const row = rows.find(({ value }) => value === state.active.peek());
      if (event.key.toLowerCase() !== 'c' || !row || !(getSelection()?.isCollapsed ?? true)) return;
      event.preventDefault();
      copyRow(t, copying, exact, row);
      return;
    }
    if (!state.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    isMoving.current = true;
    // A key that changes nothing doesn't render the tree.
    focusActive();
  };
  const lineOf = (row: JsonRow, index: number) => (
    <JsonLine
      key={index}
      row={row}
      part={part}
      exact={exact}
      copying={copying}
      nestedTokens={nestedTokens}
      isActive={row.value === active}
      className={classOf(row.value, matches, current?.value, marked)}
      onToggle={() => {
        state.activate(row.value);
        state.toggle(row);
      }}
      onFocus={() => {
        state.activate(row.value);
        mark(row);
      }}
      onEnter={() => mark(row)}
    />
  );
  const blocks = Array.from({ length: Math.ceil(rows.length / blockLength) }, (_, block) => block);
  return (
    <div
      class="json-tree value"
      role="tree"
      aria-label={name}
      // Code is read from left to right in every language.
      dir="ltr"
      ref={tree}
      onKeyDown={onKeyDown}
      onMouseLeave={() => mark(undefined)}
      onFocusOut={() => mark(undefined)}
    >
      {blocks.map((block) => {
        const first = block * blockLength;
        const inBlock = rows.slice(first, first + blockLength);
        return (
          <RowBlock
            key={block}
            count={inBlock.length}
            isKept={block === 0 || inBlock.some(({ value }) => value === active)}
            render={() => inBlock.map((row, index) => lineOf(row, first + index))}
          />
        );
      })}
    </div>
  );
}

function classOf(
  value: ExactValue,
  matches: ReadonlySet<ExactValue | undefined>,
  current: ExactValue | undefined,
  marked: ExactValue | undefined,
): string {
  const classes = ['json-line'];
  if (matches.has(value)) classes.push('find-match');
  if (value === current) classes.push('json-current find-current');
  if (value === marked) classes.push('member-marked');
  return classes.join(' ');
}
