import browser from 'webextension-polyfill';
import { maxDraftLength } from '../protocol/limits';

/** In `storage.session`: in memory, deleted with the browser session. */
const draftKey = 'draft';
const responseDeadlineMs = 5_000;

/** `private window`: it isn't stored. */
export type DraftOutcome = 'stored' | 'failed' | 'private window';

/**
 * Whether this is a private window of Firefox, where `storage.session` is that of the other windows too. Chrome has
 * another one for incognito windows.
 */
function isShared(): boolean {
  return __BROWSER__ === 'firefox' && browser.extension.inIncognitoContext === true;
}

/** The text that an earlier popup stored; empty if there is none or the browser doesn't respond in time. */
export async function loadDraft(signal: AbortSignal): Promise<string> {
  if (isShared()) return '';
  const combined = AbortSignal.any([signal, AbortSignal.timeout(responseDeadlineMs)]);
  const timeout = new Promise<string>((resolve) => combined.addEventListener('abort', () => resolve('')));
  return Promise.race([readDraft(), timeout]);
}

async function readDraft(): Promise<string> {
  const { [draftKey]: text } = await browser.storage.session
    .get(draftKey)
    .catch(() => ({}) as Partial<Record<string, unknown>>);
  return typeof text === 'string' ? text : '';
}

/** Stores the text until the browser closes. Fails if it's too long or the browser rejects it. */
export async function saveDraft(text: string): Promise<DraftOutcome> {
  if (isShared()) return 'private window';
  if (text.length > maxDraftLength) {
    await clearDraft();
    return 'failed';
  }
  return browser.storage.session.set({ [draftKey]: text }).then(
    () => 'stored',
    () => 'failed',
  );
}

/** Removes the stored text. Returns false if the browser rejects it; true, without a change, in a private window. */
export async function clearDraft(): Promise<boolean> {
  // The text of other windows stays.
  if (isShared()) return true;
  return browser.storage.session.remove(draftKey).then(
    () => true,
    () => false,
  );
}
