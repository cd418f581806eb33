import { isOrigin } from './watch-messages';

/**
 * The match pattern for one origin's pages; undefined where it cannot be watched.
 * Chrome's patterns take a port and mean every port without one; Firefox refuses ports (bugs 1362809 and 1468162), so
 * there the pattern holds the host's other ports too, and what their frames say is not listened to.
 */
export function matchPattern(origin: string, browser: typeof __BROWSER__ = __BROWSER__): string | undefined {
  if (!isOrigin(origin)) return undefined;
  const { protocol, hostname, port } = new URL(origin);
  if (browser === 'firefox') return `${protocol}//${hostname}/*`;
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}/*`;
}
