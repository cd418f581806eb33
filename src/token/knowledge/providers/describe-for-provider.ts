import { findSentence, createSentence, type Description, type Sentence } from '../description';
import { findProviders } from './find-providers';
import type { About, Provider } from './provider';
import { basisSentences } from './sentences';

/** Names that can stand in the key of a sentence as they are. */
const PLAIN_NAME = /^\w+$/;

/** What a member means to the maker of the token. */
export function describeForProvider(
  member: 'claim' | 'header parameter',
  name: string,
  about: About,
): Description | undefined {
  for (const provider of findProviders(about)) {
    const ending = member === 'claim' ? findEnding(provider, name) : `${name}@header`;
    const said =
      ending === undefined ? undefined : findSentence(provider.sentences, provider.prefix + ending);
    if (said) return describeBy(provider, said);
  }
  return undefined;
}

/** What a value means to the maker of the token. */
export function describeValueForProvider(name: string, value: string, about: About): Description | undefined {
  for (const provider of findProviders(about)) {
    const { values = {} } = provider;
    const wanted = `${name}=${value}`;
    if (!Object.hasOwn(values, wanted)) continue;
    const said = findSentence(provider.sentences, `${provider.prefix}${values[wanted]}`);
    if (said) return describeBy(provider, said);
  }
  return undefined;
}

/** What stands in the key for a claim; undefined where its name can be in none. */
function findEnding({ oddNames = {}, beginnings = {}, sentences, prefix }: Provider, name: string) {
  if (Object.hasOwn(oddNames, name)) return oddNames[name];
  if (PLAIN_NAME.test(name) && Object.hasOwn(sentences, prefix + name)) return name;
  const beginning = Object.keys(beginnings).find((start) => name.startsWith(start) && name !== start);
  return beginning === undefined ? undefined : beginnings[beginning];
}

function describeBy({ id, name, documentation, basis, sentences }: Provider, said: Sentence): Description {
  const warning = findSentence(sentences, `${said.code}@warn`);
  return {
    ...said,
    ...(documentation !== '' && { reference: documentation }),
    ...(warning && { warning }),
    provider: { id, name },
    basis: createSentence(basisSentences, `about_basis_${basis}`, name),
  };
}
