import { serveStoredData } from '../capture/extension/stored-data';
import { createPopupModel, mountWelcome, systemClock } from '../ui';
import { decrypt } from './commands/decryption';
import { fetchDocument } from './commands/documents';
import { followPreferences, followTheme } from './commands/preferences';
import { copyText, resultOf, translate } from './commands/result';
import { trySecrets } from './commands/secrets';
import { reportBugsTo } from './report-bugs';

const model = createPopupModel({
  commands: {
    copyText,
    trySecrets,
    decrypt,
    fetchDocument,
    showInViewer: async (text, files) => {
      const { showInViewer } = await import('../capture/extension/viewer');
      return resultOf(await showInViewer(text, files), 'command_viewer_failed');
    },
    // There is no tab with captured tokens, so the page doesn't offer these.
    listTabTokens: async () => undefined,
    readTabToken: async () => undefined,
    // The text is in the memory of this page only.
    draft: {
      load: async () => ({ text: '' }),
      save: async () => ({ ok: true }),
      clear: async () => ({ ok: true }),
    },
  },
  clock: systemClock,
  translate,
});
reportBugsTo(model.bugs.report);
void followPreferences();
void followTheme();
mountWelcome(document.body, model, systemClock);
serveStoredData(
  () => ({ requests: 0, tokens: 0, keys: 0, changes: 0, texts: model.draft.text.peek() === '' ? 0 : 1 }),
  async () => model.draft.clear(),
  // Keys that were entered are gone then, too.
  () => location.reload(),
);
