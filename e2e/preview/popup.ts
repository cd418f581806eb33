// The popup in an ordinary page. Its draft is lost with the page.
import { createPopupModel, mountPopup, systemClock } from '../../src/ui';
import { commands, translate } from './environment';

const done = async () => ({ ok: true }) as const;
const draft = { load: async () => ({ text: '' }), save: done, clear: done };
mountPopup(
  document.body,
  createPopupModel({ commands: { ...commands, draft }, clock: systemClock, translate }),
);
