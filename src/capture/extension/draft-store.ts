import browser from 'webextension-polyfill';

/** In `storage.session`, which is memory and ends with the browser session. */
const draftKey = 'draft';
/** Below the 10 MB that the browsers give `storage.session` in all. */
export const maxDraftLength = 4 * 1024 * 1024;
const answerDeadlineMs = 5_000;

/** The text that an earlier popup left; empty when there is none or the browser does not answer in time. */
export async function loadDraft(signal: AbortSignal): Promise<string> {
  const given = AbortSignal.any([signal, AbortSignal.timeout(answerDeadlineMs)]);
  const tooLate = new Promise<string>((resolve) => given.addEventListener('abort', () => resolve('')));
  return Promise.race([readDraft(), tooLate]);
}

async function readDraft(): Promise<string> {
  const { [draftKey]: text } = await browser.storage.session
    .get(draftKey)
    .catch(() => ({}) as Partial<Record<string, unknown>>);
  return typeof text === 'string' ? text : '';
}

/** Keeps the text until the browser closes; false when it is too long or the browser refuses. */
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
