import { readExactJson, type ExactMember, type ExactObject, type Span } from '../../token';

/** A part of a token that can be edited. */
export type EditorPart = 'header' | 'claims';

/** What is wrong with the text of a part, and where. Zero-based, end exclusive. */
export interface JsonProblem {
  readonly kind:
    | 'ended'
    | 'comma_missing'
    | 'comma_extra'
    | 'value_missing'
    | 'quotes_single'
    | 'name_unquoted'
    | 'line_break'
    | 'unexpected'
    | 'too_deep'
    | 'not_object'
    | 'alg_missing'
    /** Most parsers use the last of the duplicates. */
    | 'duplicate'
    | 'date_not_number'
    | 'date_milliseconds';
  readonly at: Span;
  /** The unexpected character, or the name of the member. */
  readonly text?: string;
}

/** With one of these, no token can be created. The others are warnings. */
export function isError({ kind }: JsonProblem): boolean {
  return kind !== 'duplicate' && kind !== 'date_not_number' && kind !== 'date_milliseconds';
}

/** A malicious token can have very many. */
const maxProblems = 100;
/** Claims that are a NumericDate (RFC 7519 §2). */
const dates: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);
/** In seconds, the year 5138. */
const farFuture = 1e11;

/** The problems of a part's text in order of position, errors first. Empty for an object without problems. */
export async function findJsonProblems(part: EditorPart, text: string): Promise<readonly JsonProblem[]> {
  const reading = await readExactJson(text);
  if ('problem' in reading) {
    const at = { start: reading.offset, end: Math.min(reading.offset + 1, text.length) };
    return [
      reading.problem === 'too_deep' ? { kind: 'too_deep', at } : describeSyntaxError(text, reading.offset),
    ];
  }
  const { value, duplicates } = reading;
  if (value.kind !== 'object') return [{ kind: 'not_object', at: value.at }];
  const warnings = duplicates
    .flatMap(({ name, at }) => at.map((span): JsonProblem => ({ kind: 'duplicate', at: span, text: name })))
    .concat(part === 'claims' ? value.members.flatMap(findDateProblem) : [])
    .toSorted((one, other) => one.at.start - other.at.start)
    .slice(0, maxProblems);
  return part === 'header' && !hasAlgorithm(value)
    ? [{ kind: 'alg_missing', at: { start: value.at.start, end: value.at.start + 1 } }, ...warnings]
    : warnings;
}

function hasAlgorithm({ members }: ExactObject): boolean {
  return members.findLast(({ name }) => name.value === 'alg')?.value.kind === 'string';
}

function findDateProblem({ name, value }: ExactMember): readonly JsonProblem[] {
  if (!dates.has(name.value)) return [];
  if (value.kind !== 'number') return [{ kind: 'date_not_number', at: value.at, text: name.value }];
  return Math.abs(value.value) < farFuture
    ? []
    : [{ kind: 'date_milliseconds', at: value.at, text: name.value }];
}

/** `offset` is the first character at which the text isn't JSON any longer. */
function describeSyntaxError(text: string, offset: number): JsonProblem {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const at = { start: offset, end: offset + character.length };
  const before = text.slice(0, offset).trimEnd();
  const previous = before.at(-1) ?? '';
  if (offset >= text.length) return { kind: 'ended', at: { start: Math.max(0, offset - 1), end: offset } };
  if (previous === ',' && /[}\],]/.test(character)) {
    return { kind: 'comma_extra', at: { start: before.length - 1, end: before.length } };
  }
  if (character === "'") return { kind: 'quotes_single', at };
  if (/[\r\n]/.test(character)) return { kind: 'line_break', at };
  const isInObject = before.lastIndexOf('{') > before.lastIndexOf('[');
  if (/[},]/.test(character) && (previous === ':' || (previous === '"' && isInObject))) {
    return { kind: 'value_missing', at };
  }
  if (/[{,]/.test(previous) && /[A-Za-z_$]/.test(character)) return { kind: 'name_unquoted', at };
  if (/["\d}\]el]/.test(previous) && /["\-\d{[A-Za-z]/.test(character)) return { kind: 'comma_missing', at };
  return { kind: 'unexpected', at, text: character };
}
