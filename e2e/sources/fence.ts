import { makeToken } from '../world';

/** A token that is sent last: once the panel lists it, everything sent before has been captured. */
export const fenceSubject = 'after-all-else';

export function makeFence(): Promise<string> {
  return makeToken({ claims: { sub: fenceSubject }, key: 'of no one' });
}

/** Runs in the page. */
export async function sendFence(token: string): Promise<string> {
  return (await fetch('/channel/quiet', { headers: { authorization: `Bearer ${token}` } })).text();
}
