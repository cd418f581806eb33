import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json';
import english from '../../public/_locales/en/messages.json';
import type { Message } from './fixture/get-message.fixture';
import { requestSectionNames, sectionNames } from './model/detail/folds';

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
const translated = [...sources.matchAll(/\b(?:say|t)\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
const counted = [...sources.matchAll(/\btranslateCount\(\s*(?:say|t),\s*'([^']+)'/g)].map(
  ([, stem]) => stem ?? '',
);

const tokenSources = readdirSync(`${src}token`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
  .map((name) => readFileSync(`${src}token/${name}`, 'utf8').replaceAll(/\/\*\*[^]*?\*\//g, ''))
  .join('\n');

/** The codes of a closed union of the token room, which has them in no list: `type NAME = …` or `NAME: …` of an interface. */
function listCodes(name: string): readonly string[] {
  const [type, member] = name.split('.');
  const declaration =
    member === undefined
      ? new RegExp(String.raw`type ${type} =([^;]*);`)
      : new RegExp(String.raw`interface ${type} [^}]*readonly ${member}\??:([^;]*);`);
  const union = declaration.exec(tokenSources)?.[1] ?? '';
  const codes = [...union.matchAll(/'([^']+)'/g)].map(([, code = '']) => code);
  if (codes.length === 0) throw new Error(`${name} is no union of codes`);
  return codes;
}

const results = [
  ['malformed', 'MalformedReason'],
  ['payload', 'PayloadReason'],
  ['missing', 'MissingReason'],
  ['note', 'FoundNote.code'],
  ['note', 'Repair'],
  ['verdict', 'VerdictReason'],
  ['verdict', 'VerdictVariant'],
  ['verdict_note', 'VerdictNoteCode'],
  ['key_material', 'KeyMaterial'],
  ['decryption', 'DecryptionReason'],
  ['decryption', 'DecryptionVariant'],
  ['decryption_note', 'DecryptionNoteCode'],
  ['making', 'MakingProblem'],
  ['disclosure', 'DisclosureProblem'],
  ['disclosure', 'OpenedDisclosure.problem'],
  ['key_binding', 'KeyBindingProblem'],
  ['lifetime', 'LifetimeProblem'],
  ['payload_text', 'TextForm.problem'],
  ['type_reason', 'TokenTypeReason'],
  ['exact', 'StringMark'],
] as const;

/** The message of each code that the token room returns, but for a malformed token, which has its own reason. */
const resultKeys = results
  .flatMap(([prefix, type]) => listCodes(type).map((code) => `${prefix}_${code}`))
  .filter((key) => key !== 'missing_malformed');
const paramKeys = [
  'NeedCode',
  'LabelCode',
  'ReadingCode',
  'FormCode',
  'KeyProblemCode',
  'EphemeralKeyCode',
  'JsonProblemCode',
  'PartCode',
]
  .flatMap(listCodes)
  .concat([...tokenSources.matchAll(/: '(part_\w+)'/g)].map(([, code = '']) => code));

const messages: Readonly<Record<string, Message>> = english;
const keys = Object.keys(messages);
const used = new Set<string | undefined>([
  ...literals,
  ...[...sectionNames, ...requestSectionNames].map((name) => `section_${name}`),
  ...[...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key),
  ...resultKeys,
  ...paramKeys,
  'language',
]);

describe('the messages', () => {
  it('are there for every code that the token room returns', () => {
    expect(resultKeys.length).toBeGreaterThan(250);
    expect([...resultKeys, ...paramKeys].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('are there for every key in the sources', () => {
    expect(translated.length).toBeGreaterThan(50);
    expect(
      [...translated, ...counted.map((stem) => `${stem}_other`)].filter((key) => !keys.includes(key)),
    ).toEqual([]);
  });

  it('have no key that nothing uses', () => {
    const isPlural = (key: string) => counted.includes(key.replace(/_(?:zero|one|two|few|many|other)$/, ''));
    expect(keys.filter((key) => !used.has(key) && !isPlural(key))).toEqual([]);
  });

  it('have names that a browser accepts', () => {
    expect(keys.filter((key) => !/^[A-Za-z0-9_@]+$/.test(key))).toEqual([]);
  });

  it('have a description, and an example for every placeholder', () => {
    const isDescribed = ({ description = '', placeholders = {} }: Message) =>
      description.trim() !== '' &&
      Object.values(placeholders).every(
        ({ content, example = '' }) => /^\$[1-9]$/.test(content) && example !== '',
      );
    expect(keys.filter((key) => !isDescribed(messages[key] ?? { message: '' }))).toEqual([]);
  });

  it('use no placeholder that is not defined', () => {
    const isDefined = ({ message, placeholders = {} }: Message) =>
      [...message.replaceAll('$$', '').matchAll(/\$(\w+)\$/g)].every(
        ([, name = '']) => /^\d$/.test(name) || Object.hasOwn(placeholders, name.toLowerCase()),
      );
    expect(keys.filter((key) => !isDefined(messages[key] ?? { message: '' }))).toEqual([]);
  });

  it('have no “please”, no exclamation mark, and never call a token secure or safe', () => {
    const texts = Object.values(messages).map(({ message }) => message);
    expect(texts.filter((text) => /!|\bplease\b|\boops\b|\bsecure\b|\bsafe\b/i.test(text))).toEqual([]);
  });
});
