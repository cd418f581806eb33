import { describe, expect, it } from 'vitest';
import { claims, outcome } from '../verify/check.fixture';
import { signToken } from '../verify/keys.fixture';
import { encodeBase58 } from './forms.fixture';
import { parseKeyText } from './key-or-secret';
import { readKeys } from './read-keys';

/** mulberry32, so that every run has the same secrets. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(7);
const randomBytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
const randomText = (letters: string, length: number) =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
const words = [
  'correct',
  'horse',
  'battery',
  'staple',
  'key',
  'public',
  'begin',
  'end',
  'rsa',
  'secret',
  'did',
  'age',
];
const colons = (hex: string) => (hex.match(/../g) ?? []).join(':');

/** How people write a secret of random bytes. */
const encodings: Readonly<Record<string, (bytes: Buffer) => string>> = {
  hex: (bytes) => bytes.toString('hex'),
  'upper-case hex': (bytes) => bytes.toString('hex').toUpperCase(),
  'hex with 0x': (bytes) => `0x${bytes.toString('hex')}`,
  'hex with colons': (bytes) => colons(bytes.toString('hex')),
  base64: (bytes) => bytes.toString('base64'),
  base64url: (bytes) => bytes.toString('base64url'),
  'wrapped base64': (bytes) => bytes.toString('base64').replaceAll(/(.{64})/g, '$1\n'),
  'base64 after a name': (bytes) => `JWT_SECRET=${bytes.toString('base64')}`,
  'hex in YAML': (bytes) => `  private-key: "${bytes.toString('hex')}"`,
  'base64 from Laravel': (bytes) => `APP_KEY=base64:${bytes.toString('base64')}`,
  base58: encodeBase58,
  'base64 of base64': (bytes) => Buffer.from(bytes.toString('base64')).toString('base64'),
};

/** Lengths at which a random secret can be a compressed point, an Ed448 key or a minisign key, and the probability. */
const odds = new Map([
  [33, 1 / 171],
  [42, 2 ** -16],
  [49, 1 / 256],
  [57, 1 / 256],
  [67, 2 ** -15],
]);
/** Letters of base64 and hex for bytes of those lengths: any text of this length is also such base64. */
const ambiguousLengths = new Set([44, 56, 65, 66, 76, 89, 90]);
const usual = Array.from({ length: 140 }, (_, index) => index + 1).filter((length) => !odds.has(length));

/** Only a `point` is checked with readKeys, because that loads a curve each time. */
async function isSecret(text: string): Promise<boolean> {
  const { form } = parseKeyText(text);
  if (form !== 'point') return form === 'secret';
  const reading = await readKeys(text);
  return 'form' in reading && reading.form === 'secret';
}

// Tens of thousands of secrets take long on a busy machine.
describe('a random secret', { timeout: 60_000 }, () => {
  it.each(Object.entries(encodings))(
    'of any usual length in %s is never mistaken for a key',
    async (name, write) => {
      const mistaken: string[] = [];
      for (const length of usual) {
        // At the lengths of two coordinates, every secret is checked against two curves.
        const times = [64, 96, 132].includes(length) ? 4 : 16;
        for (let time = 0; time < times; time += 1) {
          const text = write(randomBytes(length));
          if (name === 'base58' && ambiguousLengths.has(text.length)) continue;
          if (!(await isSecret(text))) mistaken.push(text);
        }
      }
      expect(mistaken).toEqual([]);
    },
  );

  it('of letters, printable characters or words is never mistaken for a key', async () => {
    const mistaken: string[] = [];
    for (let length = 1; length <= 200; length += 1) {
      const isAmbiguous = ambiguousLengths.has(length);
      for (const letters of [...(isAmbiguous ? [] : [alphanumeric]), printable]) {
        for (let time = 0; time < 5; time += 1) {
          const text = randomText(letters, length);
          if (!(await isSecret(text))) mistaken.push(text);
        }
      }
    }
    for (let time = 0; time < 1_500; time += 1) {
      const text = Array.from(
        { length: 2 + Math.floor(random() * 8) },
        () => words[Math.floor(random() * words.length)],
      );
      for (const joint of [' ', '-', '_', '.', '']) {
        if (!(await isSecret(text.join(joint)))) mistaken.push(text.join(joint));
      }
    }
    expect(mistaken).toEqual([]);
  });

  it.each([...odds])(
    'of %i bytes is mistaken for a key no more often than documented',
    async (length, share) => {
      const times = length === 33 ? 2_000 : 1_000;
      let mistaken = 0;
      for (let time = 0; time < times; time += 1) {
        if (!(await isSecret(randomBytes(length).toString('base64')))) mistaken += 1;
      }
      // Four standard deviations above the mean: the seed is fixed, so this holds in every run.
      expect(mistaken).toBeLessThanOrEqual(times * share + 4 * Math.sqrt(times * share) + 1);
    },
  );

  it.each([16, 20, 24, 32, 40, 48, 56, 64, 66, 96, 128])(
    'of %i bytes verifies an HS256 token',
    async (length) => {
      for (const write of Object.values(encodings)) {
        const secret = randomBytes(length);
        const text = write(secret);
        // The server has either the text or the bytes that it encodes.
        expect(await outcome(signToken({ alg: 'HS256' }, claims, text), text)).toBe(
          'valid signature_matches',
        );
      }
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        const secret = randomBytes(length);
        const token = signToken({ alg: 'HS256' }, claims, secret);
        expect(await outcome(token, secret.toString(encoding))).toBe('valid signature_matches');
      }
    },
  );

  it.each([
    'begin public key',
    'BACKEND_PRIVATE_KEY=hunter2-hunter2-hunter2',
    'private-key: hunter2-hunter2-hunter2-hunter2',
    'publicKey: a secret of somebody who names things badly',
    'ssh-rsa is not what we use here, honestly',
    'age1 is but a number, and so is age2',
    'did you know: cats have nine lives',
    'n=1; e=2; kty=unknown',
    '<secret>with brackets</secret>',
    '{secret}',
    '[secret]',
    '"quoted secret that is long enough to be used"',
    'x: 1, y: 2',
    'Modulus operandi',
    'untrusted but not a comment',
    'z6MkShortButNoMultibase',
    'the certificate: data of 32 bytes or so',
    '-----hello-----',
    '0',
    '\u201ccurly quotes\u201d and a dash \u2014 in a secret',
    'zero\u200bwidth secret of a chat program',
  ])('like %j is tried as pasted', async (text) => {
    expect(await outcome(signToken({ alg: 'HS256' }, claims, text), text)).toBe('valid signature_matches');
  });
});
