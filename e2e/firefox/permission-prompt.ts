import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';

const BUTTONS = { Allow: 'button', Deny: 'secondaryButton' } as const;

/**
 * Waits for Firefox's own prompt for optional permissions, presses one of its buttons, and returns what it said.
 * Pressed as Firefox's own tests do: the prompt is a window of its own, where Marionette's pointer does not reach.
 */
export async function answerPermissionPrompt(
  marionette: Marionette,
  answer: keyof typeof BUTTONS,
): Promise<string> {
  return waitUntil('Firefox asks for a permission', () =>
    marionette.inChrome<string>(
      `const prompt = document.getElementById('addon-webext-permissions-notification');
      if (!prompt || PopupNotifications.panel.state !== 'open') return '';
      const said = prompt.textContent;
      prompt[args[0]].click();
      return said;`,
      [BUTTONS[answer]],
    ),
  );
}
