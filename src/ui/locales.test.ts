import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import english from '../../public/_locales/en/messages.json';
import manifest from '../../manifest.json';
import type { Message } from './fixture/get-message.fixture';

type Messages = Readonly<Record<string, Message>>;

const folder = fileURLToPath(new URL('../../public/_locales/', import.meta.url));
const locales = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(`${folder}${name}/messages.json`, 'utf8')) as Messages] as const,
);
const reference: Messages = english;

/** The keys that a language needs: of a count one for each of its plurals. */
function listKeys(language: string): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return Object.keys(reference).flatMap((key) => {
    const stem = /^(.*)_other$/.exec(key)?.[1];
    if (stem !== undefined && `${stem}_one` in reference)
      return pluralCategories.map((one) => `${stem}_${one}`);
    const isPlural = key.endsWith('_one') && key.replace(/_one$/, '_other') in reference;
    return isPlural ? [] : [key];
  });
}

/** The English message that one stands for: of a plural that English does not have, the general one. */
function findEnglish(key: string): Message {
  return reference[key] ?? reference[key.replace(/_(?:zero|one|two|few|many)$/, '_other')] ?? { message: '' };
}

/** The params that a message has, by their places. */
function listParams({ message, placeholders = {} }: Message): readonly string[] {
  const text = message
    .replaceAll('$$', '')
    .replaceAll(
      /\$([A-Za-z]\w*)\$/g,
      (entire, name: string) => placeholders[name.toLowerCase()]?.content ?? entire,
    );
  return [...new Set(text.match(/\$\d/g))].toSorted();
}

const maxWords = 16;

describe('the locales', () => {
  it('have the default one', () => {
    expect(locales.map(([name]) => name)).toContain(manifest.default_locale);
  });

  it.each(locales)('%s has every message and no other', (name, messages) => {
    expect(Object.keys(messages).toSorted()).toEqual(listKeys(name.replace('_', '-')).toSorted());
  });

  it.each(locales)(
    '%s has short sentences on the first-run page and in the report of a bug',
    (_, messages) => {
      const long = Object.entries(messages)
        .filter(([key]) => /^welcome_|^bug_report$|^options_override$/.test(key))
        .flatMap(([, { message }]) => message.replaceAll(/“[^”]*”|„[^“]*“/g, 'quote').split(/(?<=[.:])\s+/))
        .filter((sentence) => sentence.split(/\s+/).length > maxWords);
      expect(long).toEqual([]);
    },
  );

  it.each(locales)('%s has a text for each message, with the params of the English one', (_, messages) => {
    const isComplete = (key: string) => {
      const message = messages[key] ?? { message: '' };
      const isShort = key.endsWith('_one') || key.endsWith('_zero');
      const params = listParams(message);
      const expected = listParams(findEnglish(key));
      // "One token" needs no number.
      return message.message !== '' && (isShort || params.join() === expected.join());
    };
    expect(Object.keys(messages).filter((key) => !isComplete(key))).toEqual([]);
  });

  it.each(locales)('%s names its own language', (name, { language }) => {
    expect(language?.message).toBe(name.replace('_', '-'));
  });
});
