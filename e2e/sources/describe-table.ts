import { format, resolveConfig } from 'prettier';
import type { CaptureLevel, Channel } from './channel';

const start = '<!-- what each browser captures -->';
const end = '<!-- /what each browser captures -->';

const labels: Record<CaptureLevel, string> = { yes: 'yes', watched: 'watched', no: 'no' };

/** Markdown: a legend, then a row for each channel with the reason where it isn't captured. */
export function describeChannels(channels: readonly Channel[]): string {
  const rows = channels.map(
    ({ title, chromium, firefox, needsWebRequest, note }) =>
      `| ${title} | ${labels[chromium]}${needsWebRequest === true ? '\\*' : ''} | ${labels[firefox]} | ${note ?? ''} |`,
  );
  return [
    '- **yes**: captured on any site.',
    '- **watched**: captured after you press “Watch this site” and reload the page.',
    '- **watched\\***: the same. Chromium also needs one restart after you watch the first site, unless another extension',
    '  with `webRequest`, such as an ad blocker, is running. The stories run beside such an extension, and one story restarts the',
    '  browser.',
    '- **no**: not captured.',
    '',
    '| Location of the token | Chromium | Firefox | |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Replaces what is between the marks of `text` with `table`, formatted by prettier. Throws if a mark is missing. */
export async function replaceChannels(text: string, table: string): Promise<string> {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The text has no ${start}.`);
  const options = await resolveConfig(process.cwd());
  const replaced = `${text.slice(0, from)}${start}\n\n${table}\n\n${text.slice(to)}`;
  return format(replaced, { ...options, parser: 'markdown' });
}
