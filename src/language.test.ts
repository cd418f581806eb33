import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const messagesPath = 'public/_locales/en/messages.json';

/**
 * Words of the guide's glossary that names must not contain, with the terms to use. Their ordinary meanings are allowed in
 * prose.
 */
const namesGlossary: Readonly<Record<string, string>> = {
  'told tell tells telling': 'observation, report, emit',
  'sure unsure': 'certain, exact match',
  'half halves': 'observation',
  'heard hear hears hearing deaf': 'webRequest listener, probe, silent',
  'join joins joined joiner joining pairing': 'merge, matcher, concatenate',
  'keeper keepers': 'auth library',
  'seal seals sealed sealing': 'encrypted',
  withheld: 'redacted',
  'spot spots place places': 'location',
  extent: 'limit',
  'carrier carriers carried carries': 'exchange info',
  'held unheld holding holdings': 'stored, evicted',
  signs: 'context hints, characters',
  unseen: 'not captured, invisible',
  'mend mends mended': 'fix',
  turns: 'time-sliced queue',
  'untold underway': 'missed, pending',
  'sweep sweeps swept sweeper peel peels peeled peeling': 'scanner, strip wrapping',
  'whole converted': 'single-token input, base64 variants',
  'choose chooses choosing chosen several': 'select, multiple',
  'judge judges judged judging judgment': 'check, verify, merge verdicts',
  'fault faults': 'failure, error, problem',
  'say says said saying': 't (translate)',
  'complain complains complaint complaints': 'error message',
  'ink inks mood moods hue hues trail trails news': 'token highlight, tone, part color, breadcrumbs, status',
  late: 'lazy, or the folder where it belongs',
  lawful: 'valid, allowed',
};

interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Banned in everything a person reads: comments, test names, documents and messages. */
const everywhere: readonly Ban[] = [
  { pattern: /\b(?:un)?told\b|\btell(?:s|ing)?\b/i, instead: 'observation, report, specify' },
  { pattern: /\bhear(?:d|s|ing)?\b|\bdeaf\b/i, instead: 'listener, probe, captured' },
  { pattern: /\bwhoever\b|\bwhom\b/i, instead: 'a name for who it is' },
  { pattern: /\b(?:stands|stood)\b(?! for\b)/i, instead: 'is, is in' },
  { pattern: /(?<!connection )\brefus(?:e|es|ed|ing|al|als)\b/i, instead: 'rejected' },
  { pattern: /\blawful/i, instead: 'valid, allowed by RFC …' },
  { pattern: /\bas (?:it is |they are |it’s |it's )?meant\b/i, instead: 'as intended' },
  {
    pattern: /(?<!\bthere )\b(?:is|are|was|were|lets) no\b(?! (?:longer|more)\b)/i,
    instead: 'isn’t, doesn’t let',
  },
  {
    pattern: /\bkept back\b|\bgoes by\b|\bby whose\b|\bof itself\b|\bis none that\b/i,
    instead: 'a plain verb',
  },
  { pattern: /\bseen of\b|\bat last\b(?! one)|\bunder way\b/i, instead: 'a plain verb' },
  {
    pattern: /\bwithheld\b|\bunheld\b|\bsealed\b|\bkeepers?\b/i,
    instead: 'redacted, evicted, encrypted, auth library',
  },
  { pattern: /\bmend(?:s|ed|ing)?\b|\bpeel(?:s|ed|ing)?\b/i, instead: 'fix, strip' },
  { pattern: /\bcomplaints?\b|\bfaults?\b/i, instead: 'error message, failure, problem' },
  { pattern: /\btravel(?:s|ed|led|ing|ling)?\b/i, instead: 'is sent' },
  { pattern: /\bjudg(?:e|es|ed|ing|ment|ments)\b/i, instead: 'check, verify' },
  { pattern: /\bthe id of the client\b/i, instead: 'client ID' },
  { pattern: /\boops\b/i, instead: 'what failed' },
];

/** Banned in what users read. */
const inMessages: readonly Ban[] = [
  { pattern: /\b(?:has|have) no\b/i, instead: 'doesn’t have, No …' },
  { pattern: /\b(?:say|says|said)\b/i, instead: 'specifies, contains' },
  { pattern: /\banswer(?:s|ed|ing)?\b/i, instead: 'response' },
  { pattern: /\b(?:held|spots?)\b/i, instead: 'stored, location' },
  { pattern: /\b(?:good|real)\b(?! person)/i, instead: 'not expired, valid' },
  { pattern: /!(?!=)|\bplease\b/i, instead: 'a plain sentence' },
  { pattern: /\bid\b(?![-_])/, instead: 'ID' },
];

/** `readHTMLText` → read, html, text; `capture-gaps.ts` → capture, gaps. */
function splitWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_$-]+/)
    .map((word) => word.toLowerCase());
}

