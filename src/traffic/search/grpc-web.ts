import { maxParts } from './limits';

/** One frame of a gRPC-web or Connect stream: a message or the trailers. Each character is one byte. */
export interface Frame {
  readonly kind: 'message' | 'trailers' | 'compressed';
  readonly bytes: string;
  /** It isn't truncated. */
  readonly isComplete: boolean;
}

/** The frames of a gRPC-Web body. */
export interface Frames {
  readonly frames: readonly Frame[];
  /** The text after the last frame, or after the limit on their number. */
  readonly rest: string;
}

const headLength = 5;
const compressedFlag = 0x01;
/** gRPC-web sets the first flag for trailers (header lines), Connect the second (JSON). */
const trailersFlags = 0x80 | 0x02;

/**
 * Finds the frames of a stream: one byte of flags, four bytes of length, the content (gRPC's PROTOCOL-WEB.md, Connect's
 * streaming protocol). Undefined if this isn't binary data or doesn't start with a frame.
 */
export function findFrames(bytes: string): Frames | undefined {
  // eslint-disable-next-line no-control-regex -- bytes
  if (!/^[\0-\xff]*$/.test(bytes)) return undefined;
  const frames: Frame[] = [];
  let at = 0;
  while (at + headLength <= bytes.length && frames.length < maxParts) {
    const flags = bytes.charCodeAt(at);
    if ((flags & ~(compressedFlag | trailersFlags)) !== 0) break;
    const start = at + headLength;
    const end = start + readLength(bytes, at + 1);
    frames.push({
      kind: flags & compressedFlag ? 'compressed' : flags & trailersFlags ? 'trailers' : 'message',
      bytes: bytes.slice(start, end),
      isComplete: end <= bytes.length,
    });
    at = end;
  }
  return frames.length === 0 ? undefined : { frames, rest: bytes.slice(at) };
}

/** Big-endian. */
function readLength(bytes: string, at: number): number {
  let length = 0;
  for (let index = at; index < at + 4; index += 1) length = length * 256 + bytes.charCodeAt(index);
  return length;
}

/**
 * Decodes `application/grpc-web-text`: base64 of frames, each of which may have its own padding. Undefined for other
 * text and if there are more frames or lines than the limit.
 */
export function decodeFramesText(text: string): string | undefined {
  try {
    const lines = text.split(/\s+/, maxParts + 1);
    const pieces = lines.length > maxParts ? undefined : findPieces(lines.join(''));
    return pieces?.map(decodePiece).join('');
  } catch {
    return undefined;
  }
}

function findPieces(text: string): readonly string[] | undefined {
  const pieces: string[] = [];
  for (const [piece] of text.matchAll(/[\w+/-]+=*/g)) {
    if (pieces.length === maxParts) return undefined;
    pieces.push(piece);
  }
  return pieces;
}

/** In a truncated text, the last character may not make up a byte. */
function decodePiece(piece: string): string {
  return atob(piece.length % 4 === 1 ? piece.slice(0, -1) : piece);
}
