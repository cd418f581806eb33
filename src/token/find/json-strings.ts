import type { Found } from '../found';
import { isJsonObject } from '../json';
import { MAX_JSON_DEPTH } from '../limits';
import { quoteForSentence } from '../wording';
import { findHeaderStart } from './header-start';
import { createNote } from './note';

type Step = string | number;

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * Names the place of each token in a text that is JSON, and finds those that only its decoded strings show. `seen` are
 * the tokens that stand in the text as it is: each keeps its place in it, and none is returned twice.
 */
export function placeInJson(
  text: string,
  seen: readonly Found[],
  search: (text: string) => readonly Found[],
): readonly Found[] {
  if (!/^\s*[{["]/.test(text) || findHeaderStart(text) === -1) return seen;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return seen;
  }
  const everywhere = { start: text.search(/\S/), end: text.trimEnd().length };
  const unplaced = groupByRaw(seen);
  const placed: Found[] = [];
  visitStrings(value, [], (string, steps) => {
    if (findHeaderStart(string) === -1) return;
    for (const found of search(string)) {
      placed.push({
        ...found,
        source: unplaced.get(found.raw)?.pop()?.source ?? everywhere,
        path: ['json', formatPath(steps), ...found.path],
        notes: found.path[0] === 'json' ? [createNote('json_decoded'), ...found.notes] : found.notes,
      });
    }
  });
  // Member names and duplicate members are strings that `JSON.parse` does not give.
  const rest = [...unplaced.values()].flat();
  return placed.concat(rest).sort((one, other) => one.source.start - other.source.start);
}

/** The last one first, so that taking the first one costs the same however many there are. */
function groupByRaw(seen: readonly Found[]): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const found of seen.toReversed()) {
    const group = groups.get(found.raw);
    if (group === undefined) groups.set(found.raw, [found]);
    else group.push(found);
  }
  return groups;
}

function visitStrings(
  value: unknown,
  steps: Step[],
  visit: (string: string, steps: readonly Step[]) => void,
): void {
  if (typeof value === 'string') return visit(value, steps);
  if (steps.length >= MAX_JSON_DEPTH) return;
  const entries: Iterable<[Step, unknown]> = Array.isArray(value)
    ? value.entries()
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, item] of entries) {
    steps.push(step);
    visitStrings(item, steps, visit);
    steps.pop();
  }
}

/** A normalized path of RFC 9535 §2.7, with plain names after a dot. */
function formatPath(steps: readonly Step[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    const name = quoteForSentence(step);
    return NAME.test(name) ? `${path}.${name}` : `${path}['${name.replace(/['\\]/g, '\\$&')}']`;
  }, '$');
}
