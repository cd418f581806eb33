/** A list larger than this is not read. */
export const MAX_LIST_BYTES = 512 * 1024 * 1024;
/** Longer than any secret a person chose; what a file without line breaks would otherwise make of memory. */
const MAX_WORD_LENGTH = 4_096;

/** The lines of a file, a batch at a time, read as they are needed; each as it stands, whether LF or CR LF ends it. */
export async function* readWords(list: Blob, batchSize: number): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let rest = '';
  const reader = list.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${value ?? ''}`.split('\n');
    rest = done ? '' : (lines.pop() ?? '').slice(0, MAX_WORD_LENGTH + 1);
    for (const line of lines) {
      const word = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (word === '' || word.length > MAX_WORD_LENGTH) continue;
      batch.push(word);
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
    if (done) break;
  }
  if (batch.length > 0) yield batch;
}
