import { maxClaimNameLength, maxLeewaySeconds, maxReplacedClaims } from './limits';

/** What the user chose on the options page. */
export interface Preferences {
  /** `devtools`: that of DevTools in the panel, otherwise the system's. */
  readonly theme: 'devtools' | 'light' | 'dark';
  readonly timeZone: 'local' | 'utc';
  /** The clock difference that a verifier tolerates, in seconds (RFC 7519 §4.1.4). */
  readonly leewaySeconds: number;
  /**
   * Whether sanitized exports replace a claim, by its name, where it differs from `personalClaims`. Never the value of a
   * claim.
   */
  readonly replacedClaims: Readonly<Record<string, boolean>>;
}

/** The preferences before the user chooses any. */
export const defaultPreferences: Preferences = {
  theme: 'devtools',
  timeZone: 'local',
  leewaySeconds: 0,
  replacedClaims: {},
};

/** Parses stored preferences, each separately: an invalid one, such as from another version, has its default. */
export function parsePreferences(value: unknown): Preferences {
  const stored = typeof value === 'object' && value !== null ? (value as Partial<Preferences>) : {};
  const { theme, timeZone, leewaySeconds, replacedClaims } = { ...defaultPreferences, ...stored };
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'devtools',
    timeZone: timeZone === 'utc' ? timeZone : 'local',
    leewaySeconds: isLeeway(leewaySeconds) ? leewaySeconds : 0,
    replacedClaims: parseReplacedClaims(replacedClaims),
  };
}

/** Whether it's a whole number of seconds from 0 to `maxLeewaySeconds`. */
export function isLeeway(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxLeewaySeconds;
}

function parseReplacedClaims(value: unknown): Preferences['replacedClaims'] {
  if (typeof value !== 'object' || value === null) return {};
  const list = (isReplaced: boolean) =>
    Object.entries(value)
      .filter(([name, stored]) => stored === isReplaced && findClaimNameProblem(name) === undefined)
      .slice(0, maxReplacedClaims);
  return Object.fromEntries([...list(true), ...list(false)]);
}

/** Why a text can't be the name of a claim: it's like a value, too long, or has characters that names don't have. */
export type ClaimNameProblem = 'value' | 'long' | 'characters';

/** What the name of a claim can have besides letters and digits. Most passwords have other characters. */
export const claimNamePunctuation = '_ - . : / # $';

const notInNames = /[^\p{L}\p{M}\p{N}_.:/#$-]|^$/u;

/** The start of a token, an email address, a number, a token of another format, and hex. */
const valueShape =
  /(?<![a-z])eyJ|.@|^[\d.+-]+$|^[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)*$|(?:[\da-f][:-]?){16}/i;

/** Runs that are long enough for a secret. In a name such as `claims/address_line_2`, a word has at most one short number. */
const longRun = /[\w/+=-]{24,}/g;
const valueInRun =
  /\d[A-Za-z]+\d|\d{5}|(?=[A-Za-z\d]{20})[A-Za-z]*\d|(?=[\w-]{20})(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]*\d/;

/** The prefix that Microsoft Entra ID writes before the names of custom attributes has the ID of an app. */
const entraPrefix = /^extension_[\da-f]{32}_(?=.)/;

/**
 * Returns why a text can't be the name of a claim. Names are stored on disk, so a secret that is pasted by mistake must
 * not pass. A short password of letters and digits can't be distinguished from a name.
 */
export function findClaimNameProblem(text: string): ClaimNameProblem | undefined {
  const name = text.slice(0, maxClaimNameLength).replace(entraPrefix, '');
  const runs = name.match(longRun) ?? [];
  if (valueShape.test(name) || runs.some((run) => valueInRun.test(run))) return 'value';
  if (text.length > maxClaimNameLength) return 'long';
  return notInNames.test(text) ? 'characters' : undefined;
}
