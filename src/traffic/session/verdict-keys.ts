import { decode, listKeys } from '../../token';
import { selectKeySets, type PublishedKeySet } from '../log/key-sets';
import { maxVerdictKeys } from './limits';
import type { Keyring, KeyringEntry, KeyScope } from './keyring';

/** The public keys that a token is verified with. */
export interface VerdictKeys {
  /** The published key sets that fit the token, with the issuers that each is trusted for. */
  readonly keySets: readonly PublishedKeySet[];
  /** The keys that the user entered for the token, without secrets and without private keys. */
  readonly keys: Keyring;
}

/** Selects the public keys for a token, for a page that shows it without the session. */
export async function selectVerdictKeys(
  raw: string,
  keySets: readonly PublishedKeySet[],
  keyring: Keyring,
): Promise<VerdictKeys> {
  const token = decode(raw, { repair: true });
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  const issuer = claims?.['iss'];
  const isFor = ({ kind, value }: KeyScope) =>
    kind === 'all' ||
    (kind === 'issuer' && value !== '' && value === issuer) ||
    (kind === 'token' && value === token.raw);
  const entered = keyring.filter(({ purpose, scope }) => purpose === 'verify' && isFor(scope));
  const published = await Promise.all(entered.slice(-maxVerdictKeys).map(toPublic));
  return {
    keySets: keySets
      .filter((set) => selectKeySets([set], { header: token.header, claims }).length > 0)
      .slice(0, maxVerdictKeys),
    keys: published.filter((entry) => entry !== undefined),
  };
}

/** The public keys in an entered text; undefined if there are none. */
async function toPublic(entry: KeyringEntry): Promise<KeyringEntry | undefined> {
  const listing = await listKeys(entry.text);
  if (!('keys' in listing)) return undefined;
  const texts: string[] = [];
  for (const { publicText, isGuess } of listing.keys) {
    if (publicText !== undefined && isGuess !== true) texts.push(publicText);
  }
  if (texts.length === 0) return undefined;
  return { ...entry, text: texts.length === 1 ? texts.join() : `{"keys":[${texts.join()}]}` };
}
