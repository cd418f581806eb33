// What the pages of the preview use instead of the extension's environment: see `npm run dev`.
import {
  createPopupModel,
  systemClock,
  type Clock,
  type CopyCommands,
  type DecryptionCommands,
  type DocumentCommands,
  type SecretCommands,
} from '../../src/ui';
import { decrypt } from '../../src/entry/commands/decryption';
import { trySecrets } from '../../src/entry/commands/secrets';

import { english as translate } from '../../src/ui/fixture/english.fixture';

export { translate };

export const commands: CopyCommands & DecryptionCommands & DocumentCommands & SecretCommands = {
  copyText: async (text) => {
    await navigator.clipboard.writeText(text);
    return { ok: true };
  },
  decrypt,
  trySecrets,
  // The preview has no background.
  fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
};

/** A clock that starts at this time, so that the tokens of the recording haven't expired. */
export function createClockFrom(startMs: number): Clock {
  const loadedAtMs = Date.now();
  return { ...systemClock, nowMs: () => startMs + Date.now() - loadedAtMs };
}

/** The model of the popup and of the first-run page. Its draft is lost with the page. */
export function createPopup() {
  const done = async () => ({ ok: true }) as const;
  return createPopupModel({
    commands: {
      ...commands,
      draft: { load: async () => ({ text: '' }), save: done, clear: done },
      // There is no tab with captured tokens, and no viewer.
      listTabTokens: async () => undefined,
      readTabToken: async () => undefined,
      showInViewer: async () => ({ ok: false, reason: translate('command_viewer_failed') }),
    },
    clock: systemClock,
    translate,
  });
}
