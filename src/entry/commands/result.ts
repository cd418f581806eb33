import browser from 'webextension-polyfill';
import { writeClipboard } from '../../capture/extension/clipboard';
import { createFormatUnits } from './format-units';
import type { MessageKey, Result, GetMessage } from '../../ui';

/** The language of the messages. The browser chooses the locale, and each locale file specifies its language. */
const language = browser.i18n.getMessage('language');

document.documentElement.lang = language;

/** Messages in the browser's language, from `_locales`. */
export const translate: GetMessage = Object.assign(
  (key: string, ...params: readonly string[]) => browser.i18n.getMessage(key, [...params]),
  { language, formatUnits: createFormatUnits(language) },
);

/** Success, or the error message for the failure. */
export function resultOf(isDone: boolean, otherwise: MessageKey): Result {
  return isDone ? { ok: true } : { ok: false, reason: translate(otherwise) };
}

/** Copies a text to the clipboard. Fails with a reason in the user's language if the browser rejects it. */
export async function copyText(text: string): Promise<Result> {
  return resultOf(await writeClipboard(text), 'command_copy_failed');
}
