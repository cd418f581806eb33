import { guarded } from './guard';

/** Undefined if it isn't JSON. */
export function parseJson(text: string | undefined): unknown {
  return text === undefined ? undefined : guarded(() => JSON.parse(text) as unknown);
}

/** Length of a text in UTF-8, which is how browsers count it against the quota of `storage.session`. */
export function byteLengthOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
