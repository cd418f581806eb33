import { findHosts, readHostName } from '../../token';
import { checkHost } from './lookalike-hosts';

/**
 * What a reader cannot see or is misled by: controls, bidi overrides, zero-width and other format characters, lone
 * surrogates, private use, and every space but the plain one (Unicode TR 36 §2).
 */
const unseenClass =
  '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\u00A0\\u034F\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F' +
  '\\u2000-\\u200A\\u202F\\u205F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0100}-\\u{E01EF}]';
const unseen = new RegExp(`${unseenClass}+`, 'gu');
const unseenButLines = new RegExp(`(?:(?!\\n)${unseenClass})+`, 'gu');

/** A stretch of text: plain to show as it is, or something written out that would not be seen otherwise. */
export interface Stretch {
  readonly text: string;
  /** Unseen characters as `⟨U+202E⟩`, or the ASCII form of the host before it as `⟨xn--…⟩`. */
  readonly escaped: boolean;
  /**
   * The ASCII form of a host, empty where the text has that form itself: `lookalike` for one that can be mistaken for
   * another host.
   */
  readonly host?: 'other form' | 'lookalike';
}

/** More hosts of one text are not looked at: each becomes an element. */
const maxHosts = 200;

/**
 * The text with what cannot be seen written out, and behind each host beyond ASCII, in a URL or alone, the form of it
 * that browsers go to: `https://аccounts.google.com` with a Cyrillic а is shown as what it is. `keepLines` leaves line
 * feeds alone, in text that was broken by us; `isHost` is for a text that is known to begin with a host.
 */
export function describeHostile(text: string, keepLines = false, isHost = false): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const found of describeHosts(text, isHost)) {
    stretches.push(...describeUnseen(text.slice(end, found.end), keepLines), found.stretch);
    ({ end } = found);
  }
  return [...stretches, ...describeUnseen(text.slice(end), keepLines)];
}

/** The same as one string, for titles and other places that hold no elements. */
export function writeHostile(text: string): string {
  return joinStretches(describeHostile(text));
}

/** The same for a text that is known to begin with a host, or to be a URL. */
export function writeHost(text: string): string {
  return joinStretches(describeHostile(text, false, true));
}

function joinStretches(stretches: readonly Stretch[]): string {
  return stretches.map(({ text }) => text).join('');
}

function describeHosts(text: string, isHost: boolean) {
  return findHosts(text)
    .slice(0, maxHosts)
    .flatMap(({ host, end, isAlone }) => {
      const name = readHostName(host);
      if (name === undefined) return [];
      // A name with a dot in it, such as a person's, is no host unless it looks like somebody else's.
      const trick = checkHost(host);
      if (isAlone && !isHost && (trick === undefined || trick === 'deviation' || trick === 'invalid'))
        return [];
      const isShown = name.ascii === host.toLowerCase();
      if (isShown && trick === undefined) return [];
      const form = name.ascii === undefined ? writeOut(host.replace(/[\x20-\x7e]/g, '')) : `⟨${name.ascii}⟩`;
      const stretch: Stretch = {
        text: isShown ? '' : form,
        escaped: true,
        host: trick === undefined ? 'other form' : 'lookalike',
      };
      return [{ end, stretch }];
    });
}

function describeUnseen(text: string, keepLines: boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const { 0: characters, index } of text.matchAll(keepLines ? unseenButLines : unseen)) {
    if (index > end) stretches.push({ text: text.slice(end, index), escaped: false });
    stretches.push({ text: writeOut(characters), escaped: true });
    end = index + characters.length;
  }
  if (end < text.length) stretches.push({ text: text.slice(end), escaped: false });
  return stretches;
}

function writeOut(characters: string): string {
  return Array.from(characters, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  }).join('');
}
