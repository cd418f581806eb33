import { isPayloadUnencoded, readProtectedHeader } from './header';
import { isJsonObject } from '../json/read-json';
import { decodeJsonObject } from './json-serialization';
import { DecodeFailure } from './malformed';
import { findIssuerSignedEnds } from '../sd-jwt/decode-sd-jwt';
import { parseDisclosure } from '../sd-jwt/disclosure';
import type { Disclosure, JsonObject, Jwe, Jws, Malformed, Received, Repair, SdJwt, Token } from '../token';

/** Standard base64 or base64url (RFC 4648 §4, §5), with padding or without. */
const EITHER_BASE64 = /^[\w+/-]*={0,2}$/;
/** Members of a JSON serialization that are base64url (RFC 7515 §7.2.1, RFC 7516 §7.2.1), apart from `payload`. */
const ENCODED_MEMBERS = [
  'protected',
  'signature',
  'iv',
  'ciphertext',
  'tag',
  'aad',
  'encrypted_key',
] as const;

/** The text of a token as received, even if it was repaired for decoding: what was sent, and what to copy. */
export function receivedText(token: Token): string {
  return token.kind === 'malformed' ? token.raw : (token.received?.text ?? token.raw);
}

/** Converts padded or standard base64 to base64url; returns any other text unchanged. */
export function toBase64url(text: string): string {
  if (!EITHER_BASE64.test(text)) return text;
  return text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
}

/** What `toBase64url` changed between the two texts. */
export function listRepairs(received: string, repaired: string): readonly Repair[] {
  if (received === repaired) return [];
  const repairs: Repair[] = [];
  if (received.length > repaired.length) repairs.push('padding_removed');
  if (received.slice(0, repaired.length) !== repaired) repairs.push('alphabet_replaced');
  return repairs;
}

/**
 * Decodes a malformed token again in spite of padding and the standard alphabet. A token that is broken in another way
 * is returned unchanged. `decodeDotted` decodes compact serialization strictly.
 */
export function repairToken(token: Token, isJson: boolean, decodeDotted: (text: string) => Token): Token {
  if (token.kind === 'sd-jwt') return repairSdJwt(token, [], decodeDotted);
  if (token.kind !== 'malformed' || !isRepairable(token)) return token;
  return isJson ? repairJson(token, decodeDotted) : repairDotted(token, decodeDotted);
}

function isRepairable({ reason }: Malformed): boolean {
  return reason === 'padding' || reason === 'bad_character';
}

function repairDotted(malformed: Malformed, decodeDotted: (text: string) => Token): Token {
  const { raw: text } = malformed;
  const end = findIssuerSignedEnds(text)?.signature ?? text.length;
  // Splits off at most one part too many.
  const parts = text.slice(0, end).split('.', 6);
  if (parts.length !== 3 && parts.length !== 5) return malformed;
  const [header = ''] = parts;
  const isUnencoded = parts.length === 3 && isHeaderUnencoded(header);
  const repaired = parts.map((part, index) => (index === 1 && isUnencoded ? part : toBase64url(part)));
  const repairs = mergeRepairs(parts.map((part, index) => listRepairs(part, repaired[index] ?? part)));
  if (repairs.length === 0) return malformed;
  const token = decodeDotted(repaired.join('.') + text.slice(end));
  const received = { text, repairs };
  const signature = { protected: header, signature: parts[2] };
  switch (token.kind) {
    case 'malformed':
      return malformed;
    case 'jwe':
      return receiveJwe(token, received, header);
    case 'jws':
      return receiveJws(token, received, parts[1], () => signature);
    case 'sd-jwt': {
      const jws = receiveJws(token.jws, received, parts[1], () => signature);
      return repairSdJwt({ ...token, jws, received }, repairs, decodeDotted);
    }
  }
}

function repairJson(malformed: Malformed, decodeDotted: (text: string) => Token): Token {
  const { raw: text } = malformed;
  const object: unknown = JSON.parse(text);
  if (!isJsonObject(object)) return malformed;
  const found: (readonly Repair[])[] = [];
  const repaired = repairMembers(object, found);
  const token = decodeJsonObject(text, repaired);
  if (token.kind === 'malformed') return malformed;
  const received = { text, repairs: mergeRepairs(found) };
  const { signatures, payload, protected: shared, aad } = object;
  const findSignature = (index: number) => {
    const holder: unknown = Array.isArray(signatures) ? signatures[index] : object;
    return isJsonObject(holder) ? holder : {};
  };
  if (token.kind === 'jwe') return receiveJwe(token, received, shared, aad);
  if (token.kind === 'jws') return receiveJws(token, received, payload, findSignature);
  const jws = receiveJws(token.jws, received, payload, findSignature);
  return repairSdJwt({ ...token, jws, received }, received.repairs, decodeDotted);
}

