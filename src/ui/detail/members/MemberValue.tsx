import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { HostileText } from '../../components/HostileText';
import { LongText } from '../../components/LongText';
import { foldCase } from '../../model/json/find-in-json';
import { describeJson, writeCompact } from '../../format/json';
import { translateCount, useTranslate, type Translate } from '../../format/translate';

/** Longer objects and arrays are shown by their first members. */
const longestInline = 120;
/** Where a longer one is cut, in characters. */
const previewLength = 60;

interface MemberValueProps {
  readonly value: unknown;
  /** The exact JSON of a value that isn't a string. */
  readonly exact: string | undefined;
  /** The text of the search, if this is the current match. */
  readonly found?: string | undefined;
}

/** A value: a string in quotes, an object or array in one line, or its first members. */
export function MemberValue({ value, exact, found = '' }: MemberValueProps) {
  if (typeof value === 'string') {
    return (
      <span class="value value-string">
        <LongText text={value} mark={findMark(value, found)} />
      </span>
    );
  }
  const text = exact ?? describeJson(value);
  return (
    <span class="value">
      {typeof value === 'object' && value !== null ? (
        <NestedValue value={value} text={text} found={found} />
      ) : (
        <LongText text={text} mark={findMark(text, found)} />
      )}
    </span>
  );
}

interface NestedValueProps {
  readonly value: object;
  readonly text: string;
  readonly found: string;
}

function NestedValue({ value, text, found }: NestedValueProps) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const mark = useMemo(() => findMark(text, found), [text, found]);
  // The user can close it again.
  useLayoutEffect(() => {
    if (mark) setOpen(true);
  }, [mark]);
  const compact = useMemo(() => writeCompact(text), [text]);
  if (compact.length <= longestInline) return <HostileText text={compact} />;
  const cut = compact.lastIndexOf(', ', previewLength);
  return (
    <>
      {isOpen ? (
        <LongText key={mark?.start} text={text} keepLines first={20_000} mark={mark} />
      ) : (
        <>
          <HostileText text={compact.slice(0, cut > 0 ? cut + 1 : previewLength)} />
          {' …'}
        </>
      )}{' '}
      <button type="button" class="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('value_show_less') : describeAll(t, value)}
      </button>
    </>
  );
}

/** The first place of the searched text in a value. */
function findMark(text: string, found: string) {
  const start = found === '' ? -1 : foldCase(text).indexOf(foldCase(found));
  return start === -1 ? undefined : { start, end: start + found.length };
}

function describeAll(t: Translate, value: object): string {
  return Array.isArray(value)
    ? translateCount(t, 'value_show_items', value.length)
    : translateCount(t, 'value_show_members', Object.keys(value).length);
}
