import { clearDraft, loadDraft, saveDraft } from '../capture/extension/draft-store';
import { createPopupModel, mountPopup, systemClock } from '../ui';
import { copyText, resultOf, translate } from './commands/result';
import { decrypt } from './commands/decryption';
import { fetchDocument } from './commands/documents';
import { trySecrets } from './commands/secrets';

const model = createPopupModel({
  commands: {
    copyText,
    trySecrets,
    decrypt,
    fetchDocument,
    draft: {
      load: async (signal) => ({ text: await loadDraft(signal) }),
      save: async ({ text }) => resultOf(await saveDraft(text), 'command_draft_failed'),
      clear: async () => resultOf(await clearDraft(), 'command_draft_failed'),
    },
  },
  clock: systemClock,
  translate,
});
mountPopup(document.body, model);
