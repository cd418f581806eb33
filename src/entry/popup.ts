import { clearDraft, loadDraft, saveDraft } from '../capture/extension/draft-store';
import { createPopupModel, mountPopup, systemClock, type TabTokenCommands } from '../ui';
import { copyText, resultOf, translate } from './commands/result';
import { decrypt } from './commands/decryption';
import { fetchDocument } from './commands/documents';
import { subscribeKeptKeys } from './commands/kept-keys';
import { followPreferences, followTheme } from './commands/preferences';
import { trySecrets } from './commands/secrets';
import { reportBugsTo } from './report-bugs';

/** Loaded when the tokens of the tab are first listed. */
let tabTokens: Promise<TabTokenCommands> | undefined;
const loadTabTokens = () =>
  (tabTokens ??= import('./commands/tab-tokens').then(({ createTabTokens }) => createTabTokens()));

const model = createPopupModel({
  commands: {
    copyText,
    trySecrets,
    decrypt,
    listTabTokens: async () => (await loadTabTokens()).listTabTokens(),
    readTabToken: async (tokenId) => (await loadTabTokens()).readTabToken(tokenId),
    showInViewer: async (text, files) => {
      const { showInViewer } = await import('../capture/extension/viewer');
      const isShown = await showInViewer(text, files);
      if (isShown) window.close();
      return resultOf(isShown, 'command_viewer_failed');
    },
    fetchDocument,
    draft: {
      load: async (signal) => ({ text: await loadDraft(signal) }),
      save: async ({ text }) => {
        const outcome = await saveDraft(text);
        return resultOf(
          outcome === 'stored',
          outcome === 'private window' ? 'command_draft_private' : 'command_draft_failed',
        );
      },
      clear: async () => resultOf(await clearDraft(), 'command_draft_failed'),
    },
  },
  clock: systemClock,
  translate,
  subscribeKeptKeys,
});
reportBugsTo(model.bugs.report);
void followPreferences();
void followTheme();
mountPopup(document.body, model);
