import { isJsonObject } from '../json/read-json';
import { maxCandidateKeys, maxKeyLength } from '../limits';
import { quoteForSentence } from '../wording';
import { addKeyProblems } from './key-problems';
import { hasNumbers, readAbout, readJwk, type Unread } from './jwk';
import type { Key, KeyForm, KeyReading } from './key';
import type { JsonObject } from '../token';
import { parseKeyEntry } from './formats/json-text';
import { listInnerPoints, parseKeyText } from './key-or-secret';
import { readBareDer, readPem } from './formats/pem';
import { readSecrets, type SecretEncoding } from './secret';
import { findLookAlike } from './other-input';
import { findKeySetProblems } from './key-set-problems';
import type { KeyMaterial } from './key-material';
import { readPointText } from './formats/point-text';
import type { KeyText } from './formats/text';
import { addCertificates, readX5c } from './formats/x5c';
import type { CodeParam } from '../param';

/** How to read a secret; by default, every encoding is tried. */
export interface KeyOptions {
  readonly secretEncoding?: SecretEncoding;
}

/**
 * Reads the keys in a pasted text, or why there are none: PEM, DER without armor, X.509 certificates, JWK, JWKS, maps
 * of PEMs by `kid`, DID documents, `did:key`, `did:jwk`, SSH public keys, XML, raw points of a curve, and secrets. Text
 * that looks like key material is never read as a secret, nor the other way round: the algorithm in a token's header
 * must not decide what the key is (RFC 8725 §2.1).
 *
 * Doesn't import keys or verify certificates. Includes keys whose numbers are wrong, with the rule IDs in `problems`.
 * Of the entries after the first `maxCandidateKeys` of a set, only the `kid` is read. Never throws.
 */
export async function readKeys(keyText: string, { secretEncoding }: KeyOptions = {}): Promise<KeyReading> {
  if (keyText.length > maxKeyLength) {
    return { problem: 'key_too_long', params: [keyText.length, maxKeyLength] };
  }
  const text = parseKeyText(keyText);
  switch (text.form) {
    case 'unreadable':
      return describeMaterial(text.material);
    case 'discovery':
      return { problem: 'key_is_discovery', params: describeDiscovery(text.jwksUri) };
    case 'secret':
      return readSecretText(keyText, secretEncoding);
    case 'jwks':
      return readSet(text.keys);
    case 'named':
      return readNamed(text.entries);
    case 'pem':
      return collect(await readKeyText(text), undefined, countBeyond(text.blocks));
    case 'point': {
      for (const point of [text, ...listInnerPoints(keyText)]) {
        const keys = await readPointText(point);
        if (keys.length > 0) return collect(keys, undefined);
      }
      return readSecretText(keyText, secretEncoding);
    }
    default:
      return collect(
        await readKeyText(text),
        text.form === 'jwk' && text.as === undefined ? 'jwk' : undefined,
      );
  }
}

function readSecretText(keyText: string, secretEncoding: SecretEncoding | undefined): KeyReading {
  const keys = readSecrets(keyText, secretEncoding);
  if (keys.length === 0) {
    return unreadable(
      secretEncoding === undefined
        ? { code: 'key_problem_no_key' }
        : { code: 'key_problem_not_encoding', params: [secretEncoding] },
    );
  }
  const lookAlike = findLookAlike(keyText);
  return { keys, unread: [], form: 'secret', problems: [], ...(lookAlike && { lookAlike }) };
}

/** The keys of a text in one form. */
async function readKeyText(text: KeyText): Promise<readonly (Key | Unread)[]> {
  switch (text.form) {
    case 'jwk':
      return [await readJwkObject(text.jwk, text.as ?? 'jwk')];
    case 'pem': {
      const keys = await readPem(text.blocks.slice(0, maxCandidateKeys));
      return text.isDamaged === true
        ? keys.map((key) => ('why' in key ? key : { ...key, repair: 'pem' as const }))
        : keys;
    }
    case 'der':
      return [await readBareDer(text.bytes)];
    case 'x5c':
      return [await readX5c(text.x5c, 'certificate')];
    case 'point':
      return readPointText(text);
    case 'unreadable':
      return [{ why: { code: `key_material_${text.material}` }, material: text.material }];
    default:
      return [{ why: { code: 'key_problem_no_key' } }];
  }
}

async function readSet(entries: readonly unknown[]): Promise<KeyReading> {
  if (entries.length === 0) return { problem: 'set_empty', params: [] };
  const first = entries.slice(0, maxCandidateKeys);
  const read = await Promise.all(first.map(readEntry));
  return collect(read, 'jwks', entries.slice(maxCandidateKeys).map(describeUntried), first);
}

