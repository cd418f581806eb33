import { decodeCompact, decodeCompactJws } from '../decode/compact';
import { maxDisclosures } from '../limits';
import { createMalformed, DecodeFailure } from '../decode/malformed';
import type { Malformed, SdJwt } from '../token';
import { createSdJwt } from './create-sd-jwt';

/** Where the parts of the issuer-signed JWS end. */
export interface IssuerSignedEnds {
  readonly header: number;
  readonly payload: number;
  readonly signature: number;
}

/**
 * Finds the end of the issuer-signed JWS in an SD-JWT: the first tilde after its second dot (RFC 9901 §4). An earlier
 * tilde is part of an unencoded payload, or an invalid character. Undefined for text without the structure of an
 * SD-JWT.
 */
export function findIssuerSignedEnds(text: string): IssuerSignedEnds | undefined {
  if (!text.includes('~')) return undefined;
  const header = text.indexOf('.');
  const payload = header === -1 ? -1 : text.indexOf('.', header + 1);
  if (payload === -1) return undefined;
  const signature = text.indexOf('~', payload + 1);
  const dot = text.indexOf('.', payload + 1);
  return signature === -1 || (dot !== -1 && dot < signature) ? undefined : { header, payload, signature };
}

/** An SD-JWT or SD-JWT+KB in compact serialization (RFC 9901 §4). */
export function decodeSdJwt(raw: string, ends: IssuerSignedEnds): SdJwt | Malformed {
  const jws = decodeCompactJws(raw.slice(0, ends.signature), ends.header, ends.payload);
  if (jws.kind === 'malformed') {
    const { reason, segment, offset, params } = jws;
    return createMalformed(raw, new DecodeFailure(reason, segment, offset, params));
  }
  const pieces = raw.slice(ends.signature + 1).split('~', maxDisclosures + 2);
  if (pieces.length > maxDisclosures + 1) return createMalformed(raw, createTooManyFailure());
  const last = pieces.pop() ?? '';
  // RFC 9901 §4: what follows the last tilde is a key binding JWT or nothing.
  if (last !== '' && !last.includes('.')) {
    return createMalformed(raw, new DecodeFailure('sd_jwt_tilde', 'token', raw.length));
  }
  return createSdJwt(raw, jws, pieces, last === '' ? undefined : decodeCompact(last));
}

/** The failure of a token with more disclosures than the limit. */
export function createTooManyFailure(): DecodeFailure {
  return new DecodeFailure('too_many_disclosures', 'token', 0, [String(maxDisclosures)]);
}
