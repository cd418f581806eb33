import { makeToken } from '../world';

/** A token that is sent after all else: once the panel lists it, it has heard of what was sent before. */
export const fenceSubject = 'after-all-else';

export function makeFence(): Promise<string> {
  return makeToken({ claims: { sub: fenceSubject }, key: 'of no one' });
}

/** Runs in the page. */
export async function sendFence(token: string): Promise<string> {
  return (await fetch('/channel/quiet', { headers: { authorization: `Bearer ${token}` } })).text();
}
