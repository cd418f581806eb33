import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  describeKeyText,
  generateKey,
  type GeneratedKey,
  type JsonObject,
  type KeySummary,
} from '../../token';
import type { DraftKey, KeyName, Keyring } from '../../traffic';
import { isEncryption } from './editable-text';

/** Where the key comes from: the text box, the keyring, or a new one. */
export type KeySource = 'pasted' | 'keyring' | 'generated';

/** A key of the keyring: to sign with, a private key or a secret; to encrypt with, also a public key. */
export interface ListedKey {
  readonly text: string;
  readonly summary: KeySummary;
  /** The name that the user gave to it. */
  readonly name: string | undefined;
  /** The issuer it was entered for; undefined if it was entered for a single token or for all of them. */
  readonly issuer: string | undefined;
}

/** A key to create a token with. */
export interface UsedKey {
  readonly source: KeySource;
  /** What the token is signed or encrypted with. */
  readonly text: string;
  /** What a signature is verified with: the public key, if there is a text of it alone. */
  readonly verifyText: string;
}

/** A generated key for the header's algorithms. `none`: the header has a problem, so that there's no key for it. */
export type GeneratedState =
  | { readonly state: 'ready'; readonly key: GeneratedKey }
  | { readonly state: 'none' | 'pending' | 'impossible' };

/** The choice of the key. Keys stay in memory: neither pasted nor generated ones are added to the keyring. */
export interface SigningKeyModel {
  readonly source: ReadonlySignal<KeySource>;
  /** The keys of the keyring that can sign, or encrypt with the header's algorithm. */
  readonly listed: ReadonlySignal<readonly ListedKey[]>;
  /** The selected one of them; undefined if it was removed from the keyring. */
  readonly listedKey: ReadonlySignal<ListedKey | undefined>;
  readonly pasted: ReadonlySignal<string>;
  /** Whether the last dropped file couldn't be read. */
  readonly isFileUnreadable: ReadonlySignal<boolean>;
  readonly generated: ReadonlySignal<GeneratedState>;
  /** Undefined while a key is generated, and if none is selected. */
  readonly used: ReadonlySignal<UsedKey | undefined>;
  /** The choice, to be restored in another panel; undefined until there is one. */
  readonly draft: ReadonlySignal<DraftKey | undefined>;
  select(source: KeySource, text?: string): void;
  /** Keeps the key that is used without a choice, so that no key added later replaces it. */
  keep(): void;
  type(text: string): void;
  /** Enters the text of a file. */
  drop(text: Promise<string>): void;
  end(): void;
}

interface SigningKeyOptions {
  /** The header as it's written now; undefined if it isn't a JSON object. */
  readonly header: ReadonlySignal<JsonObject | undefined>;
  readonly keys: ReadonlySignal<Keyring>;
  readonly names: ReadonlySignal<readonly KeyName[]>;
  /** The issuer of the token that was opened: its keys are listed first. */
  readonly issuer: string | undefined;
  /** The choice in an earlier panel. */
  readonly draft?: DraftKey | undefined;
}

/**
 * The choice, with the keyring's first suitable key, or a pasted one if there is none. Call `end` to stop generating
 * keys.
 */
export function createSigningKey({ header, keys, names, issuer, draft }: SigningKeyOptions): SigningKeyModel {
  const selected = signal<{ readonly source: KeySource; readonly text?: string } | undefined>(
    draft && { source: draft.source, ...(draft.source === 'keyring' && { text: draft.text }) },
  );
  const pasted = signal(draft?.source === 'pasted' ? draft.text : '');
  const isFileUnreadable = signal(false);
  const { listed, end: endList } = listKeys(keys, names, header, issuer);
  const source = computed(() => selected.value?.source ?? (listed.value.length > 0 ? 'keyring' : 'pasted'));
  const listedKey = computed(() =>
    selected.value?.text === undefined
      ? listed.value[0]
      : listed.value.find(({ text }) => text === selected.value?.text),
  );
  const {
    generated,
    scheme,
    end: endGenerated,
  } = generateKeys(
    computed(() => (source.value === 'generated' ? header.value : undefined)),
    draft?.source === 'generated' ? readGenerated(draft.text) : undefined,
  );
  const used = computed((): UsedKey | undefined => {
    switch (source.value) {
      case 'pasted': {
        const text = pasted.value;
        return text.trim() === '' ? undefined : { source: 'pasted', text, verifyText: text };
      }
      case 'keyring': {
        const text = listedKey.value?.text;
        return text === undefined ? undefined : { source: 'keyring', text, verifyText: text };
      }
      case 'generated': {
        const { value } = generated;
        if (value.state !== 'ready') return undefined;
        const { keyText, publicKey } = value.key;
        const verifyText = publicKey ? JSON.stringify(publicKey.jwk) : keyText;
        return { source: 'generated', text: keyText, verifyText };
      }
    }
  });
  const select = (next: KeySource, text?: string) => {
    selected.value = { source: next, ...(text !== undefined && { text }) };
  };
  return {
    source,
    listed,
    listedKey,
    pasted,
    isFileUnreadable,
    generated,
    used,
    draft: computed((): DraftKey | undefined => {
      const text = used.value?.text;
      if (selected.value === undefined || text === undefined) return undefined;
      if (source.value !== 'generated') return { source: source.value, text };
      const { value } = generated;
      return value.state === 'ready'
        ? { source: 'generated', text: JSON.stringify({ scheme: scheme.value, key: value.key }) }
        : undefined;
    }),
    select,
    keep() {
      if (selected.peek() === undefined) select(source.peek(), listedKey.peek()?.text);
    },
    type(text) {
      select('pasted');
      isFileUnreadable.value = false;
      pasted.value = text;
    },
    drop(dropped) {
      select('pasted');
      dropped.then(
        (text) => {
          isFileUnreadable.value = text === '';
          if (text !== '') pasted.value = text;
        },
        () => (isFileUnreadable.value = true),
      );
    },
    end() {
      endList();
      endGenerated();
    },
  };
}