const termFor: ReadonlyMap<string, string> = new Map(
  Object.entries(namesGlossary).flatMap(([words, instead]) =>
    words.split(' ').map((word) => [word, instead]),
  ),
);

function findBadNames(names: Iterable<string>): readonly string[] {
  return [...names].flatMap((name) =>
    splitWords(name).flatMap((word) => {
      const instead = termFor.get(word);
      return instead === undefined ? [] : [`${name}: "${word}" is ${instead}`];
    }),
  );
}

/** Code in backquotes or quotes isn't prose: it may be a name that others chose. */
function findBadProse(text: string, bans: readonly Ban[]): readonly string[] {
  const prose = text.replaceAll(/`[^`]*`/g, ' ').replaceAll(/\s+/g, ' ');
  return bans.flatMap(({ pattern, instead }) => {
    const match = pattern.exec(prose);
    return match === null
      ? []
      : [
          `"${match[0]}" (${instead}): …${prose.slice(Math.max(0, match.index - 40), match.index + 60).trim()}…`,
        ];
  });
}

function listFiles(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (path) => pattern.test(path) && !path.includes('node_modules') && statSync(join(root, path)).isFile(),
    );
}

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/**
 * The names and codes a file declares or uses by itself, its comments, the names of its tests, and its exports without a docstring.
 * Names it imports from packages don't count.
 */
function readSource(path: string, text: string) {
  const { program, comments } = parseSync(path, text);
  const docstringEnds = new Set(
    comments.flatMap(({ type, value, end }) =>
      type === 'Block' && value.startsWith('*')
        ? [end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)]
        : [],
    ),
  );
  const names = new Set<string>();
  const imported = new Set<string>();
  const tests: string[] = [];
  const visit = (node: Node, parent?: Node) => {
    if (node.type === 'ImportDeclaration') {
      const { value } = node['source'] as { value: string };
      for (const specifier of node['specifiers'] as { local: { name: string } }[])
        if (!value.startsWith('.')) imported.add(specifier.local.name);
      return;
    }
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const isMember = parent?.type === 'MemberExpression' && parent['property'] === node;
      if (!isMember) names.add(node['name'] as string);
    }
    // Private fields and methods, and the codes that a type lists.
    if (node.type === 'PrivateIdentifier') names.add(node['name'] as string);
    // Tests also read files of others, with codes of theirs.
    if (node.type === 'TSLiteralType' && !path.includes('.test.'))
      names.add(String((node['literal'] as Node)['value']));
    if (node.type === 'CallExpression') {
      const title = readTestName(node);
      if (title !== undefined) tests.push(title);
    }
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, node);
  };
  visit(program as unknown as Node);
  return {
    names: [...names].filter((name) => !imported.has(name)),
    prose: [...comments.map(({ value }) => value.replaceAll(/^\s*\*+/gm, ' ')), ...tests],
    undocumented: (program.body as unknown as Node[]).flatMap((node) =>
      node.type === 'ExportNamedDeclaration' &&
      isNode(node['declaration']) &&
      !docstringEnds.has(node['start'] as number)
        ? [text.slice(node['start'] as number).split('\n', 1)[0] ?? '']
        : [],
    ),
  };
}

/** The name of a test or a group of tests; undefined for any other call. */
function readTestName(call: Node): string | undefined {
  let callee = call['callee'] as Node;
  while (
    callee.type === 'MemberExpression' ||
    callee.type === 'CallExpression' ||
    callee.type === 'TaggedTemplateExpression'
  )
    callee = (callee['object'] ?? callee['callee'] ?? callee['tag']) as Node;
  const [title] = call['arguments'] as Node[];
  if (callee.type !== 'Identifier' || !/^(?:it|test|describe)$/.test(callee['name'] as string))
    return undefined;
  if (title?.type === 'TemplateLiteral')
    return (title['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
  return title?.type === 'Literal' && typeof title['value'] === 'string' ? title['value'] : undefined;
}

const sources = ['src', 'e2e', 'bench', 'scripts']
  .flatMap((folder) => listFiles(folder, /\.(?:ts|tsx|mts|mjs)$/))
  // This file lists the words.
  .filter((path) => basename(path) !== 'language.test.ts')
  .map((path) => ({ path, ...readSource(path, readFileSync(join(root, path), 'utf8')) }));

describe('the language guide', () => {
  it('finds words in names, comments, test names and texts', () => {
    expect(findBadNames(['toldBy', 'threshold', 'essay', 'join-tables'])).toEqual([
      'toldBy: "told" is observation, report, emit',
      'join-tables: "join" is merge, matcher, concatenate',
    ]);
    const { names, prose } = readSource(
      'a.ts',
      "import { join } from 'node:path';\n/** Whoever\n * reads. */\nconst a = join(b.held, c);\ntype D = 'e';\nclass F {\n  #g = 1;\n}\nit.each([1])('is %s', () => {});",
    );
    expect(names.toSorted()).toEqual(['D', 'F', 'a', 'b', 'c', 'e', 'g', 'it']);
    expect(prose.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual(['Whoever reads.', 'is %s']);
    expect(findBadProse('`told` is code, connection refused is an error', everywhere)).toEqual([]);
    expect(findBadProse('the token stands here', everywhere)).toHaveLength(1);
    expect(findBadProse('It has no claim', inMessages)).toHaveLength(1);
  });

  it('is followed by the names of files, identifiers and messages', () => {
    expect(sources.length).toBeGreaterThan(900);
    const files = new Set(sources.map(({ path }) => basename(path).replace(/\..*$/, '')));
    expect(
      [
        ...findBadNames(files),
        ...findBadNames(
          Object.keys(JSON.parse(readFileSync(join(root, messagesPath), 'utf8')) as Record<string, unknown>),
        ),
        ...sources.flatMap(({ path, names }) => findBadNames(names).map((problem) => `${path}: ${problem}`)),
      ].join('\n'),
    ).toBe('');
  });

  it('finds exports without a docstring', () => {
    const { undocumented } = readSource(
      'a.ts',
      '/** A. */\nexport const a = 1;\nexport const b = 2;\n// C.\nexport type C = 1;\nconst d = 1;\nexport { d };',
    );
    expect(undocumented).toEqual(['export const b = 2;', 'export type C = 1;']);
  });

  it('is followed by exports, which all have a docstring', () => {
    const exporting = sources.filter(
      ({ path }) => path.startsWith('src/') && !/\.(?:test|fixture|d)\.tsx?$/.test(path),
    );
    expect(exporting.length).toBeGreaterThan(700);
    expect(
      exporting
        .flatMap(({ path, undocumented }) => undocumented.map((line) => `${path}: ${line}`))
        .join('\n'),
    ).toBe('');
  });

  it('is followed by comments and test names', () => {
    expect(
      sources
        .flatMap(({ path, prose }) =>
          prose.flatMap((text) => findBadProse(text, everywhere).map((problem) => `${path}: ${problem}`)),
        )
        .join('\n'),
    ).toBe('');
  });

  it('is followed by the documents', () => {
    const documents = [
      ...readdirSync(root).filter((name) => name.endsWith('.md')),
      ...listFiles('docs', /\.md$/),
    ];
    expect(documents.length).toBeGreaterThan(10);
    expect(
      documents
        .flatMap((path) =>
          findBadProse(
            readFileSync(join(root, path), 'utf8').replaceAll(/```[^]*?```/g, ' '),
            everywhere,
          ).map((problem) => `${path}: ${problem}`),
        )
        .join('\n'),
    ).toBe('');
  });

  it.each([messagesPath, ...listFiles('src/token/knowledge/en', /\.json$/)])(
    'is followed by the texts in %s',
    (path) => {
      const problems: string[] = [];
      const visit = (value: unknown, key: string) => {
        if (typeof value === 'string') {
          const bans = key.endsWith('/description') ? everywhere : [...everywhere, ...inMessages];
          // Names of claims and members are in quotes, and named placeholders between dollar signs.
          const found = findBadProse(value.replaceAll(/\$\w+\$|"[^"]*"/g, ' '), bans);
          problems.push(...found.map((problem) => `${key}: ${problem}`));
        } else if (typeof value === 'object' && value !== null) {
          for (const [name, member] of Object.entries(value))
            if (name !== 'placeholders') visit(member, `${key}/${name}`);
        }
      };
      visit(JSON.parse(readFileSync(join(root, path), 'utf8')), '');
      expect(problems.join('\n')).toBe('');
    },
  );
});
