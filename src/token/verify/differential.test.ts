import {
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  timingSafeEqual,
  verify as verifyNatively,
  type KeyObject,
} from 'node:crypto';
import { compactVerify, importJWK, type CryptoKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { headerChanges, headerTexts, textMutations } from '../decode/mutations.fixture';
import { SeededRandom } from '../random.fixture';
import type { MalformedReason } from '../token';
import type { Verdict } from './verdict';
import { ed25519, p256, p384, p521, rsa, signText, smallRsa } from './keys.fixture';
import { verify } from './verify';

/** Number of mutations, the same ones in each run. Only the keys are new. */
const MUTATIONS = 2_000;
const SEED = 7_515;

interface Signer {
  readonly alg: string;
  readonly privateKey: KeyObject | Uint8Array;
  /** The key to verify with, as a JWK. */
  readonly jwk: Record<string, unknown>;
}

const secret = new Uint8Array(64).fill(5);
const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const publicJwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }) });
const octJwk = (bytes: Uint8Array) => ({ kty: 'oct', k: Buffer.from(bytes).toString('base64url') });

const signers: readonly Signer[] = [
  ...['HS256', 'HS384', 'HS512'].map((alg) => ({ alg, privateKey: secret, jwk: octJwk(secret) })),
  ...['RS256', 'RS512', 'PS256', 'PS384'].map((alg) => ({
    alg,
    privateKey: rsa.privateKey,
    jwk: publicJwk(rsa.publicKey),
  })),
  { alg: 'RS256', privateKey: smallRsa.privateKey, jwk: publicJwk(smallRsa.publicKey) },
  { alg: 'ES256', privateKey: p256.privateKey, jwk: publicJwk(p256.publicKey) },
  { alg: 'ES384', privateKey: p384.privateKey, jwk: publicJwk(p384.publicKey) },
  { alg: 'ES512', privateKey: p521.privateKey, jwk: publicJwk(p521.publicKey) },
  { alg: 'ES256K', privateKey: secp256k1.privateKey, jwk: publicJwk(secp256k1.publicKey) },
  { alg: 'EdDSA', privateKey: ed25519.privateKey, jwk: publicJwk(ed25519.publicKey) },
  { alg: 'Ed25519', privateKey: ed25519.privateKey, jwk: publicJwk(ed25519.publicKey) },
];

/** One mutation, and the results of the three implementations. */
interface Case {
  readonly name: string;
  readonly alg: string;
  readonly token: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** Why it is malformed, if it is. */
  readonly failure: MalformedReason | undefined;
  readonly verdict: Verdict;
  readonly jose: boolean;
  readonly node: boolean;
}

