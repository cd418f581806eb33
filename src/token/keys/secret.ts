import { decodeLeniently, findOtherCharacter } from '../decode/base64url';
import { readHexText } from '../decode/byte-text';
import type { KeySummary, Key } from './key';
import { decodeBase32 } from './formats/base32';
import { encodeBase64, encodeBase64url } from './formats/encode';
import { parseKeyText } from './key-or-secret';
import { listSecretTexts, type SecretText } from './secret-text';
import { maxExcerptLength, maxSecretReadings } from './limits';

/** How the text of a secret can be decoded. */
export type SecretEncoding = NonNullable<KeySummary['secretEncoding']>;

type Reading = readonly [encoding: SecretEncoding, secret: Uint8Array];

/** Bytes in decimal or with `0x`, as JSON, Java, Go, C, C# and Erlang write them; Java's are signed. */
const BYTE = String.raw`(?:\(byte\)\s?)?(?:0x[\da-f]{1,2}|-?\d{1,3})`;
const BYTE_LIST = new RegExp(String.raw`[[{(<]\s*(${BYTE}(?:[\s,]{1,40}${BYTE}){3,}),?\s*[\]})>]`, 'i');
/** Base64 whose plus signs became spaces in a URL. */
const SPACED_BASE64 = /^[A-Za-z\d+/]{1,200}(?: [A-Za-z\d+/]{0,200}){1,200}={0,2}$/;
/** Shorter text isn't base64 that was encoded again. */
const MIN_ENCODED_LENGTH = 8;
/** An escaped line break at the end of a text without quotes, where no program reads it as one by itself. */
const ESCAPED_BREAK = /(?:\\r)?\\n$/;
/** The readings that hardly any program makes are tried for this many of the texts. */
const maxUnusual = 8;
/** The other texts that a program may have made of the secret are tried for this many. */
const maxWritten = 4;
/** Maximum values of a configuration file in base64. */
const maxDecodedValues = 8;

/**
 * Every reading of a pasted secret, without duplicates and at most `maxSecretReadings`: each text that may be the
 * secret as it is and decoded as base64url, base64 and hex if possible, then with a line break, then as the base64
 * decoders of some languages read text that isn't base64, then decoded as base32, in UTF-16 and in other normalization
 * forms, and last with the quotes and the white space that weren't pasted, and encoded as text.
 */
export function readSecrets(pasted: string, only?: SecretEncoding): readonly Key[] {
  const keys: Key[] = [];
  const seen = new Set<string>();
  const add = ([secretEncoding, secret]: Reading, about: Partial<Key> = {}) => {
    if (only !== undefined && secretEncoding !== only) return;
    if (secret.length === 0 || keys.length >= maxSecretReadings) return;
    const id = describeBytes(secret);
    if (seen.has(id)) return;
    seen.add(id);
    keys.push({ form: 'secret', kty: 'oct', secret, secretEncoding, ...about, problems: [] });
  };
  const bare = pasted.replace(/(?<![\r\n])[\r\n]+$/, '');
  const texts = listSecretTexts(bare);
  for (const { text, part } of texts) {
    const about = part === undefined ? {} : { secretPart: part };
    add(['utf-8', encode(text)], about);
    for (const reading of decodeText(text.trim())) add(reading, about);
  }
  // A file that an editor or `echo` wrote ends with a line break.
  for (const lineBreak of ['\n', '\r\n'])
    add(['utf-8', encode(`${bare}${lineBreak}`)], { secretHasLineBreak: true });
  if (pasted !== bare) add(['utf-8', encode(pasted)], { secretHasLineBreak: true });
  const unescaped = bare.replace(ESCAPED_BREAK, (escape) => escape.replace('\\r', '\r').replace('\\n', '\n'));
  if (unescaped !== bare) add(['utf-8', encode(unescaped)], { secretHasLineBreak: true });
  const inner = selectInner(texts).map(
    ({ text, part }) => [text, part === undefined ? {} : { secretPart: part }] as const,
  );
  for (const [text, about] of inner)
    for (const secret of decodeForeign(text)) add(['lenient base64', secret], about);
  for (const [text, about] of inner.slice(0, maxUnusual))
    for (const reading of decodeUnusual(text)) add(reading, about);
  for (const [text, about] of [[bare, {}] as const, ...inner].slice(0, maxWritten))
    for (const reading of listWritten(text)) add(reading, about);
  return keys;
}

/** The secret of a UAA key (`"kty": "MAC"`), which is text and not base64url as in a JWK of type `oct`. */
export function encodeSecret(text: string): Pick<Key, 'secret' | 'secretEncoding'> {
  return { secret: encode(text), secretEncoding: 'utf-8' };
}

/** Values without their names if there are any: nobody decodes a line of a file. */
function selectInner(texts: readonly SecretText[]): readonly SecretText[] {
  const inner = texts.filter(({ part }) => part !== undefined);
  return inner.length === 0 ? texts.slice(-1) : inner;
}

function decodeText(text: string): readonly Reading[] {
  const readings = decodeLetters(text);
  const inner = readings.flatMap(([encoding, bytes]): readonly Reading[] => {
    const written = encoding === 'hex' ? undefined : (readPrintable(bytes) ?? readUtf16(bytes));
    if (written === undefined) return [];
    // `echo secret | base64` also encodes the line break.
    const bare = written.trimEnd();
    return [
      [encoding, encode(bare)],
      ...listValues(bare).map((value) => [encoding, encode(value)] as const),
      ...decodeLetters(bare).map(([, secret]) => ['base64 twice', secret] as const),
    ];
  });
  return [...readings, ...inner];
}

