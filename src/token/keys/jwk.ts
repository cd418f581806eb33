import { decodeLeniently } from '../decode/base64url';
import type { JsonObject } from '../token';
import type { KeyForm, Key, PrivateJwk, PublicJwk } from './key';
import { quoteValue } from '../quote-value';
import { quoteForSentence } from '../wording';
import { findCurveBytes, findCurveName, isBase64url, mlDsaBytes } from './formats/curves';
import type { KeyMaterial } from './key-material';
import { describeModulusProblem, trimNumber } from './formats/modulus';
import { fitCoordinate, readMember, toBase64url } from './formats/jwk-member';
import type { CodeParam } from '../param';
import { encodeSecret } from './secret';

/** Why an entry can't be read as a key. */
export interface Unread {
  readonly kid?: string;
  readonly why: CodeParam;
  /** Only for key material of an unsupported form. */
  readonly material?: KeyMaterial;
}

/** RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2, RFC 9964 §3. */
const publicMembers = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  AKP: ['alg', 'pub'],
} as const;

/** RFC 7518 §6.2.2 and §6.3.2, RFC 8037 §2, RFC 9964 §3. */
const privateMembers = {
  RSA: ['d', 'p', 'q', 'dp', 'dq', 'qi'],
  EC: ['d'],
  OKP: ['d'],
  AKP: ['priv'],
} as const;

type AsymmetricKty = keyof typeof publicMembers;

/** Reads one JWK (RFC 7517 §4). Checks neither its numbers nor its certificates. */
export function readJwk(jwk: JsonObject, form: KeyForm): Key | Unread {
  const kty = readKty(jwk.kty);
  if (kty === 'oct') return readSecretJwk(jwk, form);
  if (kty === 'MAC') return readMacJwk(jwk, form);
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP' && kty !== 'AKP') {
    return unread(
      jwk,
      kty === undefined
        ? { code: 'key_problem_kty_missing' }
        : { code: 'key_problem_kty_unsupported', params: [quoteValue(kty)] },
    );
  }
  const read = readPublicMembers(jwk, kty);
  if ('code' in read) return unread(jwk, read);
  const { publicJwk, repair } = read;
  const privateJwk = readPrivateMembers(jwk, publicJwk);
  return {
    form,
    kty,
    publicJwk,
    ...(privateJwk && { privateJwk }),
    ...readAbout(jwk),
    ...(repair.length > 0 && { repair }),
    problems: [],
  };
}

/** RFC 7517 §4.1 distinguishes case. Azure Key Vault adds `-HSM`. */
function readKty(kty: unknown): unknown {
  if (typeof kty !== 'string') return kty;
  const name = kty.replace(/-HSM$/, '');
  return ['RSA', 'EC', 'OKP', 'AKP', 'oct'].find((one) => one.toLowerCase() === name.toLowerCase()) ?? kty;
}

/** Whether a JWK contains private or symmetric key material (RFC 7517 §9.2). */
export function isPrivateJwk(jwk: JsonObject): boolean {
  return ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'].some((name) => jwk[name] !== undefined);
}

/** Whether a JWK has any number of a public key, readable or not. */
export function hasNumbers(jwk: JsonObject): boolean {
  return ['n', 'e', 'x', 'y', 'pub'].some((name) => jwk[name] !== undefined);
}

function readSecretJwk(jwk: JsonObject, form: KeyForm): Key | Unread {
  const { k } = jwk;
  if (k === undefined) return unread(jwk, { code: 'key_problem_member_missing', params: ['oct', 'k'] });
  const value = typeof k === 'string' ? toBase64url(k) : k;
  if (!isBase64url(value)) return unread(jwk, { code: 'key_problem_member_not_base64url', params: ['k'] });
  return {
    form,
    kty: 'oct',
    secret: decodeLeniently(value),
    ...readAbout(jwk),
    ...(value !== k && { repair: ['k'] }),
    problems: [],
  };
}

