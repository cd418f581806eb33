import { guarded } from './guard';

/** Undefined for what is no JSON. */
export function parseJson(text: string | undefined): unknown {
  return text === undefined ? undefined : guarded(() => JSON.parse(text) as unknown);
}

/** What a text weighs in UTF-8, as browsers count it against `storage.session`. */
export function byteLengthOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
