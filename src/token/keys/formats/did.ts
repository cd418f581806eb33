import { decodeLeniently } from '../../decode/base64url';
import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { decodeUtf8 } from '../../decode/utf8';
import { decodeHex } from '../../decode/hex';
import { decodeBase58, parseMultikey } from './multibase';
import { isPemText, parsePemText } from './pem-text';
import type { KeyText } from './text';

/** DID Core §3.1, with the path, query or fragment of a DID URL. */
const DID = /^did:([a-z\d]{1,40}):([\w.:%-]+)(?:[/?#]\S*)?$/;
/** Members of a DID document with verification methods (DID Core §5.2, §5.3); a string refers to another one. */
const relationships = [
  'verificationMethod',
  'publicKey',
  'assertionMethod',
  'authentication',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
] as const;
/** The curve of a verification method whose key is raw bytes, by its type (DID Specification Registries §6). */
const typeCurves: readonly (readonly [RegExp, string])[] = [
  [/^Ed25519/, 'Ed25519'],
  [/^X25519/, 'X25519'],
  [/secp256k1/i, 'secp256k1'],
  [/secp256r1/i, 'P-256'],
];

/** A DID with its key, inside other text. */
const KEY_DID = /(?<![\w:])did:(key|jwk):([\w-]{40,4000})/;

/** The key in a `did:key` or `did:jwk`; undefined for text without a DID. Other DIDs contain no key. */
export function parseDid(text: string): KeyText | undefined {
  const [, method, id = ''] = DID.exec(text) ?? KEY_DID.exec(text) ?? [];
  if (method === undefined) return undefined;
  const key = method === 'key' ? parseMultikey(id) : method === 'jwk' ? parseEncodedJwk(id) : undefined;
  return key ?? { form: 'unreadable', material: 'did' };
}

function parseEncodedJwk(id: string): KeyText | undefined {
  const text = decodeUtf8(decodeLeniently(id));
  try {
    const jwk: unknown = JSON.parse(text ?? '');
    return isJsonObject(jwk) ? { form: 'jwk', jwk, as: 'did' } : undefined;
  } catch {
    return undefined;
  }
}

/** The keys of a DID document (DID Core §5.2), by the ID of their verification method; undefined for other JSON. */
export function parseDidDocument(value: JsonObject): KeyText | undefined {
  const document = isJsonObject(value.didDocument) ? value.didDocument : value;
  const methods = relationships
    .map((name) => document[name])
    .filter(Array.isArray)
    .flat()
    .filter(isJsonObject);
  const lone = parseMethod(document);
  if (methods.length === 0) return lone;
  const entries = methods.map((method) => {
    const { id } = method;
    const text: KeyText = parseMethod(method) ?? { form: 'unreadable', material: 'did' };
    // DID Core §3.2.2: an ID that begins with "#" is relative to the document.
    const isRelative = typeof id === 'string' && id.startsWith('#') && typeof document.id === 'string';
    const kid = isRelative ? `${String(document.id)}${id}` : id;
    return typeof kid === 'string' ? { kid, text } : { text };
  });
  return { form: 'named', entries };
}

function parseMethod(method: JsonObject): KeyText | undefined {
  const { publicKeyJwk, publicKeyMultibase, publicKeyPem, type } = method;
  if (isJsonObject(publicKeyJwk)) return { form: 'jwk', jwk: publicKeyJwk, as: 'did' };
  if (typeof publicKeyPem === 'string' && isPemText(publicKeyPem)) return parsePemText(publicKeyPem);
  if (typeof publicKeyMultibase === 'string') {
    const key = parseMultikey(publicKeyMultibase);
    if (key !== undefined) return key;
  }
  const bytes = readMethodBytes(method);
  const crv = typeCurves.find(([pattern]) => typeof type === 'string' && pattern.test(type))?.[1];
  return bytes && crv !== undefined
    ? { form: 'point', bytes, crvs: [crv], isStated: true, as: 'did' }
    : undefined;
}

function readMethodBytes({
  publicKeyBase58: base58,
  publicKeyHex: hex,
  publicKeyBase64: base64,
}: JsonObject): Uint8Array | undefined {
  if (typeof base58 === 'string') return decodeBase58(base58);
  if (typeof hex === 'string' && /^(?:[\da-f]{2})+$/i.test(hex)) return decodeHex(hex);
  return typeof base64 === 'string' && /^[\w+/-]+={0,2}$/.test(base64) ? decodeLeniently(base64) : undefined;
}
