import { describeKeyText } from '../../../token';
import type { DetailModel } from './detail';

/**
 * Uses a key that was pasted anywhere in the details. Any text can be a secret, so other text goes to the key box of a
 * token that is signed with one, where the user sees it before it's used. Other text and other tokens change nothing.
 */
export async function pasteKey(detail: DetailModel, text: string): Promise<void> {
  const { token, keyBox, decryption, secrets, folds } = detail;
  const shown = token.peek();
  if (shown === undefined) return;
  const description = await describeKeyText(text);
  if (token.peek() !== shown) return;
  const isKey = !('problem' in description) && description.keys.some(({ form }) => form !== 'secret');
  if (shown.kind === 'jwe') {
    if (!isKey) return;
    decryption.type(text);
    decryption.decrypt();
  } else if (isKey) {
    keyBox.type(text);
    keyBox.verify();
  } else if (secrets.isPossible.peek()) {
    keyBox.type(text);
    folds.enter('signature');
  }
}
