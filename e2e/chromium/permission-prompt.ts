import { waitUntil } from '../wait-until';
import type { LaunchedBrowser } from './launch';
import { connectNativeViews, type NativeViews } from './native-views';

// Chromium shows `permissions.request` in the dialog that it also uses when an extension is installed.
const PROMPT = 'ExtensionInstallDialogView';
const BUTTON = 'MdTextButton';
const LABEL = 'Label';

// To prevent accidental permission, the prompt ignores clicks in its first half second and any that follow another
// within half a second.
const IGNORED_CLICK_MS = 700;

export type PermissionChoice = 'Allow' | 'Deny';

/**
 * Waits for the browser's own permission prompt, presses its real button, and returns the text of the prompt. Works
 * with and without a display.
 */
export async function clickPermissionPrompt(
  browser: Pick<LaunchedBrowser, 'profile'>,
  choice: PermissionChoice,
): Promise<string[]> {
  const views = await connectNativeViews(browser.profile);
  try {
    const wording = await waitUntil('the permission prompt', () => readPrompt(views));
    const isGone = async () => !(await views.find(PROMPT));
    await waitUntil(`the prompt accepts "${choice}"`, async () => {
      const prompt = (await views.find(PROMPT)) ?? [];
      for (const button of prompt.filter(({ name }) => name === BUTTON)) {
        if ((await views.textOf(button)) === choice) await views.click(button);
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
