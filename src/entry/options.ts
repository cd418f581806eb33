import { subscribePendingWatch } from '../capture/pending-watch';
import { subscribeWatched } from '../capture/watch';
import { createOptionsModel, mountOptions } from '../ui';
import { optionsCommands, translate } from './commands';

mountOptions(
  document.body,
  createOptionsModel({
    subscribeWatched: (listener) => subscribeWatched((origins) => listener([...origins])),
    subscribeOffered: subscribePendingWatch,
    commands: optionsCommands,
    translate,
  }),
);
