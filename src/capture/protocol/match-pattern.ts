import { isOrigin } from './watch-messages';

/**
 * The match pattern for one origin's pages; undefined if it can't be watched. In Chrome a pattern without a port matches
 * every port, so the port is always included. Firefox doesn't support ports (bugs 1362809 and 1468162), so there the
 * pattern also matches the host's other ports, whose frames are ignored.
 */
export function matchPattern(origin: string, browser: typeof __BROWSER__ = __BROWSER__): string | undefined {
  if (!isOrigin(origin)) return undefined;
  const { protocol, hostname, port } = new URL(origin);
  if (browser === 'firefox') return `${protocol}//${hostname}/*`;
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}/*`;
}
