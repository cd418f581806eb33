import browser from 'webextension-polyfill';

/** In `storage.session`: in memory, deleted with the browser session. */
const draftKey = 'draft';
/** Below the browsers' total quota of 10 MB for `storage.session`. */
export const maxDraftLength = 4 * 1024 * 1024;
const responseDeadlineMs = 5_000;

/** The text that an earlier popup stored; empty if there is none or the browser doesn't respond in time. */
export async function loadDraft(signal: AbortSignal): Promise<string> {
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

/** Stores the text until the browser closes; false if it's too long or the browser rejects it. */
export async function saveDraft(text: string): Promise<boolean> {
  if (text.length > maxDraftLength) {
    await clearDraft();
    return false;
  }
  return browser.storage.session.set({ [draftKey]: text }).then(
    () => true,
    () => false,
  );
}

export function clearDraft(): Promise<boolean> {
  return browser.storage.session.remove(draftKey).then(
    () => true,
    () => false,
  );
}
