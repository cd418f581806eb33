import { decodeBase64url, decodeStrictly, findBase64urlProblem, findOtherCharacter } from './base64url';
import { DecodeFailure } from './malformed';
import type { Segment } from '../token';
import { nameCharacter } from '../wording';
import { nameSegment } from '../segment-name';

/** The bytes of one part of a token. `start` is the part's offset in the token, used for the offset of a failure. */
export function readSegment(text: string, segment: Segment, start: number): Uint8Array | DecodeFailure {
  return findSegmentFailure(text, segment, start) ?? decodeBase64url(text);
}

/** The same, as a string if all bytes are ASCII: parsing JSON from it is faster. */
export function readContent(
  text: string,
  segment: Segment,
  start: number,
): string | Uint8Array | DecodeFailure {
  return decodeStrictly(text) ?? readSegment(text, segment, start);
}

/** Why one part of a token isn't base64url; undefined if it is. */
export function findSegmentFailure(text: string, segment: Segment, start: number): DecodeFailure | undefined {
  const other = findOtherCharacter(text);
  if (other !== -1) return createCharacterFailure(text, other, segment, start);
  const reason = findBase64urlProblem(text);
  if (reason === undefined) return undefined;
  const offset = start + text.length - 1;
  return new DecodeFailure(reason, segment, offset, [
    nameSegment(segment),
    reason === 'bad_length' ? text.length : offset + 1,
  ]);
}

/** The failure for the character at `index` of a text that begins at `start` in the token. */
export function createCharacterFailure(
  text: string,
  index: number,
  segment: Segment,
  start = 0,
): DecodeFailure {
  const offset = start + index;
  return text[index] === '='
    ? new DecodeFailure('padding', segment, offset, [nameSegment(segment), offset + 1])
    : new DecodeFailure('bad_character', segment, offset, [
        nameCharacter(text, index),
        offset + 1,
        nameSegment(segment),
      ]);
}
