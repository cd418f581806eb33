import { describe, expect, it } from 'vitest';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 37 + 11) % 256));
const claims = { iss: 'https://id.test/', sub: 'user-1', name: 'Ada', iat: 1_790_000_000, scope: 'a b c' };
const signed = makeToken({ alg: 'RS256', typ: 'JWT' }, claims, bytes(256).toString('base64url'));
const short = makeToken({ alg: 'HS256', typ: 'JWT' }, claims);
const unsecured = makeToken({ alg: 'none' }, claims, '');
const nested = makeToken({ alg: 'HS256' }, { a: [{ b: { c: 1 } }, { d: { e: 2 } }, { f: { g: 3 } }] });
const encrypted = makeEncryptedToken();
const disclosed = `${short}~${encode(['salt', 'given_name', 'Ada'])}~${encode(['salt', 'family_name', 'L'])}~`;

/** `first` is before the first line, `next` before the others, and `end` after each that continues. */
interface Wrapping {
  readonly width?: number;
  readonly first?: string;
  readonly next?: string;
  readonly end?: string;
}

function wrap(text: string, { width = 60, first = '', next = first, end = '' }: Wrapping = {}): string {
  const lines = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return lines.map((line, index) => `${index === 0 ? first : next}${line}`).join(`${end}\n`);
}

/** The same for a first line that is as long as the others with the text before it. */
function wrapAfter(before: string, text: string, { width = 70, next = '', end = '' }: Wrapping = {}): string {
  const rest = wrap(text.slice(width - before.length), { width, first: next, end });
  return `${before}${text.slice(0, width - before.length)}${end}\n${rest}`;
}

const count = (text: string, write: (number: number) => string) =>
  (text.match(/.{1,60}/g) ?? []).map((line, index) => `${write(index + 8)}${line}`).join('\n');

const logcat = '09-29 03:09:05.679  1239  5679 D OkHttp  : ';
const androidStudio = '2026-01-02 03:04:05.678  1234-5678  OkHttp      com.example.app     D  ';

