import type { HeaderField } from '../../traffic';
import { guarded, membersOf } from './guard';
import { maxMsalCookieLength } from './limits';

/** The session cookie in which MSAL.js keeps the key of its cache. Scripts can read it. */
export const msalCookieName = 'msal.cache.encryption';

const keyBytes = 32;
/** Shown and saved in place of the cookie's value. */
const replacement = '[removed by JWT DevTools]';
const anyValue = /(msal\.cache\.encryption=)[^;\r\n]*/g;

/** The key that MSAL.js encrypts its cache with. It's used where it was read, and never sent, recorded or saved. */
export interface MsalKey {
  /** The entries that were encrypted with this key have the same ID. */
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The value of MSAL's cookie as stored, in the text of `document.cookie`. Empty if there is none. */
export function findMsalCookie(cookieText: string): string {
  const start = `${msalCookieName}=`;
  // MSAL.js reads the first one, too.
  const cookie = cookieText.split('; ').find((pair) => pair.startsWith(start));
  return cookie?.slice(start.length) ?? '';
}

/** Reads the key as MSAL.js does (`LocalStorage.ts` of @azure/msal-browser). Undefined if the value isn't a key. */
export function parseMsalKey(cookieValue: string): MsalKey | undefined {
  if (cookieValue === '' || cookieValue.length > maxMsalCookieLength) return undefined;
  return guarded(() => {
    const { id, key } = membersOf(JSON.parse(decodeURIComponent(cookieValue)));
    if (typeof id !== 'string' || typeof key !== 'string') return undefined;
    const bytes = decodeBase64url(key);
    return bytes.length === keyBytes ? { id, bytes } : undefined;
  });
}

/** Removes MSAL's key from the headers of a request or response, with which browsers send and show all cookies. */
export function withoutMsalKey(headers: readonly HeaderField[]): readonly HeaderField[] {
  if (!headers.some(({ value }) => value.includes(msalCookieName))) return headers;
  return headers.map(({ name, value }) => ({ name, value: value.replaceAll(anyValue, `$1${replacement}`) }));
}

/** Throws on other characters. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
