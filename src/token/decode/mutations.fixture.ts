import type { SeededRandom } from '../random.fixture';

/** A change to a token's text; undefined if it doesn't apply. */
export type Mutate = (token: string, random: SeededRandom) => string | undefined;

const STRAY = [' ', '\n', '\t', '=', '+', '/', '.', '~', '%20', '\u200B', '"', 'é', '!'];

/** Changes to any compact token that need no key. */
export const textMutations: Readonly<Record<string, Mutate>> = {
  nothing: (token) => token,
  'a flipped bit': (token, random) => changePart(token, random, (bytes) => flipBit(bytes, random)),
  'a flipped bit at the end': (token, random) =>
    changePart(token, random, (bytes) => {
      const last = bytes.length - 1;
      bytes[last] = (bytes[last] ?? 0) ^ (1 << random.below(8));
      return bytes;
    }),
  'a changed letter': (token, random) => {
    const at = random.below(token.length);
    return token.slice(0, at) + random.pick([...'Aa0_-zZ9']) + token.slice(at + 1);
  },
  'other unused bits in the last letter': (token, random) =>
    changeText(token, random, (part) => {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const unused = [0, 0, 4, 2][part.length % 4] ?? 0;
      if (unused === 0) return undefined;
      const value = alphabet.indexOf(part.at(-1) ?? '');
      return part.slice(0, -1) + alphabet[value ^ (1 + random.below((1 << unused) - 1))];
    }),
  'a part cut short': (token, random) =>
    changePart(token, random, (bytes) => bytes.subarray(0, random.below(bytes.length))),
  'a part made longer': (token, random) =>
    changePart(token, random, (bytes) =>
      Buffer.concat([bytes, Buffer.alloc(1 + random.below(4), random.below(3))]),
    ),
  'a zero in front of a part': (token, random) =>
    changePart(token, random, (bytes) => Buffer.concat([Buffer.alloc(1), bytes])),
  'an empty part': (token, random) => changeText(token, random, () => ''),
  'a part twice': (token, random) => changeText(token, random, (part) => part + part),
  'swapped parts': (token, random) => {
    const parts = token.split('.');
    const [one, other] = [random.below(parts.length), random.below(parts.length)];
    [parts[one], parts[other]] = [parts[other] ?? '', parts[one] ?? ''];
    return parts.join('.');
  },
  'one part more': (token) => `${token}.AAAA`,
  'one part less': (token) => token.slice(0, token.lastIndexOf('.')),
  padding: (token) => token.split('.').map(pad).join('.'),
  'padding of one part': (token, random) => changeText(token, random, pad),
  'standard base64': (token) => toStandard(token).split('.').map(pad).join('.'),
  'standard base64 without padding': toStandard,
  'too much padding': (token, random) => changeText(token, random, (part) => `${part}===`),
  'a stray character': (token, random) => {
    const at = random.below(token.length + 1);
    return token.slice(0, at) + random.pick(STRAY) + token.slice(at);
  },
};

