import { isJsonObject } from '../json';
import type { Missing } from '../missing';
import type { JsonObject } from '../token';
import { createMissing } from './create-missing';

const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----/;

/** A text that is a key, or other JSON: what belongs into another box. */
export function describeKey(text: string): Missing | undefined {
  const label = PEM.exec(text)?.[1];
  if (label !== undefined) return createMissing('pem', label);
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? describeObject(value) : createMissing('json');
  } catch {
    return undefined;
  }
}

function describeObject(object: JsonObject): Missing {
  if (typeof object.kty === 'string') return createMissing('jwk');
  if (Array.isArray(object.keys)) return createMissing('jwks');
  // RFC 7515 §7.2 and RFC 7516 §7.2.
  if (typeof object.payload === 'string' && (object.signature ?? object.signatures) !== undefined) {
    return createMissing('jws_json');
  }
  return createMissing(typeof object.ciphertext === 'string' ? 'jwe_json' : 'json');
}
