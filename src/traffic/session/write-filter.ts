import { requestKeys, stateKeys, tokenKeys } from './filter-keys';
import { maxWordLength } from './limits';

/** Values of one claim that an item is written for: more would make the filter unreadable. */
const maxValues = 5;

/** A value as the filter's grammar needs it; undefined if it can't be expressed or is too long to be compared. */
export function quoteFilterValue(value: string): string | undefined {
  if (value === '' || value.length > maxWordLength || /\p{Cc}/u.test(value)) return undefined;
  // Otherwise a slash would begin a regular expression.
  if (/^[^\s"/]\S*$/.test(value)) return value;
  return value.includes('"') ? undefined : `"${value}"`;
}

/** The item of a filter with this key and value; undefined if the grammar can't express it. */
export function writeFilterItem(key: string, value: string): string | undefined {
  const quoted = quoteFilterValue(value);
  return quoted && `${key}:${quoted}`;
}

/**
 * The items that find a token by one of its claims: one for each value of an array. Undefined for objects, and for what
 * the grammar can't express.
 */
export function writeClaimItem(name: string, value: unknown): string | undefined {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (values.length === 0 || values.length > maxValues) return undefined;
  const items = values.map((each) => {
    if (typeof each !== 'string' && typeof each !== 'number' && typeof each !== 'boolean') return undefined;
    return isKey(name) ? writeFilterItem(keyOf(name), String(each)) : quoteFilterValue(String(each));
  });
  return items.includes(undefined) ? undefined : items.join(' ');
}

/** A path of a claim, or a key: as `termSyntax` reads it. */
function isKey(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name);
}

/** A claim can have the name of a key that means something else, such as `status`. */
function keyOf(claim: string): string {
  const isOwn = claim === 'iss' || claim === 'sub' || claim === 'aud';
  const isTaken = [requestKeys, tokenKeys, stateKeys].some((keys) => Object.hasOwn(keys, claim));
  return isTaken && !isOwn ? `claim.${claim}` : claim;
}

/** Whether the text of a filter contains these items as they are written here. */
export function hasFilterItem(text: string, item: string): boolean {
  return ` ${text} `.includes(` ${item} `);
}

/** Adds the items to a filter, or removes them. */
export function toggleFilterItem(text: string, item: string): string {
  const trimmed = text.trim();
  return hasFilterItem(trimmed, item)
    ? ` ${trimmed} `.replace(` ${item} `, () => ' ').trim()
    : `${trimmed} ${item}`.trim();
}
