/** A host with characters beyond ASCII, or with `xn--` labels. */
export interface HostName {
  /** As DNS has it, with `xn--` labels; undefined for a host that no browser goes to. */
  readonly ascii: string | undefined;
}

const MAX_HOST_LENGTH = 1_000;

/**
 * A host as browsers use it; undefined for one of plain ASCII, which looks like what it is. `host` is without port and
 * user name.
 */
export function readHostName(host: string): HostName | undefined {
  const isPlain = /^[\x20-\x7e]*$/.test(host) && !/xn--/i.test(host);
  if (isPlain && !host.includes('%')) return undefined;
  const ascii = toAscii(host);
  // A placeholder, such as `%tenant%`, is no host in another form.
  return ascii === undefined && isPlain ? undefined : { ascii };
}

function toAscii(host: string): string | undefined {
  const url = `https://${host}`;
  if (host.length > MAX_HOST_LENGTH || /[/?#@\\:\s]/.test(host) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname;
}

/** The host with what is percent-encoded in it decoded, as browsers read it (URL Standard §3.5). */
export function decodePercents(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

/** A host in a text, with where it ends. */
export interface FoundHost {
  readonly host: string;
  readonly end: number;
  /** The text begins with it, without a scheme: it may be no host at all. */
  readonly isAlone: boolean;
}

/** What may stand in a host as it is written; a slash or a backslash ends it, and so does what encloses a URL in text. */
const HOST_CHARACTERS = '[^\\s/?#\\\\"\'<>()⟨⟩,;…]';
const IN_URL = new RegExp(`[a-z][a-z\\d+.-]{1,20}:[/\\\\]{1,4}(${HOST_CHARACTERS}{1,1200})`, 'giu');
const ALONE = new RegExp(`^"?(${HOST_CHARACTERS}{1,1200})(?:[/?#"]|$)`, 'u');

/** The hosts of the URLs in a text, and what the text begins with if it can be a host. Only those beyond ASCII. */
export function findHosts(text: string): readonly FoundHost[] {
  if (!/[^\x20-\x7e]|%|xn--/i.test(text)) return [];
  const found = [...text.matchAll(IN_URL)].flatMap((match) => {
    const [whole, authority = ''] = match;
    return takeHost(authority, match.index + whole.length - authority.length, false);
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
