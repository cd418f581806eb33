import { waitUntil } from '../wait-until';
import type { LaunchedBrowser } from './launch';
import { connectNativeViews, type NativeViews } from './native-views';

// Chromium shows `permissions.request` in the dialog that it also uses when an extension is installed.
const PROMPT = 'ExtensionInstallDialogView';
const BUTTON = 'MdTextButton';
const LABEL = 'Label';

// The prompt ignores clicks in its first half second and any that follow another within half a second, so that nobody
// allows by accident.
const IGNORED_CLICK_MS = 700;

export type PermissionAnswer = 'Allow' | 'Deny';

/**
 * Waits for the browser's own permission prompt, presses its real button, and returns what the prompt said.
 * Works headless and under a display alike.
 */
export async function answerPermissionPrompt(
  browser: Pick<LaunchedBrowser, 'profile'>,
  answer: PermissionAnswer,
): Promise<string[]> {
  const views = await connectNativeViews(browser.profile);
  try {
    const wording = await waitUntil('the permission prompt', () => readPrompt(views));
    const isGone = async () => !(await views.find(PROMPT));
    await waitUntil(`the prompt takes "${answer}"`, async () => {
      const prompt = (await views.find(PROMPT)) ?? [];
      for (const button of prompt.filter(({ name }) => name === BUTTON)) {
        if ((await views.textOf(button)) === answer) await views.click(button);
      }
      return waitUntil('the prompt closes', isGone, IGNORED_CLICK_MS);
    });
    return wording;
  } finally {
    views.close();
  }
}

async function readPrompt(views: NativeViews): Promise<string[] | undefined> {
  const prompt = await views.find(PROMPT);
  if (!prompt) return undefined;
  const wording: string[] = [];
  for (const label of prompt.filter(({ name }) => name === LABEL)) {
    const text = await views.textOf(label);
    if (text) wording.push(text);
  }
  return wording.length > 0 ? wording : undefined;
}
