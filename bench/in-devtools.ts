import { benchClosed } from './devtools/closed';
import { benchHeld } from './devtools/held';
import { benchHostile } from './devtools/hostile';
import { benchLoad } from './devtools/load';
import { benchWatched } from './devtools/watched';

/** `npm run bench`, its third part: the built extension in Chromium's true DevTools, under load. */
export async function benchInDevtools(): Promise<void> {
  await benchLoad();
  await benchHeld();
  await benchHostile();
  await benchClosed();
  await benchWatched();
}
