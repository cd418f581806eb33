/** A line of `xxd` or `hexdump -C`: an offset, bytes or pairs of bytes in hex, and the bytes as text. */
const DUMP_LINE = /^[\da-f]{6,8}:?[ \t]{1,4}((?:[\da-f]{2,4}(?:[ \t]{1,3}|$)){1,17}).{0,60}$/i;

/** The bytes of a hex dump without offsets and text; other text unchanged. */
export function stripDump(text: string): string {
  const lines = text.split(/[\r\n]+/);
  const [first = ''] = lines;
  if (!DUMP_LINE.test(first)) return text;
  return lines.map((line) => DUMP_LINE.exec(line)?.[1] ?? '').join(' ');
}
