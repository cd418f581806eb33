import browser from 'webextension-polyfill';
import { writeClipboard } from '../../capture/extension/clipboard';
import type { MessageKey, Result, Translate } from '../../ui';

export const translate: Translate = (key, ...params) => browser.i18n.getMessage(key, [...params]);

/** Done, or the sentence that says why not. */
export function resultOf(isDone: boolean, otherwise: MessageKey): Result {
  return isDone ? { ok: true } : { ok: false, reason: translate(otherwise) };
}

export async function copyText(text: string): Promise<Result> {
  return resultOf(await writeClipboard(text), 'command_copy_failed');
}