async function readEntry(entry: unknown): Promise<Key | Unread> {
  return isJsonObject(entry)
    ? readJwkObject(entry, 'jwks')
    : { why: { code: 'key_problem_entry_not_object' } };
}

/** A JWK, or an object of another software with a PEM or certificate in one of its members. */
async function readJwkObject(jwk: JsonObject, form: KeyForm): Promise<Key | Unread> {
  const key = await addCertificates(readJwk(jwk, form), jwk, form);
  if (!('why' in key) || hasNumbers(jwk)) return key;
  const text = parseKeyEntry(jwk, parseNonSecret);
  const [first] = text === undefined ? [] : await readKeyText(findFirst(text));
  if (first === undefined || 'why' in first) return key;
  const isOther = typeof jwk.kty === 'string' && jwk.kty.toLowerCase() !== first.kty.toLowerCase();
  return isOther ? key : { ...first, ...readAbout(readEntryMembers(jwk)) };
}

/** An entry with a public key and its certificate is one key. */
function findFirst(text: KeyText): KeyText {
  return text.form === 'named' ? (text.entries[0]?.text ?? text) : text;
}

/** The members of Keycloak, FusionAuth and others under their names of JWK. */
function readEntryMembers(entry: JsonObject): JsonObject {
  const { kid, keyId, id, alg, algorithm, use } = entry;
  return {
    kid: kid ?? keyId ?? id,
    alg: alg ?? algorithm,
    ...(typeof use === 'string' && { use: use.toLowerCase() }),
  };
}

function parseNonSecret(text: string): KeyText | undefined {
  const key = parseKeyText(text);
  return key.form === 'secret' ? undefined : key;
}

/** An entry beyond the limit. Its `kid` is kept, so that the set isn't reported to lack it. */
function describeUntried(entry: unknown): Unread {
  const kid = isJsonObject(entry) ? entry.kid : undefined;
  return { ...(typeof kid === 'string' && { kid }), why: BEYOND };
}

const BEYOND: CodeParam = { code: 'key_problem_beyond_limit', params: [maxCandidateKeys] };

/** The number of entries of a set that aren't read because they are beyond the limit: any of them might be the key. */
export function countUntried(unread: readonly Unread[]): number {
  return unread.filter(({ why }) => why === BEYOND).length;
}

function countBeyond(blocks: readonly unknown[]): readonly Unread[] {
  return blocks.slice(maxCandidateKeys).map(() => ({ why: BEYOND }));
}

async function readNamed(
  entries: readonly { readonly kid?: string; readonly text: KeyText }[],
): Promise<KeyReading> {
  const read = await Promise.all(
    entries.slice(0, maxCandidateKeys).map(async ({ kid, text }) => {
      const keys = await readKeyText(text);
      // One kid identifies one key, with its chain if it has one.
      return kid === undefined ? keys : keys.slice(0, 1).map((key) => ({ ...key, kid }));
    }),
  );
  const beyond = entries
    .slice(maxCandidateKeys)
    .map(({ kid }) => ({ ...(kid !== undefined && { kid }), why: BEYOND }));
  return collect(read.flat(), 'jwks', beyond);
}

/** Collects what was read and adds the problems of each key. `entries` are the unparsed entries of a JWKS. */
async function collect(
  read: readonly (Key | Unread)[],
  form: 'jwk' | 'jwks' | undefined,
  beyond: readonly Unread[] = [],
  entries: readonly unknown[] = [],
): Promise<KeyReading> {
  const unread = [...read.filter((key) => 'why' in key), ...beyond];
  const keys = await Promise.all(read.filter((key): key is Key => !('why' in key)).map(addKeyProblems));
  const [first] = keys;
  const material = unread.find((entry) => entry.material !== undefined)?.material;
  if (first === undefined && material !== undefined && unread.every(({ kid }) => kid === undefined)) {
    return describeMaterial(material);
  }
  if (first === undefined && form !== 'jwks')
    return unreadable(unread[0]?.why ?? { code: 'key_problem_no_key' });
  if (first === undefined && unread.every(({ kid }) => kid === undefined)) {
    return unreadable({
      code: 'key_problem_set_unreadable',
      params: [unread[0]?.why ?? { code: 'key_problem_no_key' }],
    });
  }
  return { keys, unread, form: form ?? first?.form ?? 'jwks', problems: findKeySetProblems(entries, keys) };
}

/** The host, and the full URL. */
function describeDiscovery(jwksUri: string): readonly string[] {
  const host = URL.canParse(jwksUri) ? new URL(jwksUri).host : jwksUri;
  return [quoteForSentence(host), quoteForSentence(jwksUri)];
}

function unreadable(why: CodeParam): KeyReading {
  return { problem: 'key_unreadable', params: [why] };
}

function describeMaterial(material: KeyMaterial): KeyReading {
  return { problem: 'key_unreadable', params: [], material };
}
