import type { ReportedText, PageApi } from '../../traffic';
import { maxReportedLength, maxReportedNameLength, maxReportedTexts } from '../protocol/limits';
import { isMatch, lastPositionOf, partOf, quote } from './primordials';
import { tokenShape } from '../protocol/token-shape';

/** The token-shaped texts of a call, as JSON, since a page can tamper with arrays. */
export interface ReportedTexts {
  readonly json: string;
  readonly count: number;
  /** Texts that exceed a limit, or of which only the beginning was read. */
  readonly leftOut: number;
}

/** A call without a text that looks like a token. */
export const noTexts: ReportedTexts = { json: '', count: 0, leftOut: 0 };

/** Adds a text if it may contain a token. */
export function addText(
  texts: ReportedTexts,
  location: ReportedText['kind'],
  name: string,
  text: string,
): ReportedTexts {
  const isComplete = text.length <= maxReportedLength;
  const read = isComplete ? text : truncate(text);
  const leftOut = isComplete ? texts.leftOut : texts.leftOut + 1;
  const { json, count } = texts;
  if (!isMatch(tokenShape, read)) return isComplete ? texts : { json, count, leftOut };
  if (count === maxReportedTexts) return { json, count, leftOut: texts.leftOut + 1 };
  const known = name.length <= maxReportedNameLength ? name : '';
  const added = `{"kind":"${location}","name":${quote(known)},"text":${quote(read)}}`;
  return { json: count === 0 ? added : `${json},${added}`, count: count + 1, leftOut };
}

/** The JSON text of a call report. */
export function callText(
  api: PageApi,
  method: string,
  url: string,
  texts: string,
  stack: string | undefined,
): string {
  const stackMember = stack === undefined ? '' : `,"stack":${quote(stack)}`;
  return `{"api":"${api}","method":${quote(method)},"url":${quote(url)},"texts":[${texts}]${stackMember}}`;
}

/** Truncates at the last character that can't be part of a token: a token truncated elsewhere could look complete. */
function truncate(text: string): string {
  const first = partOf(text, 0, maxReportedLength);
  let end = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const at = lastPositionOf(first, ends[index] ?? '', maxReportedLength);
    if (at > end) end = at;
  }
  return partOf(first, 0, end);
}

const ends = ['"', ' ', ',', '\n'];
