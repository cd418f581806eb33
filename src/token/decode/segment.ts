import { decodeBase64url, decodeStrictly, findBase64urlFault, findOtherCharacter } from './base64url';
import { TokenFault } from './malformed';
import type { Segment } from '../token';
import { nameCharacter } from '../wording';

/** The bytes of one part of a token. `start` is the part's place in the token, for the place of a fault. */
export function readSegment(text: string, segment: Segment, start: number): Uint8Array | TokenFault {
  return findSegmentFault(text, segment, start) ?? decodeBase64url(text);
}

/** The same, as text where all of it is ASCII: the quicker way to JSON. */
export function readContent(text: string, segment: Segment, start: number): string | Uint8Array | TokenFault {
  return decodeStrictly(text) ?? readSegment(text, segment, start);
}

/** What keeps one part of a token from being base64url, if anything. */
export function findSegmentFault(text: string, segment: Segment, start: number): TokenFault | undefined {
  const other = findOtherCharacter(text);
  if (other !== -1) return createCharacterFault(text, other, segment, start);
  const reason = findBase64urlFault(text);
  if (reason === undefined) return undefined;
  const offset = start + text.length - 1;
  return new TokenFault(reason, segment, offset, [
    segment,
    String(reason === 'bad_length' ? text.length : offset + 1),
  ]);
}

/** The fault of a character at `index` of the text, which begins at `start` of the token. */
export function createCharacterFault(text: string, index: number, segment: Segment, start = 0): TokenFault {
  const offset = start + index;
  return text[index] === '='
    ? new TokenFault('padding', segment, offset, [segment, String(offset + 1)])
    : new TokenFault('bad_character', segment, offset, [
        nameCharacter(text, index),
        String(offset + 1),
        segment,
      ]);
}
