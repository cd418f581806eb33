import { createText, findText, type Description, type Text } from '../description';
import { listEnglishCodes } from '../english';
import { findProviders } from './find-providers';
import type { About, Provider } from './provider';

/** In a key of `providers.json`, these set a warning, a value or the beginning of a name apart from the name. */
const MARKED = /[@=*]/;

/** What a member means to the maker of the token. */
export function describeForProvider(
  member: 'claim' | 'header parameter',
  name: string,
  about: About,
): Description | undefined {
  if (MARKED.test(name)) return undefined;
  for (const provider of findProviders(about)) {
    const text = member === 'claim' ? findClaim(provider, name) : findFor(provider, `${name}@header`);
    if (text) return describeBy(provider, text);
  }
  return undefined;
}

/** What a value means to the maker of the token. */
export function describeValueForProvider(name: string, value: string, about: About): Description | undefined {
  if (MARKED.test(name)) return undefined;
  for (const provider of findProviders(about)) {
    const text = findFor(provider, `${name}=${value}`);
    if (text) return describeBy(provider, text);
  }
  return undefined;
}

/** By the claim's name, or by its beginning: `xms_*`. */
function findClaim(provider: Provider, name: string): Text | undefined {
  const text = findFor(provider, name);
  if (text) return text;
  const start = findStarts(provider).find((one) => name.startsWith(one) && name !== one);
  return start === undefined ? undefined : findFor(provider, `${start}*`);
}

function findFor({ id }: Provider, key: string): Text | undefined {
  return findText(`providers.${id}.${key}`);
}

const starts = new Map<Provider, readonly string[]>();

function findStarts(provider: Provider): readonly string[] {
  const known = starts.get(provider);
  if (known) return known;
  const prefix = `providers.${provider.id}.`;
  const found = listEnglishCodes()
    .filter((code) => code.startsWith(prefix) && code.endsWith('*'))
    .map((code) => code.slice(prefix.length, -1));
  starts.set(provider, found);
  return found;
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