/** Every intended difference by name, with the rule that it follows. */
const intended: Readonly<Record<string, (one: Case) => boolean>> = {
  'Padding and standard base64 are read and verified over the received text, with a note. RFC 7515 §2 forbids both, and jose and node:crypto reject them.':
    ({ verdict, jose, node }) =>
      verdict.status === 'valid' &&
      !jose &&
      !node &&
      verdict.notes?.some(({ code }) => /^(?:matches|signature_repaired)/.test(code)) === true,
  'Another name of an algorithm is tried as the algorithm, with a note. RFC 7515 §4.1.1 compares names exactly, so jose rejects it.':
    ({ verdict, jose, node }) =>
      verdict.status === 'valid' &&
      !jose &&
      !node &&
      verdict.notes?.some(({ code }) => code === 'alg_alias') === true,
  'RFC 4648 §3.5: the unused bits of the last letter must be zero. Others ignore them, so multiple texts are the same token.':
    ({ failure }) => failure === 'non_canonical',
  'RFC 7516 §9: a header with "enc" belongs to an encrypted token, but this token has three parts.': ({
    failure,
    header,
  }) => failure === 'part_count' && header['enc'] !== undefined,
  'RFC 7515 §4.1.11: "crit" is a list without duplicates, and every extension in it must be supported.': ({
    verdict,
  }) => verdict.reason.startsWith('crit_'),
  'RFC 7515 §2: base64url has no white space, which jose skips.': ({ failure, token }) =>
    failure === 'bad_character' && /\s/.test(token),
  'RFC 7515 §2: a header is JSON in UTF-8, without a byte order mark (RFC 8259 §8.1); jose skips it.': ({
    failure,
    token,
  }) => failure === 'header_not_json' && token.startsWith('77u_'),
};

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Signs a header and a payload, as JSON texts. */
function signParts({ alg, privateKey }: Signer, header: string, payload: string): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${signText(alg, signed, privateKey).toString('base64url')}`;
}

/** Writes the signature of a token in another form than R and S concatenated, or with other numbers. */
function changeSignature(token: string, alg: string, random: SeededRandom): string | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const size = bytes.length / 2;
  const zeros = Buffer.alloc(size);
  const sides = [bytes.subarray(0, size), bytes.subarray(size)] as const;
  const changes: readonly (() => Buffer)[] = [
    () => writeDer(sides),
    () => Buffer.concat([sides[1], sides[0]]),
    () => Buffer.concat([zeros, sides[1]]),
    () => Buffer.concat([sides[0], zeros]),
    () => Buffer.alloc(bytes.length),
    () => Buffer.alloc(bytes.length, 0xff),
    () => Buffer.concat([Buffer.alloc(1), sides[0], Buffer.alloc(1), sides[1]]),
    () => Buffer.concat(sides.map((side) => (side[0] === 0 ? side.subarray(1) : side))),
    () => bytes.toReversed() as Buffer,
  ];
  if (!alg.startsWith('E')) return undefined;
  return `${header}.${payload}.${Buffer.from(random.pick(changes)()).toString('base64url')}`;
}

function writeDer(sides: readonly Buffer[]): Buffer {
  const numbers = sides.map((side) => {
    const trimmed = Buffer.from(side.toString('hex').replace(/^(?:00)+(?=..)/, ''), 'hex');
    const number = (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), trimmed]) : trimmed;
    return Buffer.concat([Buffer.from([2, number.length]), number]);
  });
  const content = Buffer.concat(numbers);
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), content]);
}

function mutate(signer: Signer, random: SeededRandom): readonly [string, string] | undefined {
  const header: Record<string, unknown> = { alg: signer.alg };
  const payload = JSON.stringify({ sub: 'alice', n: random.below(1_000) });
  const token = signParts(signer, JSON.stringify(header), payload);
  switch (random.below(6)) {
    case 0: {
      const [name, change] = random.pick(headerChanges);
      change(header);
      return [`signed again: ${name}`, signParts(signer, JSON.stringify(header), payload)];
    }
    case 1: {
      const [name, change] = random.pick(headerChanges);
      change(header);
      const rest = token.slice(token.indexOf('.'));
      return [`not signed again: ${name}`, encode(JSON.stringify(header)) + rest];
    }
    case 2: {
      const [name, write] = random.pick(headerTexts);
      return [`signed again: ${name}`, signParts(signer, write(JSON.stringify(header)), payload)];
    }
    case 3: {
      const changed = changeSignature(token, signer.alg, random);
      return changed === undefined ? undefined : ['another signature', changed];
    }
    default: {
      const name = random.pick(Object.keys(textMutations));
      const changed = textMutations[name]?.(token, random);
      return changed === undefined ? undefined : [name, changed];
    }
  }
}

/** The key that made the token, one that didn't, or one that can't have. */
function pickKey(signer: Signer, random: SeededRandom): readonly [string, Record<string, unknown>] {
  const other = random.pick(signers);
  switch (random.below(8)) {
    case 0:
      return ['another key', other.jwk];
    case 1: {
      const x = typeof signer.jwk['x'] === 'string' ? signer.jwk['x'] : undefined;
      return x === undefined
        ? ['another secret', octJwk(new Uint8Array(64).fill(6))]
        : ['a point off its curve', { ...signer.jwk, x: `${x.slice(0, -4)}AAAA` }];
    }
    default:
      return ['its key', signer.jwk];
  }
}

async function verifyByJose(token: string, jwk: Record<string, unknown>): Promise<boolean> {
  const { alg } = readHeader(token);
  try {
    const key: CryptoKey | Uint8Array = await importJWK(jwk, String(alg));
    await compactVerify(token, key);
    return true;
  } catch {
    return false;
  }
}

/** RFC 7515 §5.2 with node:crypto alone: the header's algorithm with the key, over the text. Doesn't support `crit`. */
function verifyByNode(token: string, jwk: Record<string, unknown>): boolean {
  const parts = token.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]*$/.test(part))) return false;
  const { alg } = readHeader(token);
  const data = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  try {
    if (typeof alg !== 'string' || !/^(?:[HRPE]S(?:256|384|512)|ES256K|EdDSA|Ed25519)$/.test(alg))
      return false;
    const hash = `sha${alg.slice(2, 5)}`;
    if (alg.startsWith('HS')) {
      const mac = createHmac(hash, createSecretKey(String(jwk['k']), 'base64url'))
        .update(data)
        .digest();
      return jwk['kty'] === 'oct' && mac.length === bytes.length && timingSafeEqual(mac, bytes);
    }
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' }[alg];
    if (curve !== undefined) {
      return jwk['crv'] === curve && verifyNatively(hash, data, { key, dsaEncoding: 'ieee-p1363' }, bytes);
    }
    if (alg.startsWith('Ed')) return jwk['crv'] === 'Ed25519' && verifyNatively(null, data, key, bytes);
    if (jwk['kty'] !== 'RSA') return false;
    const padding = alg.startsWith('PS')
      ? { padding: 6, saltLength: Number(alg.slice(2)) / 8 }
      : { padding: 1 };
    return verifyNatively(hash, data, { key, ...padding }, bytes);
  } catch {
    return false;
  }
}

function readHeader(token: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

async function runCases(): Promise<readonly Case[]> {
  const random = new SeededRandom(SEED);
  const cases: Case[] = [];
  while (cases.length < MUTATIONS) {
    const signer = random.pick(signers);
    const mutated = mutate(signer, random);
    if (mutated === undefined) continue;
    const [change, token] = mutated;
    const [keyName, jwk] = pickKey(signer, random);
    const decoded = decode(token, { repair: true });
    cases.push({
      name: `${change}, with ${keyName}`,
      alg: signer.alg,
      token,
      header: readHeader(token),
      failure: decoded.kind === 'malformed' ? decoded.reason : undefined,
      verdict: await verify(decoded, JSON.stringify(jwk)),
      jose: await verifyByJose(token, jwk),
      node: verifyByNode(token, jwk),
    });
  }
  return cases;
}

describe('verdicts on mutated tokens, against jose and node:crypto', { timeout: 120_000 }, () => {
  let cases: readonly Case[] = [];
  beforeAll(async () => {
    cases = await runCases();
  }, 120_000);

  const describeCase = ({ name, alg, token, failure, verdict, jose, node }: Case) =>
    `${alg}, ${name}: ${failure ?? verdict.reason}, jose ${jose}, node ${node}: ${token}`;
  const isIntended = (one: Case) => Object.values(intended).some((explains) => explains(one));

  it('are valid only if one of the two accepts, or for a listed reason', () => {
    const wrong = cases.filter(
      (one) => one.verdict.status === 'valid' && !one.jose && !one.node && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('are valid if both accept, except for a listed reason', () => {
    const wrong = cases.filter(
      (one) => one.verdict.status !== 'valid' && one.jose && one.node && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('differ from one of the two only for a listed reason', () => {
    const wrong = cases.filter(
      (one) => (one.verdict.status === 'valid') !== (one.jose || one.node) && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('cover every kind, and need every listed reason', () => {
    const count = (accepts: (one: Case) => boolean) => cases.filter(accepts).length;
    expect(count(({ verdict, jose, node }) => verdict.status === 'valid' && jose && node)).toBeGreaterThan(
      300,
    );
    expect(count(({ verdict }) => verdict.status === 'invalid')).toBeGreaterThan(300);
    expect(count(({ verdict }) => verdict.status === 'unchecked')).toBeGreaterThan(300);
    for (const [reason, explains] of Object.entries(intended)) {
      expect(
        cases.some((one) => explains(one)),
        reason,
      ).toBe(true);
    }
  });
});
