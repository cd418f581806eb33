import { format, resolveConfig } from 'prettier';
import type { Channel, Shown } from './channel';

const start = '<!-- what each browser shows -->';
const end = '<!-- /what each browser shows -->';

const words: Record<Shown, string> = { yes: 'yes', watched: 'watched', no: 'no' };

/** Markdown: a line for each channel, and below it why some are not shown. */
export function describeChannels(channels: readonly Channel[]): string {
  const lines = channels.map(
    ({ title, chromium, firefox, isHeard, note }) =>
      `| ${title} | ${words[chromium]}${isHeard === true ? '\\*' : ''} | ${words[firefox]} | ${note ?? ''} |`,
  );
  return [
    '“watched” is shown once “Watch this site” was pressed and the page loaded again. What the background hears of a',
    'watched site (marked \\*) Chromium tells after it was restarted once, or at once beside an extension that listens as',
    'well: the stories run beside one, and one of them restarts the browser.',
    '',
    '| where a token was | Chromium | Firefox | |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

/** The text with this between its marks, laid out as prettier lays it out. Throws when it has none. */
export async function replaceChannels(text: string, table: string): Promise<string> {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The text has no ${start}.`);
  const options = await resolveConfig(process.cwd());
  const whole = `${text.slice(0, from)}${start}\n\n${table}\n\n${text.slice(to)}`;
  return format(whole, { ...options, parser: 'markdown' });
}