/** A copy of the object with every member in base64url. Adds the repairs to `found`. */
function repairMembers(object: JsonObject, found: (readonly Repair[])[]): JsonObject {
  const repaired: Record<string, unknown> = { ...object };
  const repairMember = (name: string) => {
    const text = object[name];
    if (typeof text !== 'string') return;
    const base64url = toBase64url(text);
    repaired[name] = base64url;
    found.push(listRepairs(text, base64url));
  };
  for (const name of ENCODED_MEMBERS) repairMember(name);
  for (const list of ['signatures', 'recipients']) {
    const items = object[list];
    if (!Array.isArray(items)) continue;
    repaired[list] = items.map((item: unknown) => (isJsonObject(item) ? repairMembers(item, found) : item));
  }
  const holders = [repaired, repaired['signatures']].flat().filter(isJsonObject);
  const isUnencoded = holders.some(
    (holder) => typeof holder.protected === 'string' && isHeaderUnencoded(holder.protected),
  );
  if (!isUnencoded) repairMember('payload');
  return repaired;
}

function receiveJws(
  jws: Jws,
  received: Received,
  payload: unknown,
  findSignature: (index: number) => JsonObject,
): Jws {
  const signatures = jws.signatures.map((one, index) => {
    const { protected: header, signature } = findSignature(index);
    const isHeaderChanged = typeof header === 'string' && header !== one.protectedText;
    const isSignatureChanged = typeof signature === 'string' && signature !== toBase64url(signature);
    return {
      ...one,
      ...(isHeaderChanged && { receivedProtectedText: header }),
      ...(isSignatureChanged && { receivedSignatureText: signature }),
    };
  });
  const isPayloadChanged = typeof payload === 'string' && payload !== jws.payloadText;
  return { ...jws, signatures, received, ...(isPayloadChanged && { receivedPayloadText: payload }) };
}

function receiveJwe(jwe: Jwe, received: Received, header: unknown, aad?: unknown): Jwe {
  return {
    ...jwe,
    received,
    ...(typeof header === 'string' && header !== jwe.protectedText && { receivedProtectedText: header }),
    ...(typeof aad === 'string' && aad !== jwe.aadText && { receivedAadText: aad }),
  };
}

/** Repairs the disclosures and the key binding of an SD-JWT, each of which is base64url (RFC 9901 §4). */
function repairSdJwt(sdJwt: SdJwt, before: readonly Repair[], decodeDotted: (text: string) => Token): SdJwt {
  const disclosures = sdJwt.disclosures.map(repairDisclosure);
  const bound = sdJwt.keyBinding && repairToken(sdJwt.keyBinding, false, decodeDotted);
  const repairs = mergeRepairs([
    before,
    ...disclosures.map(({ text, repairedText = text }) => listRepairs(text, repairedText)),
    ...(bound !== undefined && bound.kind !== 'malformed' ? [bound.received?.repairs ?? []] : []),
  ]);
  if (repairs.length === 0) return sdJwt;
  const received = { text: sdJwt.received?.text ?? sdJwt.raw, repairs };
  return { ...sdJwt, received, disclosures, ...(bound !== undefined && { keyBinding: bound }) };
}

function repairDisclosure(disclosure: Disclosure): Disclosure {
  const { text, problem } = disclosure;
  const repairedText = problem === 'not_base64url' ? toBase64url(text) : text;
  return repairedText === text ? disclosure : { ...parseDisclosure(repairedText), text, repairedText };
}

function isHeaderUnencoded(text: string): boolean {
  const header = readProtectedHeader(toBase64url(text), 0);
  return !(header instanceof DecodeFailure) && isPayloadUnencoded(header);
}

/** Without duplicates, in alphabetical order. */
function mergeRepairs(lists: readonly (readonly Repair[])[]): readonly Repair[] {
  return [...new Set(lists.flat())].toSorted();
}
