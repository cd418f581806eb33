import { subscribePendingWatch } from '../capture/protocol/pending-watch';
import { boundsLimits, subscribeBounds } from '../capture/extension/settings';
import { subscribeGranted } from '../capture/extension/granted-permissions';
import { subscribePreferences } from '../capture/extension/preferences';
import { listWatched, subscribeWatched } from '../capture/extension/watch';
import { createOptionsModel, mountOptions } from '../ui';
import { saveBounds } from './commands/bounds';
import { countStoredData, forgetStoredData, removePermission } from './commands/stored-data';
import { keptKeyCommands, subscribeKeptKeys } from './commands/kept-keys';
import { followTheme, savePreferences } from './commands/preferences';
import { copyText, translate } from './commands/result';
import { unwatch, watchHere } from './commands/watching';
import { reportBugsTo } from './report-bugs';

void followTheme();
const model = createOptionsModel({
  subscribeWatched: (listener) => subscribeWatched((origins) => listener([...origins])),
  subscribeOffered: subscribePendingWatch,
  subscribeBounds,
  subscribeKeptKeys,
  subscribePreferences,
  subscribePermissions: subscribeGranted,
  limits: boundsLimits,
  commands: {
    copyText,
    listWatched,
    watch: watchHere,
    unwatch,
    saveBounds,
    savePreferences,
    removePermission,
    countStoredData,
    forgetStoredData,
    forgetKeptKeys: keptKeyCommands.forgetKeptKeys,
  },
  translate,
});
reportBugsTo(model.bugs.report);
mountOptions(document.body, model);
