/** What identifies a request in the Network panel. */
export interface RevealedRequest {
  readonly method: string;
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
}

/** A longer text isn't needed to find a request. */
const maxPathLength = 200;

/**
 * A filter of Chrome's Network panel that shows a request and others like it: the domain, the method, the status and
 * the path. Leaves out a path that the panel would read as a key, a regular expression or an exclusion.
 */
export function writeNetworkFilter({ method, url, status }: RevealedRequest): string {
  if (!URL.canParse(url)) return '';

  const { hostname, pathname } = new URL(url);
  const path = pathname.replaceAll(/^\/+|\/+$/g, '').slice(0, maxPathLength);
  const items = [
    hostname === '' ? '' : `domain:${hostname}`,
    /^[A-Za-z]+$/.test(method) ? `method:${method}` : '',
    status > 0 ? `status-code:${status}` : '',
    hostname !== '' && /^[^\s:"-][^\s:"]*$/.test(path) ? path : '',
  ];
  return items.filter((item) => item !== '').join(' ');
}
