import type { Exchange, FileProblem } from '../../traffic';
import { batchesOf, textLengthOf } from './exchange-batches';
import { readExchanges } from './read-file';
import { readFileText } from './file-text';
import { inflateBody, maxInflatedTotal, type Budget } from './inflate';

/** What the page tells the worker: the file, then each time that it wants more. */
export type FileQuestion = { readonly file: Blob; readonly writtenAtMs: number } | 'next';

/** What the worker answers: some exchanges, or at the end what is to be known of the file. */
export type FileAnswer =
  { readonly exchanges: readonly Exchange[] } | { readonly problems: readonly FileProblem[] };

/** Decompressed bodies that are handed over together; one alone may be longer. */
const maxAnswerLength = 128 * 1024;

/**
 * Creates the worker's side: hears what the page asks, reads one file and hands it over as fast as the page asks for it.
 */
export function createFileReader(answer: (told: FileAnswer) => void): (question: FileQuestion) => void {
  let batches: Iterator<readonly Exchange[], readonly FileProblem[]> | undefined;
  let waiting: Exchange[] = [];
  const budget: Budget = { left: maxInflatedTotal };

  async function start(file: Blob, writtenAtMs: number): Promise<void> {
    try {
      const read = await readFileText(file);
      if ('problem' in read) return answer({ problems: [{ code: read.problem }] });
      batches = batchesOf(readExchanges(read.text, { writtenAtMs }));
      await answerNext();
    } catch {
      fail();
    }
  }

  /** The file is gone or was changed since it was chosen, or there is no memory for its text. */
  function fail(): void {
    answer({ problems: [{ code: 'unreadable' }] });
  }

  async function answerNext(): Promise<void> {
    if (batches === undefined) return;
    if (waiting.length === 0) {
      const { done, value } = batches.next();
      if (done) return answer({ problems: value });
      waiting = [...value];
    }
    const exchanges: Exchange[] = [];
    let length = 0;
    while (length < maxAnswerLength) {
      const [next] = waiting.splice(0, 1);
      if (next === undefined) break;
      const inflated = await inflateExchange(next, budget);
      exchanges.push(inflated);
      length += textLengthOf(inflated);
    }
    answer({ exchanges });
  }

  return (question) => {
    if (question === 'next') answerNext().catch(fail);
    else void start(question.file, question.writtenAtMs);
  };
}

async function inflateExchange(exchange: Exchange, budget: Budget): Promise<Exchange> {
  if (exchange.kind !== 'http') return exchange;
  const { requestBody, responseBody } = exchange;
  if (requestBody?.gap === undefined && responseBody?.gap === undefined) return exchange;
  return {
    ...exchange,
    ...(requestBody && { requestBody: await inflateBody(requestBody, budget) }),
    ...(responseBody && { responseBody: await inflateBody(responseBody, budget) }),
  };
}
