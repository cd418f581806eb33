import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = dirname(new URL(import.meta.url).pathname);

/** Words of the glossary's left column (language.md) with the words to use for them. Ambiguous ones, such as "use", are left out. */
const glossary: Readonly<Record<string, string>> = {
  'told tell tells telling': 'observation, report, emit',
  'heard hear hears hearing deaf': 'webRequest probe, listener, silent',
  'half halves': 'observation',
  'join joins joined joiner pairing': 'merge, matcher',
  'keeper keepers': 'auth library',
  'sealed seal': 'encrypted',
  withheld: 'redacted',
  'spot spots place places': 'location',
  extent: 'limit',
  'carrier carried': 'exchange info',
  'held unheld': 'stored, evicted',
  'mend mends': 'fix',
  turns: 'time-sliced queue',
  untold: 'missed, pending',
  'sweep sweeps peel peeled': 'scanner, strip wrapping',
  'whole converted': 'single-token input, base64 variants',
  'choose chosen several': 'select, multiple',
  'judge judges judged': 'check, verify, merge verdicts',
  'fault faults': 'failure, error, problem',
  'say says said': 't (translate)',
  'complaint complaints': 'error message',
  'ink inks mood moods hue hues trail trails news': 'token highlight, tone, part color, breadcrumbs, status',
  late: 'lazy, or the folder where it belongs',
};

const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries(glossary).flatMap(([words, instead]) => words.split(' ').map((word) => [word, instead])),
);

/** `readHTMLText` → read, html, text; `capture-gaps.ts` → capture, gaps. */
function splitWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => word.toLowerCase());
}

function findExportedNames(text: string): readonly string[] {
  const declaration =
    /^export (?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;
  return [...text.matchAll(declaration)].map((match) => match[1] ?? '');
}

function findProblems(names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    splitWords(name).flatMap((word) => {
      const instead = replacements.get(word);
      return instead === undefined ? [] : [`${name}: "${word}" is ${instead}`];
    }),
  );
}

describe('names', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );

  it('are split into their words', () => {
    expect(splitWords('createJSONFault')).toEqual(['create', 'json', 'fault']);
    expect(splitWords('MAX_HELD')).toEqual(['max', 'held']);
    expect(findProblems(['toldBy', 'threshold', 'essay', 'join-tables'])).toEqual([
      'toldBy: "told" is observation, report, emit',
      'join-tables: "join" is merge, matcher',
    ]);
    expect(
      findExportedNames(
        'export const a = 1;\nexport async function b() {}\nexport type C = 1;\nconst d = 1;',
      ),
    ).toEqual(['a', 'b', 'C']);
  });

  it('of files are the terms of language.md', () => {
    const names = files.map((file) => basename(file).replace(/\..*$/, ''));
    expect(findProblems([...new Set(names)])).toEqual([]);
  });

  it('of exports are the terms of language.md', () => {
    const sources = files.filter((file) => !/\.(?:test|fixture)\.tsx?$/.test(file));
    const names = sources.flatMap((file) => findExportedNames(readFileSync(join(src, file), 'utf8')));
    expect(names.length).toBeGreaterThan(1_000);
    expect(findProblems([...new Set(names)])).toEqual([]);
  });
});