/** The symmetric key of a Cloud Foundry UAA server (docs.cloudfoundry.org/api/uaa, token keys): its secret is text. */
function readMacJwk(jwk: JsonObject, form: KeyForm): Key | Unread {
  const { value } = jwk;
  if (typeof value !== 'string' || value === '')
    return unread(jwk, { code: 'key_problem_member_missing', params: ['MAC', 'value'] });
  const { alg: _, ...about } = readAbout(jwk);
  // Older servers write `HMACSHA256`.
  const alg = typeof jwk.alg === 'string' ? { alg: jwk.alg.replace(/^HMACSHA/i, 'HS') } : {};
  return { form, kty: 'oct', ...encodeSecret(value), ...about, ...alg, problems: [] };
}

/** The public members, or why there are none. `repair`: those that weren't base64url without padding. */
function readPublicMembers(
  jwk: JsonObject,
  kty: AsymmetricKty,
): { readonly publicJwk: PublicJwk; readonly repair: readonly string[] } | CodeParam {
  const members: Record<string, string> = {};
  const repair: string[] = [];
  for (const name of publicMembers[kty]) {
    const given = jwk[name];
    if (given === undefined || given === null || given === '')
      return { code: 'key_problem_member_missing', params: [kty, name] };
    if (name === 'crv' || name === 'alg') {
      if (typeof given !== 'string') return { code: 'key_problem_member_missing', params: [kty, name] };
      members[name] = name === 'crv' ? findCurveName(given) : given;
      continue;
    }
    const size = findCurveBytes(kty === 'EC' ? 'EC' : 'OKP', members['crv']);
    const value = readMember(name, given, size);
    if (typeof value !== 'string') return value;
    members[name] = kty === 'RSA' ? trimNumber(value) : kty === 'EC' ? fitCoordinate(value, size) : value;
    if (members[name] !== given) repair.push(name);
  }
  const publicJwk: PublicJwk = { ...members, kty };
  return describeUnsupported(publicJwk) ?? { publicJwk, repair };
}

/** The problem of a key of an unsupported type or length. */
function describeUnsupported(jwk: PublicJwk): CodeParam | undefined {
  const { kty, crv, alg, pub } = jwk;
  if (kty === 'RSA') return describeModulusProblem(jwk);
  if ((kty === 'EC' || kty === 'OKP') && findCurveBytes(kty, crv) === undefined) {
    return { code: 'key_problem_curve_unsupported', params: [quoteForSentence(crv ?? ''), kty] };
  }
  if (kty !== 'AKP') return undefined;
  const bytes = mlDsaBytes.get(alg ?? '');
  if (bytes === undefined)
    return { code: 'key_problem_alg_unsupported', params: [quoteForSentence(alg ?? '')] };
  const length = decodeLeniently(pub ?? '').length;
  return length === bytes
    ? undefined
    : { code: 'key_problem_pub_length', params: [length, alg ?? '', bytes] };
}

function readPrivateMembers(jwk: JsonObject, publicJwk: PublicJwk): PrivateJwk | undefined {
  const members = privateMembers[publicJwk.kty].flatMap((name) => {
    const given = jwk[name];
    if (given === undefined || given === '') return [];
    const value = readMember(
      name,
      given,
      findCurveBytes(publicJwk.kty === 'EC' ? 'EC' : 'OKP', publicJwk.crv),
    );
    if (typeof value !== 'string') return [];
    return [[name, publicJwk.kty === 'RSA' ? trimNumber(value) : value] as const];
  });
  return members.length === 0 ? undefined : { ...publicJwk, ...Object.fromEntries(members) };
}

/** The members of a JWK that describe its key. */
export function readAbout(jwk: JsonObject): Pick<Key, 'kid' | 'alg' | 'use' | 'keyOps' | 'x5t' | 'x5tS256'> {
  const { kid, alg, use, key_ops: keyOps, x5t, 'x5t#S256': x5tS256 } = jwk;
  return {
    ...(typeof kid === 'string' && { kid }),
    ...(typeof alg === 'string' && { alg }),
    ...(use !== undefined && { use }),
    ...(keyOps !== undefined && { keyOps }),
    ...(typeof x5t === 'string' && { x5t }),
    ...(typeof x5tS256 === 'string' && { x5tS256 }),
  };
}

function unread({ kid }: JsonObject, why: CodeParam): Unread {
  return { ...(typeof kid === 'string' && { kid }), why };
}
