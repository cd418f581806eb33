import { findHosts, readHostName } from '../../token';
import { checkHost } from './lookalike-hosts';

/**
 * Invisible or misleading characters: controls, bidi overrides, zero-width and other format characters, lone
 * surrogates, private use, and all spaces except U+0020 (Unicode TR 36 §2).
 */
const invisibleClass =
  '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\u00A0\\u034F\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F' +
  '\\u2000-\\u200A\\u202F\\u205F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0100}-\\u{E01EF}]';
const invisible = new RegExp(`${invisibleClass}+`, 'gu');
const invisibleExceptLineFeeds = new RegExp(`(?:(?!\\n)${invisibleClass})+`, 'gu');

/** Text that can be shown as it is. */
export interface TextRun {
  readonly text: string;
  /** Whether it's invisible characters as `⟨U+202E⟩`, or the ASCII form of the host before it as `⟨xn--…⟩`. */
  readonly escaped: boolean;
  /**
   * Set if this is the ASCII form of a host: `lookalike` if the host can be mistaken for another one. `text` is empty
   * if the host is already written in ASCII.
   */
  readonly host?: 'other form' | 'lookalike';
}

/** Further hosts in the text are skipped: each one becomes an element. */
const maxHosts = 200;

/**
 * The text with invisible characters escaped. Each host outside ASCII, in a URL or alone, is followed by its ASCII
 * form, which browsers connect to, so that `https://аccounts.google.com` with a Cyrillic а can be recognized.
 * `keepLines` doesn't escape line feeds, for text that this extension formatted; `isHost` is for text that is known to
 * start with a host.
 */
export function describeHostile(text: string, keepLines = false, isHost = false): readonly TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const found of describeHosts(text, isHost)) {
    runs.push(...escapeInvisible(text.slice(end, found.end), keepLines), found.run);
    ({ end } = found);
  }
  return [...runs, ...escapeInvisible(text.slice(end), keepLines)];
}

/** The same as one string, for titles and other attributes, which can't contain elements. */
export function writeHostile(text: string): string {
  return concatRuns(describeHostile(text));
}

/** The same for text that is known to start with a host or to be a URL. */
export function writeHost(text: string): string {
  return concatRuns(describeHostile(text, false, true));
}

function concatRuns(runs: readonly TextRun[]): string {
  return runs.map(({ text }) => text).join('');
}

function describeHosts(text: string, isHost: boolean) {
  return findHosts(text)
    .slice(0, maxHosts)
    .flatMap(({ host, end, isAlone }) => {
      const name = readHostName(host);
      if (name === undefined) return [];
      // Text with a dot, such as a person's name, isn't treated as a host unless it looks like another host.
      const trick = checkHost(host);
      if (isAlone && !isHost && (trick === undefined || trick === 'deviation' || trick === 'invalid'))
        return [];
      const isShown = name.ascii === host.toLowerCase();
      if (isShown && trick === undefined) return [];
      // Invisible characters are escaped where they are.
      const form =
        name.ascii === undefined
          ? escapeCharacters(host.replace(/[\x20-\x7e]/g, '').replace(invisible, ''))
          : `⟨${name.ascii}⟩`;
      const run: TextRun = {
        text: isShown ? '' : form,
        escaped: true,
        host: trick === undefined ? 'other form' : 'lookalike',
      };
      return [{ end, run }];
    });
}

function escapeInvisible(text: string, keepLines: boolean): readonly TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const { 0: characters, index } of text.matchAll(keepLines ? invisibleExceptLineFeeds : invisible)) {
    if (index > end) runs.push({ text: text.slice(end, index), escaped: false });
    runs.push({ text: escapeCharacters(characters), escaped: true });
    end = index + characters.length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), escaped: false });
  return runs;
}

function escapeCharacters(characters: string): string {
  return Array.from(characters, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  }).join('');
}
