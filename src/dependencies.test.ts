import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = dirname(new URL(import.meta.url).pathname);
const rooms = ['token', 'traffic', 'capture', 'ui', 'entry'] as const;
type Room = (typeof rooms)[number];

/** The rooms that each room may import. */
const allowedRooms: Record<Room, readonly Room[]> = {
  token: [],
  traffic: ['token'],
  capture: ['traffic'],
  ui: ['traffic', 'token'],
  entry: ['ui', 'capture', 'traffic', 'token'],
};
/** Other rooms import only the `index.ts` of these. */
const roomsWithIndex: readonly Room[] = ['token', 'traffic', 'ui'];

const allowedPackages: Record<Room, RegExp> = {
  token:
    /^(jose|entities|@peculiar\/(x509|asn1-[\w-]+)|micro-rsa-dsa-dh\/rsa\.js|@noble\/(curves|hashes|ciphers|post-quantum)\/[\w.-]+)$/,
  traffic: /^$/,
  capture: /^webextension-polyfill$/,
  ui: /^(preact(\/(hooks|jsx-runtime))?|@preact\/signals|@codemirror\/(autocomplete|commands|lang-json|language|lint|state|view)|@lezer\/highlight)$/,
  entry: /^(webextension-polyfill|preact|@preact\/signals)$/,
};

/**
 * The folders of a room that each of its folders may import. In `capture` a folder is a world: `extension` is what our own
 * pages use, such as settings, the clipboard and the link to the panel.
 */
const allowedFolders: Partial<Record<Room, Readonly<Record<string, readonly string[]>>>> = {
  capture: {
    devtools: ['extension', 'files', 'protocol'],
    background: ['protocol'],
    content: ['protocol'],
    page: ['protocol'],
    extension: ['protocol'],
    files: ['protocol'],
    protocol: [],
  },
  traffic: {
    session: ['answers', 'log', 'merge', 'sanitize', 'search', 'sign-in', 'exchange'],
    sanitize: ['search', 'exchange'],
    answers: ['log', 'search', 'sign-in', 'exchange'],
    log: ['search', 'sign-in', 'exchange'],
    'sign-in': ['exchange'],
    search: ['exchange'],
    merge: ['log', 'exchange'],
    exchange: [],
  },
};

/** These run inside pages, where the polyfill throws: they can't import it through another file either. */
const worldsWithoutPolyfill = ['capture/content/', 'capture/page/'];

interface Import {
  readonly file: string;
  readonly room: Room;
  readonly specifier: string;
}

/** Static, dynamic and type-only imports alike, and exports from another file. */
function readImports(): Import[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|fixture)\.tsx?$|\.d\.ts$/.test(name))
    .flatMap((name) => {
      const room = rooms.find((candidate) => name.startsWith(`${candidate}/`));
      if (room === undefined) throw new Error(`${name} is in none of the rooms`);
      // Without code in texts, which have other quotes than imports.
      const text = readFileSync(join(src, name), 'utf8').replaceAll(/"[^"\n]*"|`[^`\n]*`/g, '');
      return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => ({
        file: name,
        room,
        specifier: (match[1] ?? '').replace(/\?.*$/, ''),
      }));
    });
}

function resolveImport({ file, specifier }: Import): string {
  return relative(src, resolve(src, dirname(file), specifier));
}

function findProblem(found: Import): string | undefined {
  const { file, room, specifier } = found;
  if (!specifier.startsWith('.')) {
    return allowedPackages[room].test(specifier) ? undefined : `${room} may not use ${specifier}`;
  }
  const target = resolveImport(found);
  const targetRoom = rooms.find((candidate) => target === candidate || target.startsWith(`${candidate}/`));
  if (targetRoom === undefined) return `${specifier} is in none of the rooms`;
  if (targetRoom === room) return findFolderProblem(room, file, target);
  if (!allowedRooms[room].includes(targetRoom)) return `${room} may not import ${targetRoom}`;
  if (roomsWithIndex.includes(targetRoom) && target !== targetRoom && !target.endsWith('.css')) {
    return `import ${targetRoom} only by its index.ts`;
  }
  return undefined;
}

function findFolderProblem(room: Room, file: string, target: string): string | undefined {
  const folders = allowedFolders[room];
  const [from, to] = [folderOf(file), folderOf(target)];
  if (folders === undefined || from === undefined || to === undefined || from === to) return undefined;
  return folders[from]?.includes(to) === true ? undefined : `${room}/${from} may not import ${room}/${to}`;
}

/** The folder inside the room; undefined for a file of the room itself. */
function folderOf(path: string): string | undefined {
  const [, folder, ...rest] = path.split('/');
  return rest.length === 0 ? undefined : folder;
}

type Graph = ReadonlyMap<string, readonly string[]>;

