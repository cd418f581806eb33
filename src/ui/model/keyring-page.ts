import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { forgetKeys, listKeys, readPublicKey, type Token } from '../../token';
import { maxKeyLength, maxKeyNameLength, type KeyOrigin, type KeyScope, type KeptKey } from '../../traffic';
import type { CopyCommands, KeptKeyCommands, Result } from '../commands';
import type { Clock } from './clock';
import { createCopying, type CopyingModel } from './detail/copying';
import { forAll, issuerOf, type KeyringModel } from './detail/keyring';
import {
  describeProblem,
  listKeyring,
  type KeyringListing,
  type KeyringRow,
  type KeySource,
  type KeyProblem,
} from './keyring-list';
import { reportBug } from './report-bug';

/** The keyring to list, and the tokens whose issuers a key can be for. */
export interface KeyringPageOptions {
  readonly keyring: KeyringModel;
  readonly commands: CopyCommands & KeptKeyCommands;
  readonly clock: Clock;
  /** The text of a new key, in memory only: what was typed is still there when the page is opened again. */
  readonly draft: Signal<DraftText>;
  /** The tokens of the shown log. */
  readonly tokens: () => Iterable<{ readonly facts: { readonly token: Token } }>;
}

interface DraftText {
  readonly text: string;
  readonly origin: KeyOrigin;
}

/** What went wrong: a text that isn't a key, or the reason of a failed command. */
export type KeyringProblem = KeyProblem | { readonly reason: string };

/** The page of keys: a list of all keys, and a box to add one. */
export interface KeyringPageModel {
  /** Undefined until the keys have been read. */
  readonly listing: ReadonlySignal<KeyringListing | undefined>;
  /** The issuers of the listed tokens, for choosing what a key is used for. */
  readonly issuers: readonly string[];
  readonly copying: CopyingModel;
  readonly problem: ReadonlySignal<KeyringProblem | undefined>;
  readonly draft: KeyDraft;
  rename(row: KeyringRow, name: string): void;
  remove(source: KeySource): void;
  setScope(source: KeySource, scope: KeyScope): void;
  /** Stops using a captured key set, or uses it again. */
  setUsed(source: KeySource, isUsed: boolean): void;
  /** Keeps the public key of a row across sessions, or forgets it. */
  keep(row: KeyringRow, isKept: boolean): void;
  end(): void;
}

/** A key to add. */
export interface KeyDraft {
  readonly text: ReadonlySignal<string>;
  readonly purpose: ReadonlySignal<'verify' | 'decrypt'>;
  readonly scope: ReadonlySignal<KeyScope>;
  type(text: string): void;
  drop(text: Promise<string>): void;
  setPurpose(purpose: 'verify' | 'decrypt'): void;
  setScope(scope: KeyScope): void;
  /** Adds the key, unless the text is something else. The text stays then. */
  add(): void;
}

const forAllKept: KeptKey['scope'] = { kind: 'all', value: '' };
const maxIssuers = 100;
const maxTokensSearched = 10_000;

/** Reads all keys again whenever the keyring changes. Call `end` to stop. */
export function createKeyringPage({
  keyring,
  commands,
  clock,
  draft,
  tokens,
}: KeyringPageOptions): KeyringPageModel {
  const listing = signal<KeyringListing | undefined>(undefined);
  const problem = signal<KeyringProblem | undefined>(undefined);
  const ending = new AbortController();
  const run = async (pending: Promise<Result>) => {
    const result = await pending;
    if (!ending.signal.aborted) problem.value = result.ok ? undefined : { reason: result.reason };
  };

  let lastRead = 0;
  const stopReading = effect(() => {
    const { keys, allKeySets, keySets, names, uses, kept } = keyring;
    for (const { value } of [keys, allKeySets, keySets, names, uses, kept]) void value;
    lastRead += 1;
    const read = lastRead;
    void listKeyring(keyring).then((next) => {
      if (read === lastRead && !ending.signal.aborted) listing.value = next;
    }, reportBug);
  });

  return {
    listing,
    issuers: findIssuers(tokens()),
    copying: createCopying(commands, clock),
    problem,
    draft: createKeyDraft(keyring, draft, problem),
    rename(row, typed) {
      const name = typed.trim().slice(0, maxKeyNameLength);
      if (name === row.name) return;
      keyring.rename({ id: row.nameId, name });
      const stored = findKept(keyring, row);
      if (stored) void run(commands.keepKey({ ...stored, name }));
    },
    remove(source) {
      if (source.kind === 'entered') {
        keyring.remove(source.entry.id);
        // Imported keys are cached. The cache doesn't show which of them were from this text, so all are removed.
        forgetKeys();
      } else if (source.kind === 'kept') void run(commands.forgetKeptKeys(source.key.thumbprint));
      else if (source.set.origin === 'fetched') keyring.removeKeySet(source.set.url);
    },
    setScope(source, scope) {
      if (source.kind === 'entered') keyring.add({ ...source.entry, scope });
      else if (source.kind === 'kept' && isKeptScope(scope))
        void run(commands.keepKey({ ...source.key, scope }));
    },
    setUsed(source, isUsed) {
      if (source.kind === 'published') keyring.useKeySet(source.set.url, isUsed);
    },
    keep(row, isKept) {
      if (!isKept) void run(commands.forgetKeptKeys(row.nameId));
      else
        void createKeptKey(row).then((key) => {
          if (key === undefined) problem.value = { code: 'command_keep_failed' };
          else void run(commands.keepKey(key));
        }, reportBug);
    },
    end() {
      ending.abort();
      stopReading();
    },
  };
}

