import type { Exchange, FileProblem } from '../../traffic';
import { batchesOf, textLengthOf } from './exchange-batches';
import { readExchanges } from './read-file';
import { readFileText } from './file-text';
import { inflateBody, type Budget } from './inflate';
import { maxInflatedTotalBytes } from './limits';

/** A message from the page to the worker: first the file, then a request for each next response. */
export type FileRequest = FileStart | 'next';

interface FileStart {
  readonly file: Blob;
  readonly name: string;
  readonly writtenAtMs: number;
}

/** A message from the worker: some exchanges, or at the end the problems of the file. */
export type FileResponse =
  | { readonly exchanges: readonly Exchange[] }
  | {
      readonly problems: readonly FileProblem[];
      /** The exception because of which the file couldn't be read, unless the file is the reason. */
      readonly bug?: unknown;
    };

/** Limit for the decompressed bodies in one response; a single longer one is allowed. */
const maxResponseLength = 128 * 1024;

/** Creates the worker's side: reads one file and sends it in parts, as fast as the page requests them. */
export function createFileReader(respond: (response: FileResponse) => void): (request: FileRequest) => void {
  let batches: Iterator<readonly Exchange[], readonly FileProblem[]> | undefined;
  let waiting: Exchange[] = [];
  const budget: Budget = { left: maxInflatedTotalBytes };

  async function start({ file, name, writtenAtMs }: FileStart): Promise<void> {
    try {
      const read = await readFileText(file);
      if ('problem' in read) return respond({ problems: [{ code: read.problem }] });
      batches = batchesOf(readExchanges(read.text, { name, writtenAtMs }));
      await respondNext();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    // The file was removed or changed since it was chosen, or its text doesn't fit into memory.
    const isExpected = error instanceof DOMException || error instanceof RangeError;
    respond({ problems: [{ code: 'unreadable' }], ...(!isExpected && { bug: error }) });
  }

  async function respondNext(): Promise<void> {
    if (batches === undefined) return;
    if (waiting.length === 0) {
      const { done, value } = batches.next();
      if (done) return respond({ problems: value });
      waiting = [...value];
    }
    const exchanges: Exchange[] = [];
    let length = 0;
    while (length < maxResponseLength) {
      const [next] = waiting.splice(0, 1);
      if (next === undefined) break;
      const inflated = await inflateExchange(next, budget);
      exchanges.push(inflated);
      length += textLengthOf(inflated);
    }
    respond({ exchanges });
  }

  return (request) => {
    if (request === 'next') respondNext().catch(fail);
    else void start(request);
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