/** Changes to the members of a header, used with and without a new signature. */
export const headerChanges: readonly (readonly [string, (header: Record<string, unknown>) => void])[] = [
  ['alg in lower case', (header) => (header['alg'] = String(header['alg']).toLowerCase())],
  ['alg none', (header) => (header['alg'] = 'none')],
  ['alg of another family', (header) => (header['alg'] = header['alg'] === 'HS256' ? 'RS256' : 'HS256')],
  ['alg of another hash', (header) => (header['alg'] = String(header['alg']).replace('256', '384'))],
  ['alg not a string', (header) => (header['alg'] = [header['alg']])],
  ['no alg', (header) => delete header['alg']],
  ['a kid', (header) => (header['kid'] = 'other')],
  ['a kid that is a number', (header) => (header['kid'] = 1)],
  ['typ in capitals', (header) => (header['typ'] = 'JWT')],
  ['an unknown member', (header) => (header['x'] = { y: [1] })],
  ['an unknown crit', (header) => Object.assign(header, { crit: ['x'], x: 1 })],
  ['an empty crit', (header) => (header['crit'] = [])],
  ['crit not an array', (header) => (header['crit'] = 'b64')],
  ['crit of a missing member', (header) => (header['crit'] = ['exp'])],
  ['crit b64 true', (header) => Object.assign(header, { crit: ['b64'], b64: true })],
  ['crit twice b64', (header) => Object.assign(header, { crit: ['b64', 'b64'], b64: true })],
  ['b64 false without crit', (header) => (header['b64'] = false)],
  ['b64 not a boolean', (header) => Object.assign(header, { crit: ['b64'], b64: 'false' })],
  ['an enc', (header) => (header['enc'] = 'A128GCM')],
  ['another enc', (header) => (header['enc'] = header['enc'] === 'A128GCM' ? 'A128CBC-HS256' : 'A128GCM')],
  ['an unknown enc', (header) => (header['enc'] = 'A128')],
  ['no enc', (header) => delete header['enc']],
  ['zip DEF', (header) => (header['zip'] = 'DEF')],
  ['an unknown zip', (header) => (header['zip'] = 'GZIP')],
  ['apu', (header) => (header['apu'] = 'QWxpY2U')],
  ['apv not base64url', (header) => (header['apv'] = 'a b')],
  ['no epk', (header) => delete header['epk']],
  ['a private epk', (header) => Object.assign(header, { epk: { ...(header['epk'] as object), d: 'AAAA' } })],
  [
    'an epk off its curve',
    (header) => Object.assign(header, { epk: { ...(header['epk'] as object), x: 'A'.repeat(43) } }),
  ],
  [
    'an epk of another curve',
    (header) => Object.assign(header, { epk: { ...(header['epk'] as object), crv: 'P-384' } }),
  ],
  ['fewer iterations', (header) => (header['p2c'] = 1)],
  ['no iterations', (header) => (header['p2c'] = 0)],
  ['iterations as text', (header) => (header['p2c'] = '1000')],
  ['no salt', (header) => delete header['p2s']],
  ['a short iv', (header) => (header['iv'] = 'AAAA')],
  ['a short tag', (header) => (header['tag'] = 'AAAA')],
];

/** Rewrites the JSON of a header as `JSON.stringify` wouldn't, with the same or almost the same meaning. */
export const headerTexts: readonly (readonly [string, (json: string) => string])[] = [
  ['spaces', (json) => ` ${json.replaceAll(':', ' : ')}\n`],
  ['alg twice, the last one counts', (json) => json.replace('{', '{"alg":"none",')],
  ['alg twice, the first one counts', (json) => `${json.slice(0, -1)},"alg":"none"}`],
  ['an escaped name', (json) => json.replace('"alg"', '"\\u0061lg"')],
  ['a byte order mark', (json) => `\uFEFF${json}`],
  ['a trailing comma', (json) => `${json.slice(0, -1)},}`],
  ['a member __proto__', (json) => json.replace('{', '{"__proto__":{"b64":false},')],
  ['a list', (json) => `[${json}]`],
];

function changeText(
  token: string,
  random: SeededRandom,
  change: (part: string) => string | undefined,
): string | undefined {
  const parts = token.split('.');
  const at = random.below(parts.length);
  const changed = change(parts[at] ?? '');
  if (changed === undefined) return undefined;
  parts[at] = changed;
  return parts.join('.');
}

function changePart(
  token: string,
  random: SeededRandom,
  change: (bytes: Buffer) => Buffer,
): string | undefined {
  return changeText(token, random, (part) =>
    part === '' ? undefined : change(Buffer.from(part, 'base64url')).toString('base64url'),
  );
}

function flipBit(bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes;
}

function pad(part: string): string {
  return part.padEnd(Math.ceil(part.length / 4) * 4, '=');
}

function toStandard(token: string): string {
  return token.replaceAll('-', '+').replaceAll('_', '/');
}