/** Each file with the files and packages that it imports. */
function createGraph(imports: readonly Import[]): Graph {
  const graph = new Map<string, string[]>();
  for (const found of imports) {
    const target = found.specifier.startsWith('.') ? findFile(resolveImport(found)) : found.specifier;
    graph.set(found.file, [...(graph.get(found.file) ?? []), target]);
  }
  return graph;
}

function findFile(path: string): string {
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`];
  return candidates.find((name) => /\.\w+$/.test(name) && existsSync(join(src, name))) ?? path;
}

/** One line for each import that closes a cycle, found by depth-first search. */
function findCycles(graph: Graph): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    done.add(file);
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

/** Everything that is loaded with a file. */
function findReachable(graph: Graph, file: string, reached = new Set<string>()): ReadonlySet<string> {
  for (const target of graph.get(file) ?? []) {
    if (reached.has(target)) continue;
    reached.add(target);
    findReachable(graph, target, reached);
  }
  return reached;
}

describe('dependencies between the rooms', () => {
  const imports = readImports();
  const graph = createGraph(imports);
  const files = [...new Set(imports.map(({ file }) => file))];

  it('have a message for each kind of forbidden import', () => {
    const problem = (file: string, specifier: string) =>
      findProblem({ file, room: file.split('/')[0] as Room, specifier });
    expect(problem('token/a.ts', '../traffic')).toBe('token may not import traffic');
    expect(problem('ui/a.ts', '../capture/har')).toBe('ui may not import capture');
    expect(problem('capture/a.ts', '../ui')).toBe('capture may not import ui');
    expect(problem('traffic/a.ts', '../token/decode')).toBe('import token only by its index.ts');
    expect(problem('ui/a.ts', 'webextension-polyfill')).toBe('ui may not use webextension-polyfill');
    expect(problem('traffic/a.ts', '../token')).toBeUndefined();
    expect(problem('capture/content/a.ts', '../page/b')).toBe('capture/content may not import capture/page');
    expect(problem('capture/extension/a.ts', '../devtools/page/b')).toBe(
      'capture/extension may not import capture/devtools',
    );
    expect(problem('capture/devtools/page/a.ts', '../../extension/b')).toBeUndefined();
    expect(problem('traffic/search/a.ts', '../log/b')).toBe('traffic/search may not import traffic/log');
    expect(problem('traffic/session/a.ts', '../log/b')).toBeUndefined();
  });

  it('are found in every room, so that the other tests can fail', () => {
    expect(new Set(imports.map(({ room }) => room))).toEqual(new Set(rooms));
    for (const [room, folders] of Object.entries(allowedFolders)) {
      const found = new Set(imports.filter((one) => one.room === room).map(({ file }) => folderOf(file)));
      expect(Object.keys(folders).filter((folder) => !found.has(folder))).toEqual([]);
      expect([...found].filter((folder) => folder !== undefined && !(folder in folders))).toEqual([]);
    }
  });

  it('follow the table in house.md', () => {
    const problems = imports.flatMap((found) => {
      const problem = findProblem(found);
      return problem === undefined ? [] : [`${found.file}: ${problem}`];
    });
    expect(problems).toEqual([]);
  });

  it('connect only in the file that fetches documents, which gets a URL and nothing else', () => {
    // Code that the user can copy, as text.
    const codeAsText = 'ui/share/verify-code.ts';
    const connects = /\bfetch\(|new (?:XMLHttpRequest|WebSocket|EventSource|WebTransport)\b|sendBeacon\(/;
    const found = files.filter(
      (file) => file !== codeAsText && connects.test(readFileSync(join(src, file), 'utf8')),
    );
    const written = readFileSync(join(src, codeAsText), 'utf8').replaceAll(/'[^'\n]*'|`[^`\n]*`/g, '');
    expect(written).not.toMatch(connects);
    expect(found).toEqual(['capture/background/fetch-document.ts']);
    const text = readFileSync(join(src, 'capture/background/fetch-document.ts'), 'utf8');
    expect(text.match(/\bfetch\([^,]*,/g)).toEqual(['fetch(url,']);
    expect(text).toContain('function fetchDocument(url: string): Promise<DocumentResponse>');
  });

  it('remove what connects before anything else in every worker', () => {
    const workers = files.filter((file) => file.endsWith('/worker.ts'));
    expect(workers).toHaveLength(3);
    for (const worker of workers) {
      expect(imports.find(({ file }) => file === worker)?.specifier, worker).toBe('../remove-connections');
    }
  });

  it('have no cycles, type-only imports included', () => {
    const example: Graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', ['a']],
    ]);
    expect(findCycles(example)).toEqual(['a → b → d → a']);
    expect(findCycles(graph)).toEqual([]);
  });

  it('never lead from a script in a page to the polyfill', () => {
    const polyfill = 'webextension-polyfill';
    expect(findReachable(graph, 'capture/devtools/network.ts')).toContain(polyfill);
    const files = [...graph.keys()].filter((file) =>
      worldsWithoutPolyfill.some((world) => file.startsWith(world)),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => findReachable(graph, file).has(polyfill))).toEqual([]);
  });
});
