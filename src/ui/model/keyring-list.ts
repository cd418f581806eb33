import { listKeys, type KeyListing, type KeySetOrigin, type KeySummary, type Param } from '../../token';
import type { KeptKey, KeyOrigin, KeyringEntry, KeyScope, PublishedKeySet } from '../../traffic';
import type { MessageKey } from '../format/translate';
import type { KeyringModel } from './detail/keyring';

/** Where the keys of one text are from, and what can be changed about it. */
export type KeySource =
  | { readonly kind: 'entered'; readonly entry: KeyringEntry }
  | { readonly kind: 'published'; readonly set: PublishedKeySet; readonly isUsed: boolean }
  /** Only a key that isn't also in one of the other sources. */
  | { readonly kind: 'kept'; readonly key: KeptKey };

/** One key of the keyring. */
export interface KeyringRow {
  /** Unique in the list. */
  readonly id: string;
  /** The ID of its name and its uses: the thumbprint, or that of a secret's entry. */
  readonly nameId: string;
  /** Empty if the user gave it no name. */
  readonly name: string;
  readonly summary: KeySummary;
  readonly origin: KeyOrigin | KeySetOrigin;
  readonly source: KeySource;
  /** The zero-based index among the keys of its source, and their number. */
  readonly index: number;
  readonly keysInSource: number;
  readonly scope: KeyScope | undefined;
  /** The issuers that publish it, then those whose tokens it has verified. */
  readonly issuers: readonly string[];
  /** Whether it's kept across sessions. */
  readonly isKept: boolean;
  /** The public key as a JWK; absent for a secret. */
  readonly publicText?: string;
  /** It may be a secret, so it can't be kept; see `ListedKey`. */
  readonly isGuess?: true;
  /**
   * The private key as a JWK, or the secret, for `sign` and `decrypt`; absent for a public key. Only in memory: never
   * store it, and don't keep it longer than the row.
   */
  readonly privateText?: string;
}

/** A message about a key, with its params. */
export interface KeyProblem {
  readonly code: MessageKey;
  readonly params?: readonly Param[];
}

/** A text in the keyring that isn't a key, or an entry of a set that can't be read. */
export interface UnreadableKey {
  readonly id: string;
  readonly source: KeySource;
  readonly problem: KeyProblem;
}

/** The keys in the order of the list, and the texts that contain none. */
export interface KeyringListing {
  readonly rows: readonly KeyringRow[];
  readonly unreadable: readonly UnreadableKey[];
}

/**
 * Lists every key of the keyring, newest entered key first, then published sets, then keys of earlier sessions. Reads the
 * keys when called, and stores nothing: call it again when the keyring changes.
 */
export async function listKeyring(keyring: KeyringModel): Promise<KeyringListing> {
  const kept = keyring.kept.peek();
  const used = new Set(keyring.keySets.peek());
  const sources: readonly KeySource[] = [
    ...keyring.keys
      .peek()
      .toReversed()
      .map((entry) => ({ kind: 'entered', entry }) as const),
    ...keyring.allKeySets.peek().map((set) => ({ kind: 'published', set, isUsed: used.has(set) }) as const),
    ...kept.map((key) => ({ kind: 'kept', key }) as const),
  ];
  const listings = await Promise.all(sources.map((source) => listSource(source)));
  const rows = listings.flatMap(({ rows: some }) => some).map((row) => describeRow(row, keyring));
  const inOthers = new Set(rows.filter(({ source }) => source.kind !== 'kept').map(({ nameId }) => nameId));
  return {
    rows: rows.filter(({ source, nameId }) => source.kind !== 'kept' || !inOthers.has(nameId)),
    unreadable: listings.flatMap(({ unreadable }) => unreadable),
  };
}

/** The keys that can sign: private keys and secrets, newest first. */
export async function listSigningKeys(keyring: KeyringModel): Promise<readonly KeyringRow[]> {
  const { rows } = await listKeyring(keyring);
  return rows.filter(({ privateText }) => privateText !== undefined);
}

type BareRow = Pick<
  KeyringRow,
  'id' | 'nameId' | 'summary' | 'source' | 'index' | 'keysInSource' | 'publicText' | 'isGuess' | 'privateText'
>;

async function listSource(source: KeySource): Promise<{
  readonly rows: readonly BareRow[];
  readonly unreadable: readonly UnreadableKey[];
}> {
  const { id, text } = identify(source);
  const listing = await listKeys(text);
  if ('problem' in listing) {
    return { rows: [], unreadable: [{ id, source, problem: describeProblem(listing) }] };
  }
  const { keys, unread } = listing;
  return {
    rows: keys.map(({ summary, publicText, isGuess, privateText }, index) => ({
      id: `${id} ${index}`,
      nameId: summary.thumbprint ?? (keys.length === 1 ? id : `${id} ${index}`),
      summary,
      source,
      index,
      keysInSource: keys.length,
      ...(publicText !== undefined && { publicText }),
      ...(isGuess && { isGuess }),
      ...(privateText !== undefined && { privateText }),
    })),
    unreadable: unread.map(({ why }, index) => ({
      id: `${id} unread ${index}`,
      source,
      problem: why,
    })),
  };
}

/** Why a text has no keys, as a message. */
export function describeProblem({
  problem,
  params,
  material,
}: Extract<KeyListing, { readonly problem: unknown }>): KeyProblem {
  return material === undefined
    ? { code: `verdict_${problem}`, params }
    : { code: `key_material_${material}` };
}

function describeRow(row: BareRow, { names, uses, kept }: KeyringModel): KeyringRow {
  const { source, nameId } = row;
  const stored = kept.peek().find(({ thumbprint }) => thumbprint === nameId);
  const published = source.kind === 'published' ? source.set.issuers : [];
  return {
    ...row,
    name: names.peek().find(({ id }) => id === nameId)?.name ?? stored?.name ?? '',
    origin:
      source.kind === 'entered' ? source.entry.origin : source.kind === 'kept' ? 'kept' : source.set.origin,
    scope:
      source.kind === 'entered' ? source.entry.scope : source.kind === 'kept' ? source.key.scope : undefined,
    issuers: [...new Set([...published, ...(uses.peek().get(nameId) ?? [])])],
    isKept: stored !== undefined,
  };
}

function identify(source: KeySource): { readonly id: string; readonly text: string } {
  switch (source.kind) {
    case 'entered':
      return source.entry;
    case 'published':
      return { id: `${source.set.origin} ${source.set.url}`, text: source.set.text };
    case 'kept':
      return { id: `kept ${source.key.thumbprint}`, text: source.key.jwk };
  }
}
