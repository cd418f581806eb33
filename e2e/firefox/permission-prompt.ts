import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';

const BUTTONS = { Allow: 'button', Deny: 'secondaryButton' } as const;

/**
 * Waits for Firefox's own prompt for optional permissions, presses one of its buttons, and returns the text of the
 * prompt. It's pressed as in Firefox's own tests, because the prompt is a separate window that Marionette's pointer
 * can't reach.
 */
export async function clickPermissionPrompt(
  marionette: Marionette,
  choice: keyof typeof BUTTONS,
): Promise<string> {
  return waitUntil('Firefox asks for a permission', () =>
    marionette.inChrome<string>(
      `const prompt = document.getElementById('addon-webext-permissions-notification');
      if (!prompt || PopupNotifications.panel.state !== 'open') return '';
      const text = prompt.textContent;
      prompt[args[0]].click();
      return text;`,
      [BUTTONS[choice]],
    ),
  );
}
