/** What of a URL is sent (RFC 3986 §3.5). */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at === -1 ? url : url.slice(0, at);
}
