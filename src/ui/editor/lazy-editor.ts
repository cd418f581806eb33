import { computed } from '@preact/signals';
import type { Decryption, Token } from '../../token';
import type { Entry } from '../model/detail/entry';
import { createEditor, type EditorOptions } from './create-editor';
import { readEditableText } from './editable-text';
import type { EditorModel } from './editor';
import { listKnownValues } from './values-of-tokens';

/** The newest tokens have the values that are used now. Each of them is decoded for it. */
const maxTokens = 300;

interface EditorForOptions extends Omit<EditorOptions, 'original' | 'text' | 'known'> {
  /** An editable token. */
  readonly token: Token;
  /** Its outcome, if it's encrypted. */
  readonly decryption: Decryption | undefined;
  /** The other tokens, whose values are offered; absent if there are none. */
  readonly entries?: (() => ReadonlyMap<number, Entry>) | undefined;
}

/** The model of the editor for a token, loaded when it's opened. */
export function createEditorFor({ token, decryption, entries, ...options }: EditorForOptions): EditorModel {
  return createEditor({
    ...options,
    original: token,
    text: readEditableText(token, decryption),
    known: computed(() => {
      const newest = [...(entries?.().values() ?? [])].slice(-maxTokens).toReversed();
      return listKnownValues(newest.map(({ facts }) => facts.token));
    }),
  });
}
