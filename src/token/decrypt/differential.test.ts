import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compactDecrypt, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import type { Decryption } from './decryption';
import { headerChanges, headerTexts, textMutations } from '../decode/mutations.fixture';
import { SeededRandom } from '../random.fixture';
import type { MalformedReason } from '../token';
import { decrypt } from './decrypt';
import { decryptByNode, encryptByNode, tagOfWrappedKey } from './node-jwe.fixture';

/** Number of mutations, the same ones in each run. Only the keys are new. */
const MUTATIONS = 1_500;
const SEED = 7_516;
const PLAINTEXT = Buffer.from('{"sub":"alice"}');
/** Few iterations, so that the test is fast: only the outcome is compared. */
const P2C = 1_000;

type Jwk = Record<string, unknown>;

const privateJwk = (key: KeyObject): Jwk => ({ ...key.export({ format: 'jwk' }) });
const toPublicJwk = ({ d: _private, ...publicJwk }: Jwk): Jwk => publicJwk;
const oct = (length: number, fill = 7): Jwk => ({
  kty: 'oct',
  k: Buffer.alloc(length, fill).toString('base64url'),
});
const createEc = () => privateJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const createX25519 = () => privateJwk(generateKeyPairSync('x25519').privateKey);
const rsaJwk = privateJwk(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const password: Jwk = { kty: 'oct', k: Buffer.from('a password').toString('base64url') };

interface Encrypter {
  readonly alg: string;
  readonly enc: string;
  readonly jwk: Jwk;
  readonly other: Jwk;
  readonly ephemeral?: Jwk;
  readonly members?: Jwk;
}

const GCM_IV = Buffer.alloc(12, 4).toString('base64url');
const encrypters: readonly Encrypter[] = [
  { alg: 'dir', enc: 'A128GCM', jwk: oct(16), other: oct(16, 8) },
  { alg: 'dir', enc: 'A128CBC-HS256', jwk: oct(32), other: oct(32, 8) },
  { alg: 'A128KW', enc: 'A256GCM', jwk: oct(16), other: oct(16, 8) },
  {
    alg: 'A128GCMKW',
    enc: 'A128GCM',
    jwk: oct(16),
    other: oct(16, 8),
    members: { iv: GCM_IV, tag: tagOfWrappedKey('A128GCM', GCM_IV, oct(16)) },
  },
  ...(['RSA-OAEP', 'RSA-OAEP-256'] as const).map((alg) => ({
    alg,
    enc: 'A128GCM',
    jwk: rsaJwk,
    other: privateJwk(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  })),
  ...(['ECDH-ES', 'ECDH-ES+A128KW'] as const).flatMap((alg) =>
    [createEc, createX25519].map((create) => {
      const ephemeral = create();
      const members = { epk: toPublicJwk(ephemeral), apv: 'Qm9i' };
      return { alg, enc: 'A128CBC-HS256', jwk: create(), other: create(), ephemeral, members };
    }),
  ),
  {
    alg: 'PBES2-HS256+A128KW',
    enc: 'A128GCM',
    jwk: password,
    other: oct(10, 0x61),
    members: { p2c: P2C, p2s: 'c2FsdHNhbHQ' },
  },
];

/** One mutation, and the results of the three implementations. */
interface Case {
  readonly name: string;
  readonly alg: string;
  readonly token: string;
  readonly header: Readonly<Jwk>;
  /** Why it is malformed, if it is. */
  readonly failure: MalformedReason | undefined;
  readonly outcome: Decryption;
  readonly jose: boolean;
  readonly node: boolean;
}

/** Every intended difference by name, with the rule that it follows. */
const intended: Readonly<Record<string, (one: Case) => boolean>> = {
  'Padding and standard base64 are read and authenticated over the text that was sent, with a note. RFC 7515 §2 forbids both.':
    ({ outcome, node }) => outcome.status === 'decrypted' && outcome.notes !== undefined && !node,
  'RFC 4648 §3.5: the unused bits of the last letter must be zero. Others ignore them, so multiple texts are the same token.':
    ({ failure }) => failure === 'non_canonical',
  'RFC 7516 §4.1.13: "crit" is a list, and every extension in it must be supported.': ({ outcome }) =>
    outcome.reason === 'crit_not_understood' || outcome.reason === 'crit_not_list',
  'RFC 7515 §2: base64url has no white space, which jose skips.': ({ failure, token }) =>
    failure === 'bad_character' && /\s/.test(token),
  'RFC 7518 §4.6.1.2 and §4.6.1.3: "apu" and "apv" are base64url. jose skips white space in them, and node:crypto skips unknown characters.':
    ({ outcome }) =>
      outcome.reason === 'header_invalid' && ['apu', 'apv'].includes(String(outcome.params[0])),
  'RFC 7518 §4.6.1.1: "epk" is a public key. jose rejects a private one as well.': ({
    outcome,
    header,
    jose,
  }) => outcome.reason === 'epk_invalid' && Object.hasOwn(Object(header['epk']) as object, 'd') && !jose,
  'RFC 7516 §4.1.3: "zip" is DEF, and the content is deflated. The reference in this test does not support "zip".':
    ({ outcome, jose }) => /^(?:zip_unsupported|inflate_failed)$/.test(outcome.reason) && !jose,
};

function encryptWith(
  { alg, enc, jwk, ephemeral = {} }: Encrypter,
  header: Jwk,
  headerText = JSON.stringify(header),
): string {
  return encryptByNode(alg, enc, header, headerText, jwk, ephemeral, PLAINTEXT);
}

function mutate(encrypter: Encrypter, random: SeededRandom): readonly [string, string] | undefined {
  const { alg, enc, members } = encrypter;
  const header: Jwk = { alg, enc, ...members };
  const token = encryptWith(encrypter, header);
  switch (random.below(6)) {
    case 0: {
      const [name, change] = random.pick(headerChanges);
      const changed = { ...header };
      change(changed);
      // Encrypted with the original header, except for the parties, which the key is derived from.
      const parties = { ...header, apu: changed['apu'] ?? '', apv: changed['apv'] ?? '' };
      return [`encrypted again: ${name}`, encryptWith(encrypter, parties, JSON.stringify(changed))];
    }
    case 1: {
      const [name, change] = random.pick(headerChanges);
      change(header);
      const text = Buffer.from(JSON.stringify(header)).toString('base64url');
      return [`not encrypted again: ${name}`, text + token.slice(token.indexOf('.'))];
    }
    case 2: {
      const [name, write] = random.pick(headerTexts);
      return [`encrypted again: ${name}`, encryptWith(encrypter, header, write(JSON.stringify(header)))];
    }
    case 3: {
      const parts = token.split('.');
      const at = random.pick([1, 2, 4]);
      parts[at] = Buffer.alloc(random.pick([0, 1, 8, 11, 12, 13, 15, 16, 17, 24, 32])).toString('base64url');
      return [`part ${at} of another length`, parts.join('.')];
    }
    default: {
      const name = random.pick(Object.keys(textMutations));
      const changed = textMutations[name]?.(token, random);
      return changed === undefined ? undefined : [name, changed];
    }
  }
}

function pickKey({ jwk, other, alg }: Encrypter, random: SeededRandom): readonly [string, Jwk] {
  switch (random.below(8)) {
    case 0:
      return ['another key of its kind', other];
    case 1:
      return ['any key', random.pick(encrypters).jwk];
    default:
      // A password is text: as a JWK it would be bytes.
      return [alg.startsWith('PBES2') ? 'its password' : 'its key', jwk];
  }
}

async function openByJose(token: string, header: Readonly<Jwk>, jwk: Jwk): Promise<boolean> {
  const { alg } = header;
  try {
    const key = await importJWK(jwk, String(alg));
    // jose runs PBES2 only if it's listed, and this test uses no more iterations than it allows.
    await compactDecrypt(token, key, { keyManagementAlgorithms: [String(alg)] });
    return true;
  } catch {
    return false;
  }
}

function readHeader(token: string): Readonly<Jwk> {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null ? (header as Jwk) : {};
  } catch {
    return {};
  }
}

async function runCases(): Promise<readonly Case[]> {
  const random = new SeededRandom(SEED);
  const cases: Case[] = [];
  while (cases.length < MUTATIONS) {
    const encrypter = random.pick(encrypters);
    const mutated = mutate(encrypter, random);
    if (mutated === undefined) continue;
    const [change, token] = mutated;
    const [keyName, jwk] = pickKey(encrypter, random);
    const decoded = decode(token, { repair: true });
    const header = readHeader(token);
    cases.push({
      name: `${change}, with ${keyName}`,
      alg: `${encrypter.alg} ${encrypter.enc}`,
      token,
      header,
      failure: decoded.kind === 'malformed' ? decoded.reason : undefined,
      outcome: await decrypt(decoded, JSON.stringify(jwk)),
      jose: await openByJose(token, header, jwk),
      node: decryptByNode(token, header, jwk) !== undefined,
    });
  }
  return cases;
}

describe('decryptions of mutated tokens, against jose and node:crypto', { timeout: 120_000 }, () => {
  let cases: readonly Case[] = [];
  beforeAll(async () => {
    cases = await runCases();
  }, 120_000);

  const describeCase = ({ name, alg, token, failure, outcome, jose, node }: Case) =>
    `${alg}, ${name}: ${failure ?? outcome.reason}, jose ${jose}, node ${node}: ${token}`;
  const isIntended = (one: Case) => Object.values(intended).some((explains) => explains(one));

  it('succeed only if one of the two succeeds, or for a listed reason', () => {
    const wrong = cases.filter(
      (one) => one.outcome.status === 'decrypted' && !one.jose && !one.node && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('succeed if both succeed, except for a listed reason', () => {
    const wrong = cases.filter(
      (one) => one.outcome.status !== 'decrypted' && one.jose && one.node && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('differ from both only for a listed reason', () => {
    const wrong = cases.filter(
      (one) => (one.outcome.status === 'decrypted') !== (one.jose || one.node) && !isIntended(one),
    );
    expect(wrong.map(describeCase)).toEqual([]);
  });

  it('return the plaintext and nothing else', () => {
    const opened = cases.filter(({ outcome }) => outcome.status === 'decrypted');
    expect(opened.filter(({ outcome }) => !PLAINTEXT.equals(outcome.plaintext ?? new Uint8Array()))).toEqual(
      [],
    );
    expect(cases.filter(({ outcome }) => outcome.status !== 'decrypted' && outcome.plaintext)).toEqual([]);
  });

  it('cover every kind, and need every listed reason', () => {
    const count = (accepts: (one: Case) => boolean) => cases.filter(accepts).length;
    expect(
      count(({ outcome, jose, node }) => outcome.status === 'decrypted' && jose && node),
    ).toBeGreaterThan(200);
    expect(count(({ outcome }) => outcome.status === 'failed')).toBeGreaterThan(200);
    expect(count(({ outcome }) => outcome.reason === 'encrypted_key_present')).toBeGreaterThan(10);
    for (const [reason, explains] of Object.entries(intended)) {
      expect(
        cases.some((one) => explains(one)),
        reason,
      ).toBe(true);
    }
  });
});