const texts: readonly (readonly [string, (token: string) => string])[] = [
  ['a mail', (t) => `Dear customer,\n\nthis is your key:\n\n${wrap(t, { width: 72 })}\n\nThank you.\n`],
  ['a mail without blank lines', (t) => `Hello, your key:\n${wrap(t)}\nThanks\nfor your donation.\n`],
  ['a sentence', (t) => `${wrapAfter('Your token: ', t)} is valid until tomorrow.\nThanks`],
  ['a sentence that ends with it', (t) => `Your token:\n${wrap(t)}.\nThanks`],
  ['parentheses', (t) => `It fails with this (${wrap(t)}) every time.`],
  ['CRLF', (t) => `Hello,\n${wrap(t)}\nThanks for all.`.replaceAll('\n', '\r\n')],
  ['a quoted mail', (t) => `On Monday you wrote:\n> Hello,\n>\n${wrap(t, { first: '> ' })}\n>\n> Bye`],
  ['a quote without blank lines', (t) => `> Hello, the key\n${wrap(t, { first: '> ' })}\n> Bye for now`],
  ['a quote without spaces', (t) => `>Hello,\n${wrap(t, { first: '>' })}\n>Bye`],
  ['a quote within a quote', (t) => `>> Hello,\n${wrap(t, { first: '>> ' })}\n>> Bye`],
  ['a quote within a quote, with spaces', (t) => `> > > Hello,\n${wrap(t, { first: '> > > ' })}\n> Bye`],
  ['a quote before an answer', (t) => `${wrap(t, { first: '> ' })}\nThis one doesn’t work.`],
  ['a quote that begins with words', (t) => `${wrapAfter('> my token: ', t, { next: '> ' })}\n> Bye`],
  ['a quote with initials', (t) => `AL> Hello,\n${wrap(t, { first: 'AL> ' })}\nAL> Bye`],
  ['lines with bars', (t) => `| Hello\n${wrap(t, { first: '| ' })}\n| Bye`],
  ['a table', (t) => `| Token |\n| --- |\n${wrap(t, { first: '| ', end: ' |' })} |\n| Bye |`],
  ['a frame', (t) => `│ Token │\n${wrap(t, { first: '│ ', end: ' │' })} │\n└──┘`],
  ['quoted-printable', (t) => `Hello =E2=82=AC\n\n${wrap(t, { width: 75, end: '=' })}\n\nBye`],
  ['quoted-printable after "=3D"', (t) => `Hello, ${wrapAfter('token=3D', t, { end: '=' })}\nBye`],
  ['quoted-printable with CRLF', (t) => `Hello\n\n${wrap(t, { end: '=' })}\nBye.`.replaceAll('\n', '\r\n')],
  [
    'a link in quoted-printable',
    (t) => `<a href=3D"https://x.test/?a=3D1&t=3D${wrap(t, { end: '=' })}">here</a>`,
  ],
  ['a quote of quoted-printable', (t) => `> Hello\n${wrap(t, { first: '> ', end: '=' })}\n> Bye`],
  [
    'quoted-printable with encoded dots at the start of a line',
    (t) => `Hello\n\n${t.replaceAll('.', '=\n=2E')}\n\nBye`,
  ],
  ['a terminal', (t) => `$ date\n${wrapAfter('$ export TOKEN=', t, { width: 80 })}\n$ echo ok`],
  [
    'a command that continues',
    (t) => `$ curl -H "X-T: ${wrap(t, { next: '> ', end: '\\' })}" https://x.test`,
  ],
  ['a command that continues with a space', (t) => `T=${wrap(t, { next: '    ', end: ' \\' })}\necho ok`],
  ['a string in a shell', (t) => `root@host:~# echo "${wrap(t, { next: '> ' })}"\nok then`],
  ['a string in zsh', (t) => `% echo "${wrap(t, { next: 'dquote> ' })}"\nok then`],
  ['PowerShell', (t) => `PS C:\\> $t = "${wrap(t, { next: '>> ' })}"\nPS C:\\> `],
  ['PowerShell with a backtick', (t) => `$t = "${wrap(t, { end: '`' })}"\n`],
  ['PowerShell with strings', (t) => `$t = "${wrap(t, { next: '  "', end: '" + `' })}"\n`],
  ['Python with operators', (t) => `t = '${wrap(t, { next: "  '", end: "' + \\" })}'`],
  ['the Windows command line', (t) => `set T=${wrap(t, { end: '^' })}\necho ok`],
  ['a log with times', (t) => wrap(t, { first: '2026-09-21 10:00:00.123 INFO ' })],
  ['a log whose times differ', (t) => count(t, (n) => `2026-09-21T10:00:${n}Z stdout F `)],
  ['a log with a tag', (t) => `[app] Hello\n${wrap(t, { first: '[app] ' })}\n[app] Bye`],
  ['the log of a container', (t) => wrap(t, { first: 'web_1  | ' })],
  [
    'logcat, with a header',
    (t) => wrap(t, { first: `${logcat}Authorization: Bearer `, next: logcat.replaceAll('9', '8') }),
  ],
  [
    'the brief format of logcat',
    (t) => wrap(t, { first: 'D/OkHttp( 123): Authorization: Bearer ', next: 'D/OkHttp( 123): ' }),
  ],
  ['logcat, with a scheme', (t) => wrap(t, { first: `${androidStudio}Bearer `, next: androidStudio })],
  ['the log of a container, with a name', (t) => wrap(t, { first: 'api-1  | token: ', next: 'api-1  | ' })],
  ['the log of a container, with a variable', (t) => wrap(t, { first: 'api-1  | T="', next: 'api-1  | ' })],
  ['lines with numbers', (t) => count(t, (n) => `${n}  `)],
  ['lines with numbers and a bar', (t) => count(t, (n) => `${String(n).padStart(4)} | `)],
  ['lines with numbers and a colon', (t) => count(t, (n) => `${n}: `)],
  ['comments', (t) => `// Hello\n${wrap(t, { first: '// ' })}\n// Bye`],
  ['comments with number signs', (t) => `# Hello\n${wrap(t, { first: '# ' })}\n# Bye`],
  ['a block comment', (t) => `/*\n${wrap(t, { first: ' * ' })}\n */`],
  ['a diff', (t) => `@@ -1 +1 @@\n${wrap(t, { first: '+' })}\n+Bye`],
  ['Python', (t) => `t = (\n${wrap(t, { first: '    "', end: '"' })}"\n)`],
  ['JavaScript', (t) => `const t = "${wrap(t, { next: '  "', end: '" +' })}";`],
  ['JavaScript with single quotes', (t) => `const t = '${wrap(t, { next: "  + '", end: "'" })}';`],
  ['PHP with leading operators', (t) => `$t = '${wrap(t, { next: "  . '", end: "'" })}';`],
  ['Lua with leading operators', (t) => `t = "${wrap(t, { next: '  .. "', end: '"' })}"`],
  ['Visual Basic with leading operators', (t) => `t = "${wrap(t, { next: '  & "', end: '" _' })}"`],
  ['PHP', (t) => `$t = '${wrap(t, { next: "  '", end: "' ." })}';`],
  ['Visual Basic', (t) => `t = "${wrap(t, { next: '  "', end: '" & _' })}"`],
  ['SQL', (t) => `SELECT '${wrap(t, { next: "  '", end: "' ||" })}' AS token;`],
  ['Elixir', (t) => `token = "${wrap(t, { next: '  "', end: '" <>' })}"`],
  ['Haskell', (t) => `token = "${wrap(t, { next: '  \\', end: '\\' })}"`],
  ['an editor that marks wrapped lines', (t) => `Hello\n${wrap(t, { next: '↪ ' })}\nBye for now`],
  ['an escaped quote in HTML', (t) => `&gt; Hello\n${wrap(t, { first: '&gt; ' })}\n&gt; Bye for now`],
  ['a log in color', (t) => wrap(t, { first: '\u001B[36mweb_1 |\u001B[0m ' })],
  ['a removed line of a diff', (t) => `@@ -1 +1 @@\n${wrap(t, { first: '-' })}\n+Bye`],
  ['a folded YAML string', (t) => `token: >-\n${wrap(t, { first: '  ' })}\nother: 1`],
  ['a quoted YAML string', (t) => `token: "${wrap(t, { next: '  ' })}"\nother: 1`],
  ['a folded header', (t) => `${wrapAfter('Authorization: Bearer ', t, { next: ' ' })}\nHost: x.test`],
  ['a link', (t) => `Click https://x.test/verify?token=${wrap(t)}\nto confirm.`],
  ['a link in angle brackets', (t) => `<https://x.test/verify?a=1&token=${wrap(t)}&b=2>\nto confirm.`],
  ['the path of a link', (t) => `Click https://x.test/verify/${wrap(t)}\nto confirm.`],
  ['HTML', (t) => `<p>Hello</p><p>${wrap(t, { end: '<br>' })}</p>`],
  ['code in Markdown', (t) => `Hello\n\`\`\`\n${wrap(t)}\n\`\`\`\nok?`],
  ['a code span', (t) => `token: \`${wrap(t)}\` ok?`],
  ['indented lines', (t) => `The token is:\n${wrap(t, { first: '    ' })}\nand so on`],
  ['lines with spaces at their ends', (t) => `Hello, it is\n${wrap(t, { end: ' ' })}\nBye for now`],
  ['lines with no-break spaces', (t) => `Hello, it is\n${wrap(t, { first: '\u00A0' })}\nBye for now`],
  ['lines with blank lines between', (t) => `Hello, it is\n\n${wrap(t, { end: '\n' })}\n\nBye for now`],
  ['a JSON string', (t) => JSON.stringify({ text: `Hello,\n${wrap(t)}\nBye for now` })],
];

describe('a token that was wrapped to lines', () => {
  it.each(texts)('is found in %s', (_, write) => {
    for (const token of [signed, short, nested, encrypted, disclosed]) {
      for (const text of [write(token), `${write(token)}\n\nMore text.\n`]) {
        const found = findTokens(text);
        expect(found.map(({ raw }) => raw)).toEqual([token]);
        expect(found[0]?.notes.map(({ code }) => code)).toContain('lines_merged');
      }
    }
  });

  it('is found at any width', () => {
    for (let width = 20; width < 100; width += 1) {
      for (const token of [signed, short, nested, encrypted, disclosed]) {
        const lines = wrap(token, { width });
        if (!lines.includes('\n')) continue;
        for (const text of [
          `Hello\n${lines}\nBye`,
          `The key <${lines}> is valid.`,
          `> Hi\n${wrap(token, { width, first: '> ' })}\n> Bye`,
        ]) {
          expect([width, findTokens(text).map(({ raw }) => raw)]).toEqual([width, [token]]);
        }
      }
    }
  });

  it('is found in lines of different lengths, and with a line for each part', () => {
    for (const token of [signed, short, encrypted]) {
      const uneven = [0, 30, 77, 90].map((start, index, starts) => token.slice(start, starts[index + 1]));
      for (const lines of [
        uneven.join('\n'),
        token.replaceAll('.', '.\n'),
        token.replaceAll('.', '\n.'),
        token.replaceAll('.', '\n.\n'),
      ]) {
        expect(findTokens(`The token:\n${lines}\nBye for now`)).toMatchObject([{ raw: token }]);
      }
    }
  });

  it.each([
    ['mail', 76, ''],
    ['PEM', 64, ''],
    ['a quoted mail', 72, '> '],
  ])('is found in lines of base64 within other text, as in the source of %s', (_, width, prefix) => {
    for (const token of [signed, short, encrypted]) {
      const body = Buffer.from(`Hello,\r\n\r\nyour token is ${token}.\r\n\r\nBye`).toString('base64');
      const lines = wrap(body, { width, first: prefix });
      const text = `Subject: x\nContent-Transfer-Encoding: base64\n\n${lines}\n\n--boundary--\n${short}`;
      const found = findTokens(text);
      expect(found.map(({ raw }) => raw)).toEqual([token, short]);
      expect(found[0]).toMatchObject({
        path: ['base64'],
        notes: [{ code: 'lines_merged' }, { code: 'base64_decoded' }],
      });
    }
  });

  it('is found without the hyphens that software added at the ends of lines', () => {
    for (const [token, width] of [
      [signed, 60],
      [short, 60],
      [short, 100],
      [nested, 70],
      [encrypted, 40],
    ] as const) {
      const count = wrap(token, { width }).split('\n').length;
      const notes = [
        { code: 'lines_merged', params: [count] },
        { code: 'hyphens_removed', params: [count - 1] },
      ];
      const lines = wrap(token, { width, end: '-' });
      for (const text of [lines, `${lines}\nBye for now`, `Token: ${lines}\n`, `"${lines}"`]) {
        const found = findTokens(text);
        expect(found).toMatchObject([{ raw: token, notes }]);
        expect(text.slice(found[0]?.source.start, found[0]?.source.end)).toBe(lines);
      }
      expect(findTokens(`Hello\n${wrap(token, { width, end: '\u2010' })}\nBye`)).toMatchObject([
        { raw: token },
      ]);
    }
  });

  it('keeps its own hyphens at the ends of lines', () => {
    const token = makeToken({ alg: 'HS256' }, claims, `${'A'.repeat(19)}-${'B'.repeat(22)}A`);
    const end = token.indexOf('-') + 1;
    const text = `${token.slice(0, end - 40)}\n${token.slice(end - 40, end)}\n${token.slice(end)}`;
    for (const each of [text, `Hello\n${text}\n`]) {
      expect(findTokens(each)).toMatchObject([{ raw: token, notes: [{ code: 'lines_merged' }] }]);
    }
    const [header, key, iv, ciphertext = '', tag] = encrypted.split('.');
    const letters = `${ciphertext.slice(0, 4 * Math.floor(ciphertext.length / 4) - 1)}-`;
    const first = [header, key, iv, letters].join('.');
    expect(findTokens(`Hello\n${first}\nAAAA.${tag}\n`)).toMatchObject([{ raw: `${first}AAAA.${tag}` }]);
    const hyphenated = wrap(signed, { end: '-' }).replace('-\n', '\n');
    expect(findTokens(`Hello\n${hyphenated}\nBye`)).toEqual([]);
  });

  it('may be unsecured: it ends with a dot', () => {
    expect(findTokens(`Hello\n${wrap(unsecured)}\n\nBye for now`)).toMatchObject([{ raw: unsecured }]);
  });

  it('is found next to others, each with its position', () => {
    const text = `A:\n${wrap(signed)}\nB: ${short}\n${wrap(encrypted)}\n${wrap(signed)}\nend`;
    const found = findTokens(text);
    expect(found.map(({ raw }) => raw)).toEqual([signed, short, encrypted, signed]);
    expect(found.map(({ source }) => text.slice(source.start, source.end).replaceAll('\n', ''))).toEqual(
      found.map(({ raw }) => raw),
    );
  });

  it('isn’t joined with a line that isn’t part of it', () => {
    const list = [short, nested, encrypted, short];
    expect(findTokens(`x: 1\n${list.join('\n')}\nx: 2`).map(({ raw }) => raw)).toEqual(list);
    for (const word of ['Thanks', 'AAAA', 'abc.def.ghi', 'eyJhbGciOiJub25lIn0']) {
      expect(findTokens(`x: 1\n${short}\n${word}\nx: 2`)).toMatchObject([{ raw: short, notes: [] }]);
      expect(findTokens(`x: 1\n${wrap(short)}\n${word}\nx: 2`)).toMatchObject([{ raw: short }]);
    }
  });

  it('isn’t found if some of its header or its signature is missing', () => {
    const lines = wrap(signed).split('\n');
    for (const missing of lines.keys()) {
      // Without some of its payload, it's a token whose claims can't be read.
      if (missing > 0 && missing < 4) continue;
      const text = `Hello\n${lines.filter((_, index) => index !== missing).join('\n')}\nBye for now`;
      expect(findTokens(text)).toEqual([]);
    }
    expect(findTokens(`Hello\n${lines.join('\n[…]\n')}\nBye for now`)).toEqual([]);
  });

  it('is found after a header that is alone in its line', () => {
    const [header = ''] = short.split('.');
    expect(findTokens(`header\n${header}\n${wrap(short)}\nBye for now`)).toMatchObject([{ raw: short }]);
  });
});
