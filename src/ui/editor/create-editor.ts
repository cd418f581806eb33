import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { EditorDraft } from '../../traffic';
import { isJsonObject, type Descriptions, type JsonObject, type Token } from '../../token';
import type { DecryptionCommands } from '../commands';
import type { Clock } from '../model/clock';
import type { CopyingModel } from '../model/detail/copying';
import type { KeyringModel } from '../model/detail/keyring';
import { issuerOf } from '../model/detail/keyring';
import { reportBug } from '../model/report-bug';
import { createToken, type Creation, type CreationInput } from './create-token';
import { isEncryption, type EditableText } from './editable-text';
import type { CreationState, EditorChanges, EditorModel } from './editor';
import { createEditorFind } from './find-in-editor';
import { createJsonDocument } from './json-document';
import type { KnownValues } from './values-of-tokens';
import { createQuickChanges } from './quick-changes';
import { createSigningKey } from './signing-key';

/** The token to edit, and what the editor offers beside it. */
export interface EditorOptions {
  readonly original: Token;
  readonly text: EditableText;
  readonly keyring: KeyringModel;
  readonly commands: DecryptionCommands;
  readonly clock: Clock;
  readonly copying: CopyingModel;
  readonly descriptions: ReadonlySignal<Descriptions | undefined>;
  /** What is offered instead of the token's own values. */
  readonly known: ReadonlySignal<KnownValues>;
  /** Opens files that are dropped on the text, or adds them as keys. */
  readonly openFiles: (files: readonly File[]) => void;
  /** What was changed in an earlier panel. */
  readonly draft?: EditorDraft | undefined;
}

/** How long a pause in typing is. */
const createAfterMs = 300;

/** The editor of one token. What is typed, generated and created stays in memory until `end`. */
export function createEditor(options: EditorOptions): EditorModel {
  const { original, text, keyring, commands, clock, copying, descriptions, known, openFiles, draft } =
    options;
  const documents = {
    header: createJsonDocument({ part: 'header', json: text.header, typed: draft?.header, clock }),
    claims: createJsonDocument({ part: 'claims', json: text.claims, typed: draft?.claims, clock }),
  };
  const values = {
    header: computed(() => parseObject(documents.header.text.value)),
    claims: computed(() => parseObject(documents.claims.text.value)),
  };
  const key = createSigningKey({
    header: values.header,
    keys: keyring.keys,
    names: keyring.names,
    issuer: issuerOf(original),
    draft: draft?.key,
  });
  const input = computed((): CreationInput => {
    const texts = { header: documents.header.signedText(), claims: documents.claims.signedText() };
    return { texts, suffix: text.suffix, key: key.used.value };
  });

  /** Incremented by `create`; 0 before. */
  const requests = signal(0);
  const last = signal<{ readonly input: CreationInput; readonly creation: Creation | undefined } | undefined>(
    undefined,
  );
  let startedRequests = 0;
  const stop = effect(() => {
    const current = input.value;
    if (requests.value === 0) return undefined;
    // A key is being generated. It changes the input.
    if (key.source.value === 'generated' && key.generated.value.state === 'pending') return undefined;
    const isRequested = requests.value !== startedRequests;
    startedRequests = requests.value;
    const ending = new AbortController();
    const settle = (creation: Creation | undefined) => {
      if (!ending.signal.aborted) last.value = { input: current, creation };
    };
    const start = () => {
      createToken(current, commands, ending.signal).then(settle, (error: unknown) => {
        if (!ending.signal.aborted) reportBug(error);
        settle(undefined);
      });
    };
    const cancel = isRequested ? start() : clock.after(createAfterMs, start);
    return () => {
      cancel?.();
      ending.abort();
    };
  });

  const creation = computed((): CreationState => {
    if (requests.value === 0) return { state: 'none' };
    if (last.value?.input !== input.value) return { state: 'pending' };
    return last.value.creation ? { state: 'settled', creation: last.value.creation } : { state: 'failed' };
  });
  return {
    original,
    edited: computed(() => {
      const { value } = creation;
      return value.state === 'settled' && 'token' in value.creation
        ? { text: value.creation.token, original }
        : undefined;
    }),
    documents,
    values,
    find: createEditorFind(documents),
    quickChanges: createQuickChanges({ documents, values, known, nowMs: clock.nowMs }),
    key,
    isEncryption: computed(() => isEncryption(values.header.value)),
    creation,
    openFiles,
    changes: computed((): EditorChanges | undefined => {
      const { header, claims } = documents;
      const used = key.draft.value;
      const isChanged = header.isChanged.value || claims.isChanged.value;
      const hasKey = used !== undefined && used.source !== 'keyring';
      if (!isChanged && !hasKey) return undefined;
      return { header: header.text.value, claims: claims.text.value, ...(used && { key: used }) };
    }),
    descriptions,
    copying,
    create() {
      key.keep();
      last.value = undefined;
      requests.value += 1;
    },
    end() {
      stop();
      key.end();
      documents.header.end();
      documents.claims.end();
    },
  };
}

/** Undefined for text that isn't a JSON object. */
function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
