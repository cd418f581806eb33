import type { Steps } from '../../token';
import { maxMessages } from './limits';

const linesBetweenPauses = 10_000;

/** A stream of server-sent events (HTML §9.2.6), separated into its events and everything else. */
export interface Events {
  /** The data of each event. */
  readonly data: readonly string[];
  /** All other lines, and the text after the limit on the number of events. */
  readonly rest: string;
  /** The stream ends in the last item of `data`, not in `rest`. */
  readonly endsInData: boolean;
}

/** Finds the data of server-sent events (HTML Standard §9.2.6). Concatenates the data lines of each event. */
export function* findEvents(text: string): Steps<Events> {
  const data: string[] = [];
  const others: string[] = [];
  let lines: string[] = [];
  let endsInData = false;
  let start = 0;
  const endEvent = () => {
    if (lines.length > 0) data.push(lines.join('\n'));
    lines = [];
  };
  // Start of the consecutive other lines before this one. They are copied at once, since there may be a million.
  let othersStart = -1;
  const endOthers = (end: number) => {
    if (othersStart !== -1) others.push(text.slice(othersStart, end - 1));
    othersStart = -1;
  };
  for (let read = 1; start < text.length && data.length < maxMessages; read += 1) {
    if (read % linesBetweenPauses === 0) yield;
    const newline = text.indexOf('\n', start);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(start, text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd);
    const isData = line.startsWith('data:');
    if (isData || line === '') endOthers(start);
    if (isData) lines.push(line.slice(line[5] === ' ' ? 6 : 5));
    else if (line === '') endEvent();
    else if (othersStart === -1) othersStart = start;
    endsInData = isData || (endsInData && line === '');
    start = lineEnd + 1;
  }
  endEvent();
  endOthers(start);
  const isAtEnd = start >= text.length;
  return {
    data,
    rest: [...others, text.slice(start)].join('\n').trim(),
    endsInData: isAtEnd && endsInData,
  };
}
