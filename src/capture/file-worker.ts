import type { Exchange, FileProblem } from '../traffic';
import { batchesOf } from './exchange-batches';
import { readExchanges } from './file-read';

/** What the page tells the worker: the file, then each time that it wants more. */
export type FileQuestion = { readonly file: Blob; readonly writtenAtMs: number } | 'next';

/** What the worker answers: some exchanges, or at the end what is to be known of the file. */
export type FileAnswer =
  { readonly exchanges: readonly Exchange[] } | { readonly problems: readonly FileProblem[] };

/**
 * Creates the worker's side: hears what the page asks, reads one file and hands it over as fast as the page asks for it.
 */
export function createFileReader(answer: (told: FileAnswer) => void): (question: FileQuestion) => void {
  let batches: Iterator<readonly Exchange[], readonly FileProblem[]> | undefined;

  async function start(file: Blob, writtenAtMs: number): Promise<void> {
    try {
      batches = batchesOf(readExchanges(await readText(file), { writtenAtMs }));
      answerNext();
    } catch {
      // The file is gone or was changed since it was chosen, or there is no memory for its text.
      answer({ problems: [{ code: 'unreadable' }] });
    }
  }

  function answerNext(): void {
    if (batches === undefined) return;
    const { done, value } = batches.next();
    answer(done ? { problems: value } : { exchanges: value });
  }

  return (question) => {
    if (question === 'next') answerNext();
    else void start(question.file, question.writtenAtMs);
  };
}

/** UTF-8 unless a byte order mark says otherwise, as PowerShell writes it (Encoding Standard §6.1). */
async function readText(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const isLittleEndian = first === 0xff && second === 0xfe;
  const isBigEndian = first === 0xfe && second === 0xff;
  const encoding = isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
