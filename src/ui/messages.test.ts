import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json';
import messages from '../../public/_locales/en/messages.json';
import { sentences } from '../token';
import { columns } from './model/columns';
import { sectionNames } from './model/detail/folds';

const src = fileURLToPath(new URL('..', import.meta.url));

/** What ui and entry say, without their tests. */
const sources = ['ui', 'entry']
  .flatMap((room) =>
    readdirSync(`${src}${room}`, { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
  )
  .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture|d)\.tsx?$/.test(name))
  .map((name) => readFileSync(`${src}${name}`, 'utf8'))
  .join('\n');

const literals = new Set([...sources.matchAll(/['"]([A-Za-z0-9_@]+)['"]/g)].map(([, literal]) => literal));
const said = [...sources.matchAll(/\b(?:say|t)\(\s*'([^']+)'/g)].map(([, key]) => key);
const counted = [...sources.matchAll(/\btranslateCount\(\s*(?:say|t),\s*'([^']+)'/g)].map(([, stem]) => stem);

const keys = Object.keys(messages);
const used = new Set([
  ...literals,
  ...counted.flatMap((stem) => [`${stem}_one`, `${stem}_other`]),
  ...columns.map((column) => `column_${column}`),
  ...sectionNames.map((name) => `section_${name}`),
  ...[...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key),
  ...Object.keys(sentences),
]);

describe('the English messages', () => {
  it('have every key that is said', () => {
    expect(said.length).toBeGreaterThan(50);
    expect(
      [...said, ...counted.map((stem) => `${stem}_one`)].filter((key) => !keys.includes(key ?? '')),
    ).toEqual([]);
  });

  it('have no key that nobody says', () => {
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('have names that a browser takes', () => {
    expect(keys.filter((key) => !/^[A-Za-z0-9_@]+$/.test(key))).toEqual([]);
  });

  it('say what the token room says, word for word', () => {
    const texts = Object.fromEntries(Object.entries(messages).map(([key, { message }]) => [key, message]));
    expect(texts).toMatchObject(sentences);
  });

  it('stand in the list of reason codes where they are reasons', () => {
    const documented = readFileSync(
      fileURLToPath(new URL('../../docs/reason-codes.md', import.meta.url)),
      'utf8',
    );
    const reasons = Object.entries(sentences).filter(([key]) =>
      /^(?:verdict|decryption|malformed|missing)_/.test(key),
    );
    expect(reasons.length).toBeGreaterThan(80);
    expect(reasons.filter(([, text]) => !documented.includes(`: ${text}`)).map(([key]) => key)).toEqual([]);
  });

  it('plead with nobody and shout at nobody', () => {
    const texts = Object.entries(messages)
      // A cookie has an attribute of that name.
      .map(([key, { message }]) => (key.startsWith('rule_CK_') ? message.replaceAll('Secure', '') : message));
    expect(texts.filter((text) => /!|\bplease\b|\boops\b|\bsecure\b|\bsafe\b/i.test(text))).toEqual([]);
  });
});
