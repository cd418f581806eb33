import { expect } from '../story';
import type { BrowserName, Channel } from './channel';

/** Reads the list of a real panel, in either browser. */
export interface ListReader {
  /** Filters the list by the subject and returns the number of rows. Doesn't wait for a row to appear. */
  countRows(subject: string): Promise<number>;
  /** Opens the only row of the subject and returns the text of its "Requests" section. */
  readLocations(subject: string): Promise<string>;
}

/**
 * Compares the panel with every row of the table, and continues after a failure. Call it once all channels were used and
 * a token that was sent after them is in the list: a token that isn't in the list by then wasn't captured.
 */
export async function checkChannels(
  reader: ListReader,
  channels: readonly Channel[],
  browser: BrowserName,
  isWatched: boolean,
): Promise<void> {
  const isCaptured = (channel: Channel) =>
    channel[browser] === 'yes' || (isWatched && channel[browser] === 'watched');
  for (const channel of channels.filter(isCaptured)) {
    const { id, location } = channel;
    await expect.soft
      .poll(() => reader.countRows(id), { message: `${id} is in the list`, timeout: CAPTURE_TIMEOUT_MS })
      .toBe(1);
    if (isWatched || location === undefined || (await reader.countRows(id)) !== 1) continue;
    await expect.soft
      .poll(() => reader.readLocations(id), { message: `the location of ${id}`, timeout: CAPTURE_TIMEOUT_MS })
      .toMatch(location);
  }
  for (const channel of channels.filter((each) => !isCaptured(each))) {
    expect.soft(await reader.countRows(channel.id), `${channel.id} is not in the list`).toBe(0);
  }
}

/** Chrome's log is listed for open streams at most every ten seconds. */
const CAPTURE_TIMEOUT_MS = 15_000;
