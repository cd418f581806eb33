import type { ReportedText, PageApi } from '../../traffic';
import { maxReportedLength, maxReportedNameLength, maxReportedTexts } from '../protocol/limits';
import { isMatch, lastPositionOf, partOf, quote } from './primordials';
import { tokenShape } from '../protocol/token-shape';

/** What a call was seen to carry: texts in which a token may stand, as JSON, since a page can meddle with lists. */
export interface ReportedTexts {
  readonly json: string;
  readonly count: number;
  /** Texts past a bound, or of which only the beginning was read. */
  readonly leftOut: number;
}

export const nothingReported: ReportedTexts = { json: '', count: 0, leftOut: 0 };

/** Adds a text if a token may stand in it. */
export function carry(
  texts: ReportedTexts,
  place: ReportedText['place'],
  name: string,
  text: string,
): ReportedTexts {
  const isWhole = text.length <= maxReportedLength;
  const read = isWhole ? text : beginningOf(text);
  const leftOut = isWhole ? texts.leftOut : texts.leftOut + 1;
  const { json, count } = texts;
  if (!isMatch(tokenShape, read)) return isWhole ? texts : { json, count, leftOut };
  if (count === maxReportedTexts) return { json, count, leftOut: texts.leftOut + 1 };
  const known = name.length <= maxReportedNameLength ? name : '';
  const added = `{"place":"${place}","name":${quote(known)},"text":${quote(read)}}`;
  return { json: count === 0 ? added : `${json},${added}`, count: count + 1, leftOut };
}

/** The JSON text of a call. */
export function callText(
  api: PageApi,
  method: string,
  url: string,
  carried: string,
  stack: string | undefined,
): string {
  const sited = stack === undefined ? '' : `,"stack":${quote(stack)}`;
  return `{"api":"${api}","method":${quote(method)},"url":${quote(url)},"carried":[${carried}]${sited}}`;
}

/** Ends before a letter that stands in no token: cut anywhere else, part of a token could look like a whole one. */
function beginningOf(text: string): string {
  const first = partOf(text, 0, maxReportedLength);
  let end = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const at = lastPositionOf(first, ends[index] ?? '', maxReportedLength);
    if (at > end) end = at;
  }
  return partOf(first, 0, end);
}

const ends = ['"', ' ', ',', '\n'];
