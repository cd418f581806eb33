import type { AddedText } from '../exchange/exchange';
import type { LogChange } from '../log/log-change';
import { searchExchange } from '../search/find-sightings';
import { finishInTasks } from './finish-in-tasks';
import type { ShownLog } from './shown-log';

/** Adds a text to a log and returns the IDs of its tokens in their order. Without a token, the log stays unchanged. */
export async function addText(
  to: ShownLog,
  text: AddedText,
  note: (to: ShownLog, change: LogChange, exchangeId: string) => void,
  nextTask?: () => Promise<void>,
): Promise<readonly number[]> {
  if (!(await hasToken(text, nextTask))) return [];
  note(to, await finishInTasks(to.log.recordInSteps(text), nextTask), text.id);
  return [...new Set(to.log.tokensIn(text.id).flatMap(({ tokenId }) => tokenId ?? []))];
}

/** Whether a token is in a text. */
export async function hasToken(text: AddedText, nextTask?: () => Promise<void>): Promise<boolean> {
  return (await finishInTasks(searchExchange(text), nextTask)).found.length > 0;
}
