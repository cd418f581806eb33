/** Larger lists are rejected. */
export const maxListBytes = 512 * 1024 * 1024;
/** Longer than any secret that a person would choose. Limits the memory for a file without line breaks. */
const maxWordLength = 4_096;

/** Reads the lines of a file (ending with LF or CR LF) on demand, in batches. Doesn't trim them. */
export async function* readWords(list: Blob, batchSize: number): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let rest = '';
  const reader = list.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${value ?? ''}`.split('\n');
    rest = done ? '' : (lines.pop() ?? '').slice(0, maxWordLength + 1);
    for (const line of lines) {
      const word = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (word === '' || word.length > maxWordLength) continue;
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
