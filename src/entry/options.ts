import { subscribePendingWatch } from '../capture/protocol/pending-watch';
import { boundsLimits, subscribeBounds } from '../capture/extension/settings';
import { subscribeWatched } from '../capture/extension/watch';
import { createOptionsModel, mountOptions } from '../ui';
import { saveBounds } from './commands/bounds';
import { translate } from './commands/result';
import { unwatch, watchHere } from './commands/watching';

mountOptions(
  document.body,
  createOptionsModel({
    subscribeWatched: (listener) => subscribeWatched((origins) => listener([...origins])),
    subscribeOffered: subscribePendingWatch,
    subscribeBounds,
    limits: boundsLimits,
    commands: { watch: watchHere, unwatch, saveBounds },
    translate,
  }),
);
