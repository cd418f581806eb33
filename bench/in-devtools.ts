import { benchClosed } from './devtools/closed';
import { benchFullLog } from './devtools/full-log';
import { benchHostile } from './devtools/hostile';
import { benchLoad } from './devtools/load';
import { benchWatched } from './devtools/watched';

/** `npm run bench`, part 3: the built extension in Chromium's real DevTools, under load. */
export async function benchInDevtools(): Promise<void> {
  await benchLoad();
  await benchFullLog();
  await benchHostile();
  await benchClosed();
  await benchWatched();
}
