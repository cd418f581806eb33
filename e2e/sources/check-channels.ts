import { expect } from '../story';
import type { BrowserName, Channel } from './channel';

/** What a true panel is asked for, in either browser. */
export interface ListReader {
  /** Filters the list by the subject; how many rows it then has. Does not wait for one to come. */
  countRows(subject: string): Promise<number>;
  /** Opens the one row of the subject; the text of its requests and places. */
  readPlaces(subject: string): Promise<string>;
}

/**
 * Holds the panel to the table, every channel of it, and goes on after one that fails. Call it when all channels were
 * used and a token that was sent after them is in the list: what is not there then is not shown.
 */
export async function checkChannels(
  reader: ListReader,
  channels: readonly Channel[],
  browser: BrowserName,
  isWatched: boolean,
): Promise<void> {
  const isShown = (channel: Channel) =>
    channel[browser] === 'yes' || (isWatched && channel[browser] === 'watched');
  for (const channel of channels.filter(isShown)) {
    const { id, place } = channel;
    await expect.soft
      .poll(() => reader.countRows(id), { message: `${id} is in the list`, timeout: LATE_MS })
      .toBe(1);
    if (isWatched || place === undefined || (await reader.countRows(id)) !== 1) continue;
    await expect.soft
      .poll(() => reader.readPlaces(id), { message: `${id} is said to be where it was`, timeout: LATE_MS })
      .toMatch(place);
  }
  for (const channel of channels.filter((each) => !isShown(each))) {
    expect.soft(await reader.countRows(channel.id), `${channel.id} is not in the list`).toBe(0);
  }
}

/** All of them were sent before the token that was waited for; Chrome is asked for open streams every ten seconds. */
const LATE_MS = 15_000;