/**
 * Which tokens a kept key would verify; undefined if none of its tokens is known. A key that was entered for all tokens
 * is kept for the issuer whose tokens it has verified, unless there are several.
 */
export function findKeptScope({ scope, issuers }: KeyringRow): KeptKey['scope'] | undefined {
  const [issuer, other] = issuers;
  if (scope?.kind === 'all') {
    return issuer === undefined || other !== undefined ? forAllKept : { kind: 'issuer', value: issuer };
  }
  if (scope !== undefined && isKeptScope(scope)) return scope;
  return issuer === undefined ? undefined : { kind: 'issuer', value: issuer };
}

/**
 * The public key of a row, and nothing else. It's read again as it would be stored, so that what is kept is known to be
 * one public key.
 */
async function createKeptKey(row: KeyringRow): Promise<KeptKey | undefined> {
  const scope = findKeptScope(row);
  const read = row.publicText === undefined || row.isGuess ? undefined : await readPublicKey(row.publicText);
  if (scope === undefined || read === undefined || read.thumbprint !== row.summary.thumbprint)
    return undefined;
  return { thumbprint: read.thumbprint, jwk: read.jwk, scope, name: row.name };
}

function createKeyDraft(
  keyring: KeyringModel,
  draft: Signal<DraftText>,
  problem: { value: KeyringProblem | undefined },
): KeyDraft {
  const purpose = signal<'verify' | 'decrypt'>('verify');
  const scope = signal(forAll);
  const set = (text: string, origin: KeyOrigin) => {
    problem.value = undefined;
    draft.value = { text, origin };
  };
  const readDropped = async (dropped: Promise<string>) => {
    const text = await dropped.catch(() => '');
    if (text === '') problem.value = { code: 'key_file_unreadable' };
    else set(text, 'dropped');
  };
  return {
    text: computed(() => draft.value.text),
    purpose,
    scope: computed(() => (purpose.value === 'verify' ? scope.value : forAll)),
    type: (text) => set(text, 'pasted'),
    drop: (dropped) => void readDropped(dropped),
    setPurpose: (next) => (purpose.value = next),
    setScope: (next) => (scope.value = next),
    add() {
      const { text, origin } = draft.peek();
      if (text.trim() === '') return;
      if (text.length > maxKeyLength) {
        problem.value = { code: 'verdict_key_too_long', params: [text.length, maxKeyLength] };
        return;
      }
      const added = { purpose: purpose.peek(), scope: scope.peek(), origin, text };
      if (added.purpose === 'decrypt') added.scope = forAll;
      void listKeys(text).then((read) => {
        if ('problem' in read) problem.value = describeProblem(read);
        else if (draft.peek().text === text) {
          keyring.add(added);
          set('', 'pasted');
        }
      }, reportBug);
    },
  };
}

function findKept(keyring: KeyringModel, { nameId }: KeyringRow): KeptKey | undefined {
  return keyring.kept.peek().find(({ thumbprint }) => thumbprint === nameId);
}

function isKeptScope(scope: KeyScope): scope is KeptKey['scope'] {
  return scope.kind === 'all' || (scope.kind === 'issuer' && scope.value !== '');
}

function findIssuers(tokens: Iterable<{ readonly facts: { readonly token: Token } }>): readonly string[] {
  const issuers = new Set<string>();
  let searched = 0;
  for (const { facts } of tokens) {
    const issuer = issuerOf(facts.token);
    if (issuer !== undefined) issuers.add(issuer);
    searched += 1;
    if (issuers.size >= maxIssuers || searched >= maxTokensSearched) break;
  }
  return [...issuers].toSorted();
}
