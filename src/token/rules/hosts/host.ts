/** Second-level labels under which registries sell names, such as `example.co.uk`. */
const PUBLIC_SECOND_LEVEL = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org']);

/** A text as a URL; undefined if it isn't one, is too long, or has no host. */
export function parseUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > 2048 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.hostname === '' ? undefined : url;
}

/**
 * A loopback or private address, or a name that exists on only one machine or network (RFC 6761, RFC 6762, RFC 8375).
 */
export function isLocalHost(host: string): boolean {
  return (
    isLoopback(host) ||
    isPrivateAddress(host) ||
    /(?:^|\.)(?:local|localdomain|internal|intranet|corp|lan|home\.arpa|cluster\.local)$/.test(host)
  );
}

/**
 * Whether a host name or address is this machine (RFC 6761 §6.3), `0.0.0.0` included. An IPv6 address is in brackets.
 */
export function isLoopback(host: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(host) || /(?:^|\.)localhost$/.test(host);
}

/** Whether a host is an IPv4 or bracketed IPv6 address. Numbers above 255 aren't rejected: a parsed URL has none. */
export function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** RFC 1918, RFC 3927, RFC 4193. */
function isPrivateAddress(host: string): boolean {
  return (
    (isAddress(host) &&
      /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[f[cd]|\[fe80)/.test(host)) ||
    /^f[cd][\da-f]{2}:/.test(host)
  );
}

/**
 * Whether two hosts seem to have the same owner: the same registrable name, guessed from the labels because the public
 * suffix list isn't included. If in doubt, they are the same.
 */
export function isSameSite(one: string, other: string): boolean {
  return one === other || (!isAddress(one) && !isAddress(other) && findSite(one) === findSite(other));
}

function findSite(host: string): string {
  const labels = host.replace(/\.$/, '').split('.');
  const second = labels.at(-2) ?? '';
  const isUnderPublicSuffix = (labels.at(-1) ?? '').length === 2 && PUBLIC_SECOND_LEVEL.has(second);
  return labels.slice(isUnderPublicSuffix ? -3 : -2).join('.');
}
