import { maxHostLength } from '../limits';

/** A host with characters beyond ASCII, or with `xn--` labels. */
export interface HostName {
  /** With `xn--` labels, as in DNS; undefined for a host that browsers reject. */
  readonly ascii: string | undefined;
}

/**
 * Reads a host as browsers do; undefined for plain ASCII, which needs no conversion. `host` has no port and no user
 * name.
 */
export function readHostName(host: string): HostName | undefined {
  const isPlain = /^[\x20-\x7e]*$/.test(host) && !/xn--/i.test(host);
  if (isPlain && !host.includes('%')) return undefined;
  const ascii = toAscii(host);
  // A template placeholder, such as `%tenant%`, isn't an encoded host.
  return ascii === undefined && isPlain ? undefined : { ascii };
}

function toAscii(host: string): string | undefined {
  const url = `https://${host}`;
  if (host.length > maxHostLength || /[/?#@\\:\s]/.test(host) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname;
}

/** The host with percent-encoding decoded, as browsers read it (URL Standard §3.5). */
export function decodePercents(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

/** A host found in a text, and the index where it ends. */
export interface FoundHost {
  readonly host: string;
  readonly end: number;
  /** The text begins with this host, without a scheme, so it may not be a host at all. */
  readonly isAlone: boolean;
}

/** Characters of a host in text. A slash, a backslash or a character that encloses URLs in text ends it. */
const HOST_CHARACTERS = '[^\\s/?#\\\\"\'<>()⟨⟩,;…]';
const IN_URL = new RegExp(`[a-z][a-z\\d+.-]{1,20}:[/\\\\]{1,4}(${HOST_CHARACTERS}{1,1200})`, 'giu');
const ALONE = new RegExp(`^"?(${HOST_CHARACTERS}{1,1200})(?:[/?#"]|$)`, 'u');

/** The non-ASCII hosts of the URLs in a text, and of its start if that can be a host. */
export function findHosts(text: string): readonly FoundHost[] {
  if (!/[^\x20-\x7e]|%|xn--/i.test(text)) return [];
  const found = [...text.matchAll(IN_URL)].flatMap((match) => {
    const [url, authority = ''] = match;
    return takeHost(authority, match.index + url.length - authority.length, false);
  });
  const [, alone = ''] = ALONE.exec(text) ?? [];
  const isHost = /^[^:]+[.。．｡][^:]*(?::\d{1,5})?$/u.test(alone);
  return isHost ? [...takeHost(alone, text.startsWith('"') ? 1 : 0, true), ...found] : found;
}

function takeHost(authority: string, start: number, isAlone: boolean): readonly FoundHost[] {
  const from = authority.lastIndexOf('@') + 1;
  const host = authority.slice(from).replace(/:\d*$/, '');
  return host === '' ? [] : [{ host, end: start + from + host.length, isAlone }];
}
