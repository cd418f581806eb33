import { createText, findText, type Description, type Text } from '../description';
import { listEnglishCodes } from '../english';
import { findProviders } from './find-providers';
import type { About, Provider } from './provider';

/** Separators in the keys of `providers.json`. A name with one of them could be mistaken for such a key. */
const SEPARATORS = /[@=*]/;

/** What a member means to the provider that issued the token. */
export function describeForProvider(
  member: 'claim' | 'header parameter',
  name: string,
  about: About,
): Description | undefined {
  if (SEPARATORS.test(name)) return undefined;
  for (const provider of findProviders(about)) {
    const text = member === 'claim' ? findClaim(provider, name) : findFor(provider, `${name}@header`);
    if (text) return describeBy(provider, text);
  }
  return undefined;
}

/** What a value means to the provider that issued the token. */
export function describeValueForProvider(name: string, value: string, about: About): Description | undefined {
  if (SEPARATORS.test(name)) return undefined;
  for (const provider of findProviders(about)) {
    const text = findFor(provider, `${name}=${value}`);
    if (text) return describeBy(provider, text);
  }
  return undefined;
}

/** The text with the claim's name, or with a prefix of it, such as `xms_*`. */
function findClaim(provider: Provider, name: string): Text | undefined {
  const text = findFor(provider, name);
  if (text) return text;
  const prefix = listPrefixes(provider).find((each) => name.startsWith(each) && name !== each);
  return prefix === undefined ? undefined : findFor(provider, `${prefix}*`);
}

function findFor({ id }: Provider, key: string): Text | undefined {
  return findText(`providers.${id}.${key}`);
}

const prefixCache = new Map<Provider, readonly string[]>();

function listPrefixes(provider: Provider): readonly string[] {
  const cached = prefixCache.get(provider);
  if (cached) return cached;
  const group = `providers.${provider.id}.`;
  const prefixes = listEnglishCodes()
    .filter((code) => code.startsWith(group) && code.endsWith('*'))
    .map((code) => code.slice(group.length, -1));
  prefixCache.set(provider, prefixes);
  return prefixes;
}

function describeBy({ id, name, documentation, basis }: Provider, text: Text): Description {
  const warning = findText(`${text.code}@warn`);
  return {
    ...text,
    ...(documentation !== '' && { reference: documentation }),
    ...(warning && { warning }),
    provider: { id, name },
    basis: createText(`values.basis.${basis}`, name),
  };
}
