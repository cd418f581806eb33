import { computed, type ReadonlySignal } from '@preact/signals';
import { listMemberNames, removeMember, setMember, type JsonObject } from '../../token';
import type { JsonDocument } from './json-document';
import type { EditorPart } from './json-problems';
import type { KnownValues } from './values-of-tokens';

/** Changes of single members. Each keeps the rest of the text as it's written, and is one step of the undo history. */
export interface QuickChanges {
  /** Whether the text of a part is a JSON object, which these changes need. */
  readonly isPossible: Readonly<Record<EditorPart, ReadonlySignal<boolean>>>;
  /** The names of the claims. */
  readonly claimNames: ReadonlySignal<readonly string[]>;
  /** Audiences of other tokens. */
  readonly audiences: ReadonlySignal<readonly string[]>;
  /** Key IDs of other tokens. */
  readonly keyIds: ReadonlySignal<readonly string[]>;
  /** Expires this many seconds from now; 0 for now. */
  expireIn(seconds: number): void;
  /** Becomes valid this many seconds from now. */
  startIn(seconds: number): void;
  /** An array stays an array. */
  setAudience(audience: string): void;
  /** Selects the value of a member, so that another can be typed. Inserts an empty one if there is none. */
  selectValue(part: EditorPart, name: string): void;
  remove(part: EditorPart, name: string): void;
  setAlgorithm(alg: string): void;
  /** Makes the header one of an encrypted token, or of a signed one, with a common algorithm. */
  setEncryption(isEncryption: boolean): void;
  setKeyId(kid: string): void;
}

interface QuickChangesOptions {
  readonly documents: Readonly<Record<EditorPart, JsonDocument>>;
  /** The parts as JavaScript reads them; undefined for text that isn't a JSON object. */
  readonly values: Readonly<Record<EditorPart, ReadonlySignal<JsonObject | undefined>>>;
  readonly known: ReadonlySignal<KnownValues>;
  readonly nowMs: () => number;
}

/** A malicious token can have very many. */
const maxListed = 200;

/** The changes for two documents. Where a text isn't a JSON object, they do nothing. */
export function createQuickChanges({ documents, values, known, nowMs }: QuickChangesOptions): QuickChanges {
  const set = (part: EditorPart, name: string, value: string) => {
    const changes = setMember(documents[part].text.peek(), name, value);
    if (changes) documents[part].change(changes);
  };
  const inSeconds = (seconds: number) => String(Math.floor(nowMs() / 1_000) + seconds);
  const isObject = (part: EditorPart) => computed(() => values[part].value !== undefined);
  return {
    isPossible: { header: isObject('header'), claims: isObject('claims') },
    claimNames: computed(() => listMemberNames(documents.claims.text.value).slice(0, maxListed)),
    audiences: computed(() => {
      const own = [values.claims.value?.['aud']].flat();
      return known.value.audiences.filter((audience) => !own.includes(audience));
    }),
    keyIds: computed(() => known.value.keyIds.filter((kid) => kid !== values.header.value?.['kid'])),
    expireIn: (seconds) => set('claims', 'exp', inSeconds(seconds)),
    startIn: (seconds) => set('claims', 'nbf', inSeconds(seconds)),
    setAudience(audience) {
      const isArray = Array.isArray(values.claims.peek()?.['aud']);
      set('claims', 'aud', JSON.stringify(isArray ? [audience] : audience));
    },
    selectValue(part, name) {
      const { [part]: document } = documents;
      if (values[part].peek()?.[name] === undefined) set(part, name, '""');
      const text = document.text.peek();
      const [value] = setMember(text, name, '') ?? [];
      if (value === undefined) return;
      // The quotes stay.
      const quote = text[value.from] === '"' ? 1 : 0;
      document.select(value.from + quote, value.to - quote);
    },
    remove(part, name) {
      const changes = removeMember(documents[part].text.peek(), name);
      if (changes) documents[part].change(changes);
    },
    setAlgorithm: (alg) => set('header', 'alg', JSON.stringify(alg)),
    setEncryption(isEncryption) {
      const text = documents.header.text.peek();
      const alg = setMember(text, 'alg', isEncryption ? '"RSA-OAEP-256"' : '"RS256"') ?? [];
      const enc = isEncryption ? setMember(text, 'enc', '"A256GCM"') : removeMember(text, 'enc');
      documents.header.change([...alg, ...(enc ?? [])]);
    },
    setKeyId: (kid) => set('header', 'kid', JSON.stringify(kid)),
  };
}
