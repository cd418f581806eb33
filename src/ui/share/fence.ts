/** A fenced code block of Markdown. The fence is longer than any in the text, which therefore can't end it. */
export function writeFenced(language: string, text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}
