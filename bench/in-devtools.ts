import { benchClosed } from './devtools/closed';
import { benchEditor } from './devtools/editor';
import { benchFirstPaint } from './devtools/first-paint';
import { benchFullLog } from './devtools/full-log';
import { benchHostile } from './devtools/hostile';
import { benchLoad } from './devtools/load';
import { benchPopup } from './devtools/popup';
import { benchWatched } from './devtools/watched';

/** `npm run bench`, part 3: the built extension in Chromium's real DevTools. Each can be run alone, by its name. */
export const devtoolsBenches: Readonly<Record<string, () => Promise<void>>> = {
  load: benchLoad,
  'full-log': benchFullLog,
  hostile: benchHostile,
  closed: benchClosed,
  watched: benchWatched,
  'first-paint': benchFirstPaint,
  popup: benchPopup,
  editor: benchEditor,
};
