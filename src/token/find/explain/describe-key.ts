import { decode } from '../../decode/decode';
import { isJsonObject } from '../../json/read-json';
import { type Missing, createMissing } from './missing';
import type { JsonObject } from '../../token';

const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----/;

/** A JOSE header and a payload as JSON, as debuggers show a token and .NET logs it. */
const DECODED = /\{\s*"(?:alg|typ|kid|enc|cty|x5t)"\s*:[^{}]{1,2000}\}\s*\.?\s*\{\s*"/;

/** Recognizes a text that is a key, a JWKS, other JSON or the JSON of a token. */
export function describeKey(text: string): Missing | undefined {
  const label = PEM.exec(text)?.[1];
  if (label !== undefined) return createMissing('pem', label);
  if (DECODED.test(text)) return createMissing('decoded');
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? describeObject(text, value) : createMissing('json');
  } catch {
    return undefined;
  }
}

function describeObject(text: string, object: JsonObject): Missing {
  if (typeof object.kty === 'string') return createMissing('jwk');
  if (Array.isArray(object.keys)) return createMissing('jwks');
  // The members of the JSON serializations besides the headers (RFC 7515 §7.2, RFC 7516 §7.2).
  const isSimilarToToken =
    object.ciphertext !== undefined ||
    object.signatures !== undefined ||
    (object.signature !== undefined && (object.payload ?? object.protected) !== undefined);
  const token = isSimilarToToken ? decode(text) : undefined;
  return token?.kind === 'malformed' ? { ...createMissing('malformed'), token } : createMissing('json');
}