function decodeLetters(text: string): readonly Reading[] {
  const letters = text.replace(/(?<!=)=+$/, '');
  const readings: Reading[] = [];
  // Base64 can't have a length of 1 mod 4; without its last letter it would be another secret.
  const mayBeBase64 = letters.length % 4 !== 1;
  if (mayBeBase64 && findOtherCharacter(letters) === -1)
    readings.push(['base64url', decodeLeniently(letters)]);
  if (mayBeBase64 && /^[A-Za-z0-9+/]*$/.test(letters)) readings.push(['base64', decodeLeniently(letters)]);
  if (text.length % 4 === 0 && SPACED_BASE64.test(text))
    readings.push(['base64', decodeLeniently(letters.replaceAll(' ', '+'))]);
  const fromHex = readHexText(text);
  if (fromHex !== undefined) readings.push(['hex', fromHex]);
  const bytes = BYTE_LIST.exec(text)?.[1]
    ?.replace(/\(byte\)\s?/gi, '')
    .split(/[\s,]+/)
    .map(Number);
  if (bytes?.every((byte) => byte >= -128 && byte < 256)) readings.push(['bytes', Uint8Array.from(bytes)]);
  // In a single-byte encoding, such as the default of Java on Windows.
  if (/[\x80-\xff]/.test(text) && !/[^\0-\xff]/.test(text)) {
    readings.push(['latin-1', Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
  }
  return readings;
}

/** The text of a Kubernetes secret that is itself encoded; undefined for bytes that aren't such text. */
function readPrintable(bytes: Uint8Array): string | undefined {
  if (
    bytes.length < MIN_ENCODED_LENGTH ||
    bytes.some((byte) => byte > 0x7e || (byte < 0x20 && byte !== 10 && byte !== 13))
  )
    return undefined;
  return new TextDecoder().decode(bytes);
}

/** Text in UTF-16 with or without a byte order mark, as PowerShell writes it to a file. */
function readUtf16(bytes: Uint8Array): string | undefined {
  const isMarked = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isText = isMarked || bytes.every((byte, index) => (index % 2 === 1) === (byte === 0));
  if (!isText || bytes.length < MIN_ENCODED_LENGTH || bytes.length % 2 === 1) return undefined;
  return new TextDecoder('utf-16le').decode(bytes);
}

/** The values in a configuration file that was encoded as a whole. None in a text that contains a key. */
function listValues(text: string): readonly string[] {
  if (!/[=:"']/.test(text) || parseKeyText(text).form !== 'secret') return [];
  const values = listSecretTexts(text).filter(({ part }) => part === 'value');
  return values.slice(0, maxDecodedValues).map((value) => value.text);
}

/**
 * What base64 decoders make of any text, as servers that decode a plain secret do. All skip foreign characters. Java's
 * `DatatypeConverter`, which JJWT before 0.10 uses, drops the last letters if there aren't four. Node also reads
 * base64url; PHP and Ruby don't.
 */
function decodeForeign(text: string): readonly Uint8Array[] {
  const [before = ''] = text.split('=', 1);
  const standard = before.replace(/[^A-Za-z\d+/]/g, '');
  const isPadded = text.trimEnd().endsWith('=');
  const java = isPadded ? standard : standard.slice(0, standard.length - (standard.length % 4));
  return [
    ...[java, before.replace(/[^\w+/-]/g, ''), standard].map(decodeLeniently),
    ...decodePaddingInside(text.trim()),
  ];
}

/** JJWT from 0.10 reads "=" as zero wherever it is (MiGBase64), and drops a byte for each of the last two. */
function decodePaddingInside(text: string): readonly Uint8Array[] {
  if (!/^[A-Za-z\d+/=]*=[A-Za-z\d+/][A-Za-z\d+/=]*$/.test(text)) return [];
  const bytes = decodeLeniently(text.replaceAll('=', 'A'));
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return [bytes.slice(0, bytes.length - padding)];
}

/** Base32 as authenticator apps show it, a string of .NET or Windows, and letters as macOS writes them in file names. */
function decodeUnusual(text: string): readonly Reading[] {
  const base32 = decodeBase32(text.trim());
  return [
    ...(base32 === undefined ? [] : ([['base32', base32]] as const)),
    ...(['NFC', 'NFD', 'NFKC'] as const).map((form) => ['normalized', encode(text.normalize(form))] as const),
    ['utf-16', encodeUtf16(text)],
  ];
}

/**
 * The text with what the server has beside it: quotes, which `docker --env-file` keeps, a space before `&&` in cmd, more
 * line breaks, or a byte order mark. Then its base64 and hex, which the server doesn't decode.
 */
function listWritten(text: string): readonly Reading[] {
  if (text.length > maxExcerptLength) return [];
  const bytes = encode(text);
  const base64 = encodeBase64(bytes);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const written: readonly (readonly [SecretEncoding, readonly string[]])[] = [
    ['quoted', [`"${text}"`, `'${text}'`]],
    ['spaced', [`${text} `, `${text} \r\n`, `${text}\n\n`, `\ufeff${text}`]],
    ['encoded', [base64, base64.replace(/={1,2}$/, ''), encodeBase64url(bytes), hex, hex.toUpperCase()]],
  ];
  return written.flatMap(([encoding, texts]) => texts.map((one) => [encoding, encode(one)] as const));
}

function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(2 * index, text.charCodeAt(index), true);
  return bytes;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes as a text that is different for different bytes. */
function describeBytes(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
