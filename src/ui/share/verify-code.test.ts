import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { quoteArgument } from '../request/shell-quote';
import { quoteJava, quoteJavaScript, quotePython } from './quote-literals';
import { verifyTools, writeVerifyCode } from './verify-code';
import { readVerifyFacts } from './verify-facts';

const run = promisify(execFile);
const hostile = [
  'https://id.test',
  '"); process.exit(0); ("',
  "'); import os; os.system('x'); ('",
  '\\"; x(); //',
  '\\u0022); x(); //',
  '\\',
  '\\\\"',
  'a\nb\r\u2028\u2029c',
  '${x}`x`#{x}%s',
  '</script>',
  '*/ x(); /*',
  '\u0000\u001b[31m\u202e\u{1f600}é',
  '$(touch x)`touch x`\'"',
];

describe('a string literal', () => {
  it.each(hostile)('has exactly the value in JavaScript: %j', (text) => {
    expect(runInNewContext(`[${quoteJavaScript(text)}]`)).toEqual([text]);
  });

  it.each(hostile)('has exactly the value in Java: %j', (text) => {
    expect(readJava(quoteJava(text))).toBe(text);
  });

  it.each(hostile)('contains only printable ASCII and one line: %j', (text) => {
    for (const literal of [quoteJavaScript(text), quotePython(text), quoteJava(text)])
      expect(literal).toMatch(/^"[ -~]*"$/);
  });

  it('has exactly the value in Python', async (context) => {
    const code = `import json; print(json.dumps([${hostile.map(quotePython).join(', ')}]))`;
    const result = await run('python3', ['-c', code]).catch(() => context.skip('without Python'));
    expect(JSON.parse(result.stdout)).toEqual(hostile);
  });
});

/** Reads a literal as Java does: `\u` escapes first, even those of a quote, then the escapes of the literal (JLS §3). */
function readJava(literal: string): string {
  const translated = literal.replace(
    /(\\\\)|\\u([\da-f]{4})/g,
    (escape, pair: string | undefined, code: string) =>
      pair === undefined ? String.fromCharCode(Number.parseInt(code, 16)) : escape,
  );
  const [, content] = /^"((?:[^"\\\n\r]|\\.)*)"$/.exec(translated) ?? [];
  if (content === undefined) throw new Error('not one literal');
  return content.replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, other: string) =>
    octal === undefined ? other : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

describe('the code', () => {
  it.each(hostile)('for any tool has the claims only in literals: %j', (text) => {
    const facts = { algorithm: 'RS256', issuer: `https://id.test/${text}`, audience: text };
    for (const tool of verifyTools) {
      const code = writeVerifyCode(tool, facts) ?? '';
      expect(code.split('\n').length, tool).toBeLessThan(40);
      expect(code, tool).toMatch(/^[\n -~\u00a0-\u{10ffff}]*$/u);
    }
    const calls: unknown[] = [];
    const code = (writeVerifyCode('jsonwebtoken', { ...facts, algorithm: 'HS256' }) ?? '').replace(
      /^import.*$/gm,
      '',
    );
    runInNewContext(code, {
      process: { env: {} },
      console: { log: () => {} },
      jwt: { verify: (...args: readonly unknown[]) => calls.push(args[2]) },
    });
    expect(JSON.parse(JSON.stringify(calls))).toEqual([
      { algorithms: ['HS256'], issuer: facts.issuer, audience: text },
    ]);
  });

  it('with curl requests only the URL itself, and only on the web', () => {
    const code = writeVerifyCode('openssl', {
      algorithm: 'RS256',
      issuer: 'https://id.test',
      audience: undefined,
    });
    expect(code?.match(/curl .*?--url/g)).toEqual(Array(2).fill("curl -gfsS --proto '=https,http' --url"));
    expect(code?.match(/\(curl/g)).toHaveLength(2);
  });

  it('has the URL of a key set of the issuer, which can contain anything, only in literals', () => {
    const header = { alg: 'RS256' };
    const url = 'https://id.test/jwks?\'"$(touch x)`x`\\';
    const keySets = [
      { url: 'https://other.test/jwks', issuers: ['https://other.test'] },
      { url, issuers: ['https://id.test'] },
    ];
    const read = (iss: string) => readVerifyFacts({ kind: 'jws', header, claims: { iss } }, keySets);
    const facts = read('https://id.test');
    expect(facts?.jwksUri).toBe(url);
    expect(read('https://unknown.test')?.jwksUri).toBeUndefined();
    for (const tool of verifyTools) {
      const code = (facts && writeVerifyCode(tool, facts)) ?? '';
      expect(code, tool).not.toContain('.well-known');
      const written = {
        jose: quoteJavaScript(url),
        jsonwebtoken: quoteJavaScript(url),
        PyJWT: quotePython(url),
        'java-jwt': quoteJava(url),
        openssl: quoteArgument([url]),
      }[tool];
      expect(code, tool).toContain(written);
    }
  });

  it('isn’t offered for a token that nothing can verify', () => {
    const header = { alg: 'RS256' };
    expect(readVerifyFacts({ kind: 'jws', header })).toBeDefined();
    expect(readVerifyFacts({ kind: 'sd-jwt', header })).toBeUndefined();
    expect(readVerifyFacts({ kind: 'jws', header: { alg: 'none' } })).toBeUndefined();
    expect(readVerifyFacts({ kind: 'jws', header: { alg: 'RS256"); x(' } })).toBeUndefined();
    expect(
      writeVerifyCode('jsonwebtoken', { algorithm: 'EdDSA', issuer: undefined, audience: undefined }),
    ).toBeUndefined();
  });
});