/** The keys of the keyring that fit the header, without duplicates. */
function listKeys(
  keys: ReadonlySignal<Keyring>,
  names: ReadonlySignal<readonly KeyName[]>,
  header: ReadonlySignal<JsonObject | undefined>,
  issuer: string | undefined,
) {
  const described = signal<ReadonlyMap<string, readonly KeySummary[]>>(new Map());
  const end = effect(() => {
    const texts = [...new Set(keys.value.map(({ text }) => text))];
    let isStale = false;
    void Promise.all(
      texts.map(async (text) => [text, described.peek().get(text) ?? (await summarize(text))] as const),
    ).then((entries) => {
      if (!isStale) described.value = new Map(entries);
    });
    return () => {
      isStale = true;
    };
  });
  const listed = computed(() => {
    const byText = new Map<string, ListedKey>();
    const isFit = createFit(header.value);
    for (const { id, text, scope } of keys.value) {
      const summary = described.value.get(text)?.find(isFit);
      const own = scope.kind === 'issuer' && scope.value !== '' ? scope.value : undefined;
      const before = byText.get(text)?.issuer;
      if (summary === undefined) continue;
      const name = names.value.find((named) => named.id === (summary.thumbprint ?? id))?.name;
      byText.set(text, { text, summary, name, issuer: before === issuer ? (before ?? own) : own });
    }
    const isOwn = (key: ListedKey) => Number(key.issuer !== undefined && key.issuer === issuer);
    return [...byText.values()].toSorted((one, other) => isOwn(other) - isOwn(one));
  });
  return { listed, end };
}

async function summarize(text: string): Promise<readonly KeySummary[]> {
  const description = await describeKeyText(text);
  return 'problem' in description ? [] : description.keys;
}

/** Whether a key can sign, or encrypt with the algorithm in the header (RFC 7518 §4.1, RFC 8037 §3.2). */
function createFit(header: JsonObject | undefined): (summary: KeySummary) => boolean {
  if (!isEncryption(header)) return ({ kind, privatePasted }) => kind === 'oct' || privatePasted === true;
  const alg = String(header?.['alg']);
  if (alg.startsWith('RSA')) return ({ kind }) => kind === 'RSA';
  if (alg.startsWith('ECDH-ES'))
    return ({ kind, size }) => kind === 'EC' || size === 'X25519' || size === 'X448';
  return ({ kind }) => kind === 'oct';
}

/** A generated key with the algorithms that it's for. */
interface GeneratedFor {
  readonly scheme: string;
  readonly key: GeneratedKey;
}

/** Reads what `draft` wrote: a JSON text that has only been in our own pages. */
function readGenerated(text: string): GeneratedFor | undefined {
  try {
    return JSON.parse(text) as GeneratedFor;
  } catch {
    return undefined;
  }
}

/** A key for each pair of algorithms that the header has had, so that changing them back brings the key back. */
function generateKeys(header: ReadonlySignal<JsonObject | undefined>, earlier: GeneratedFor | undefined) {
  const keys = signal<ReadonlyMap<string, GeneratedState>>(
    new Map(earlier && [[earlier.scheme, { state: 'ready', key: earlier.key }]]),
  );
  const scheme = computed(() => {
    const { alg, enc } = header.value ?? {};
    return typeof alg === 'string' ? JSON.stringify([alg, enc]) : undefined;
  });
  const end = effect(() => {
    const id = scheme.value;
    if (id === undefined || keys.peek().has(id)) return;
    const set = (state: GeneratedState) => (keys.value = new Map([...keys.peek(), [id, state]]));
    set({ state: 'pending' });
    const [alg, enc] = JSON.parse(id) as readonly unknown[];
    void generateKey({ alg, enc }).then((key) =>
      set(key === undefined ? { state: 'impossible' } : { state: 'ready', key }),
    );
  });
  const generated = computed((): GeneratedState => {
    const id = scheme.value;
    return id === undefined ? { state: 'none' } : (keys.value.get(id) ?? { state: 'pending' });
  });
  return { generated, scheme, end };
}
