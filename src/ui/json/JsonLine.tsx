import { useMemo } from 'preact/hooks';
import { exactText, type ExactString, type StringMark } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { focusSummary } from '../detail/Breadcrumbs';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { CopyingModel } from '../model/detail/copying';
import { readToken, type NestedTokensModel } from '../model/detail/nested-tokens';
import type { ExactPart } from '../model/detail/exact-part';
import {
  countChildren,
  maxStringLength,
  stepsTo,
  writeJsonPath,
  type JsonRow,
} from '../model/json/json-rows';

/** Characters of an expanded string, so that rendering stays fast. Copying always copies all of them. */
const maxShownLength = 100_000;

interface JsonLineProps {
  readonly row: JsonRow;
  readonly part: 'header' | 'claims';
  readonly exact: ExactPart;
  readonly copying: CopyingModel;
  readonly nestedTokens: NestedTokensModel;
  /** Whether this is the tree's tab stop. */
  readonly isActive: boolean;
  readonly className: string;
  readonly onToggle: () => void;
  readonly onFocus: () => void;
  readonly onEnter: () => void;
}

/** One line of the tree: fold, name, value, what to know about it, and its buttons. */
export function JsonLine(props: JsonLineProps) {
  const { row, part, exact, copying, nestedTokens, isActive, className, onToggle, onFocus, onEnter } = props;
  const t = useTranslate();
  const { depth, value } = row;
  const comma = row.position < row.siblings && ',';
  if (row.kind === 'end') {
    return (
      <div class="json-line" aria-hidden="true" style={`--depth: ${depth}`}>
        {value.kind === 'object' ? '}' : ']'}
        {comma}
      </div>
    );
  }
  const path = writeHostile(writeJsonPath(stepsTo(row)).slice(0, 200));
  return (
    <div
      class={className}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={row.isExpanded}
      tabIndex={isActive ? 0 : -1}
      style={`--depth: ${depth}`}
      onFocusIn={onFocus}
      onMouseEnter={onEnter}
    >
      {row.isExpanded !== undefined && (
        <span class="json-fold" aria-hidden="true" onClick={onToggle}>
          <Icon name={row.isExpanded ? 'unfolded' : 'folded'} />
        </span>
      )}
      {row.name && (
        <>
          <span class={`part-${part === 'header' ? 'header' : 'payload'}`}>
            <HostileText text={row.name.text.slice(0, maxShownLength)} />
          </span>
          {': '}
        </>
      )}
      <ValueText row={row} />
      {row.isExpanded === true && value.kind !== 'string' ? null : <span aria-hidden="true">{comma}</span>}
      <LineNotes row={row} />
      {value.kind === 'string' && (
        <OpenButton text={value.value} nestedTokens={nestedTokens} isActive={isActive} />
      )}
      <span class="json-actions">
        <CopyButton
          copying={copying}
          name={t('json_copy_value', path)}
          text={() => writeRow(exact, row)}
          isTabbable={isActive}
        />
        <CopyButton
          copying={copying}
          name={t('json_copy_path', path)}
          text={() => writeJsonPath(stepsTo(row))}
          icon="path"
          isTabbable={isActive}
        />
      </span>
    </div>
  );
}

interface OpenButtonProps {
  readonly text: string;
  readonly nestedTokens: NestedTokensModel;
  readonly isActive: boolean;
}

/** Opens the token that a string is. */
function OpenButton({ text, nestedTokens, isActive }: OpenButtonProps) {
  const t = useTranslate();
  const token = useMemo(() => readToken(text), [text]);
  if (token === undefined) return null;
  return (
    <>
      {' '}
      <button
        type="button"
        class="text-button json-open"
        tabIndex={isActive ? 0 : -1}
        onClick={() => {
          nestedTokens.enter(token);
          focusSummary();
        }}
      >
        {t('nested_open')}
      </button>
    </>
  );
}

function ValueText({ row: { value, isExpanded } }: { readonly row: JsonRow }) {
  const t = useTranslate();
  switch (value.kind) {
    case 'object':
    case 'array': {
      const [open, close] = value.kind === 'object' ? '{}' : '[]';
      if (isExpanded === true) return <>{open}</>;
      if (isExpanded === undefined) return <>{`${open}${close}`}</>;
      return (
        <>
          {open}…{close}{' '}
          <span class="quiet json-count">
            {value.kind === 'object'
              ? translateCount(t, 'json_members', countChildren(value))
              : translateCount(t, 'json_items', countChildren(value))}
          </span>
        </>
      );
    }
    case 'string': {
      const limit = isExpanded === false ? maxStringLength : maxShownLength;
      return (
        <>
          <span class="json-string">
            <HostileText text={value.text.slice(0, limit)} />
          </span>
          {value.text.length > limit && (
            <span class="quiet json-count">
              {'… '}
              {translateCount(t, 'characters', value.value.length)}
            </span>
          )}
        </>
      );
    }
    case 'number':
      return (
        <span class="json-scalar">
          <HostileText text={value.text.slice(0, maxShownLength)} />
        </span>
      );
    case 'word':
      return <span class="json-scalar">{String(value.value)}</span>;
  }
}

/** What a reader can't see: a duplicate name, a number that JavaScript changes, and characters that mislead. */
function LineNotes({ row: { name, value, isDuplicate } }: { readonly row: JsonRow }) {
  const t = useTranslate();
  const notes = [
    isDuplicate && t('json_line_duplicate'),
    value.kind === 'number' && !value.isExact && t('json_inexact', describeInexact(value.value, t)),
    ...listMarks(name, value.kind === 'string' ? value : undefined).map((mark) => t(`exact_${mark}`)),
  ].filter((note) => note !== false);
  return notes.map((note) => (
    <span key={note} class="json-note">
      <Icon name="warning" />
      {note}
    </span>
  ));
}

/** The other marks are about characters that are written out. */
const invisibleMarks = ['lone_surrogate', 'not_nfc', 'mixed_script'] as const satisfies readonly StringMark[];

function listMarks(...texts: readonly (ExactString | undefined)[]) {
  return invisibleMarks.filter((mark) => texts.some((text) => text?.marks.includes(mark)));
}

/** Without grouping, so that it can be compared with the number in the JSON. */
function describeInexact(value: number, t: Translate): string {
  return Number.isFinite(value) ? String(value) : describeNumber(value, t.language);
}

/** The text of a string; the exact JSON of anything else. */
function writeRow({ json }: ExactPart, { value }: JsonRow): string {
  return value.kind === 'string' ? value.value : exactText(json.slice(value.at.start, value.at.end));
}

/** Copies what the button "Copy value" of the row copies. */
export function copyRow(t: Translate, copying: CopyingModel, exact: ExactPart, row: JsonRow): void {
  const path = writeHostile(writeJsonPath(stepsTo(row)).slice(0, 200));
  void copying.copy(t('json_copy_value', path), writeRow(exact, row));
}
