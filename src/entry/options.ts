import { subscribePendingWatch } from '../capture/pending-watch';
import { subscribeWatched } from '../capture/watch';
import { createOptionsModel, mountOptions } from '../ui';
import { translate } from './commands/result';
import { unwatch, watchHere } from './commands/watching';

mountOptions(
  document.body,
  createOptionsModel({
    subscribeWatched: (listener) => subscribeWatched((origins) => listener([...origins])),
    subscribeOffered: subscribePendingWatch,
    commands: { watch: watchHere, unwatch },
    translate,
  }),
);
