import { explainMissing, findTokens, type Missing } from '../../token';
import type { Translate } from '../format/translate';
import type { DetailModel } from './detail/detail';
import { sortDroppedFiles } from './dropped-files';

/** A larger file would take too long here. The viewer reads it in a worker. */
const maxReadLength = 1024 * 1024;
/** HAR, our own format, or lines of them. */
const requestsShape = /^\s*[[{][^]{0,2000}?"(?:log|entries|exchanges|request)"\s*:/;

/** What the popup does with files that were dropped or pasted. */
export type PopupFiles =
  /** To be shown in the viewer. */
  | { readonly kind: 'viewer'; readonly files: readonly File[] }
  | { readonly kind: 'text'; readonly text: string }
  /** The key was entered for the token in view. */
  | { readonly kind: 'key' }
  | { readonly kind: 'unusable'; readonly name: string; readonly reason: string | Missing };

/** Reads files: text with a token, a key for the token in view, or requests, which need the viewer. Changes nothing else. */
export async function takeFiles(
  t: Translate,
  files: readonly File[],
  detail: DetailModel | undefined,
): Promise<PopupFiles> {
  const [file] = files;
  if (file === undefined || files.length > 1 || file.size > maxReadLength) return { kind: 'viewer', files };
  const { name } = file;
  const { keys, unusable } = await sortDroppedFiles(t, files);
  const [key] = keys;
  if (key !== undefined && detail?.token.peek() !== undefined) {
    await enterKey(detail, key.text);
    return { kind: 'key' };
  }
  const text = await file.text().catch(() => undefined);
  if (text === undefined) return { kind: 'unusable', name, reason: t('file_unreadable') };
  // Compressed with gzip.
  if (text.startsWith('\u001f') || requestsShape.test(text)) return { kind: 'viewer', files };
  if (findTokens(text).length > 0) return { kind: 'text', text };
  return { kind: 'unusable', name, reason: unusable[0]?.reason ?? explainMissing(text) };
}

async function enterKey({ token, keyBox, decryption }: DetailModel, text: string): Promise<void> {
  const isEncrypted = token.peek()?.kind === 'jwe';
  const entered = Promise.resolve(text);
  (isEncrypted ? decryption : keyBox).drop(entered);
  await entered;
  if (isEncrypted) decryption.decrypt();
  else keyBox.verify();
}
