import { isJsonObject, readJsonContent, readJsonText, type JsonReading } from '../json/read-json';
import type { TextEncoding, TextForm } from '../token';
import { findUtf8Error } from './utf8';

/** Bytes before and after the first one that isn't UTF-8 by which an encoding is recognized. */
const SAMPLE_LENGTH = 64;

type Script = keyof typeof scripts;

interface Candidate {
  readonly encoding: TextEncoding;
  readonly script: Script;
  /** Frequent characters, which count twice. */
  readonly frequent: ReadonlySet<string>;
}

const scripts = {
  any: /[^\uFFFD]/,
  Latin: /[À-ÖØ-öø-ž]/,
  Cyrillic: /[Ѐ-ӿ]/,
  Han: /\p{Script=Han}/u,
  Japanese: /[\p{Script=Han}ぁ-ヿ]/u,
  Hangul: /[가-힣]/,
};

const LATIN = 'äöüßéèêëàâçñáíóúùûîïôœæøåãõìòÿž';
const CYRILLIC = 'абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИКЛМНОПРСТУФХЧШЭЮЯ';
const JAPANESE =
  '日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨田村林佐藤鈴橋伊渡辺加吉郎太花美恵健英';

/** The encodings that are recognized. In case of a tie the first one is the best guess. */
const candidates: readonly Candidate[] = [
  { encoding: 'UTF-8', script: 'any', frequent: new Set(LATIN) },
  { encoding: 'windows-1252', script: 'Latin', frequent: new Set(LATIN) },
  {
    encoding: 'windows-1250',
    script: 'Latin',
    frequent: new Set('ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűâăîşţŁŚŻČŘŠŽ'),
  },
  { encoding: 'windows-1251', script: 'Cyrillic', frequent: new Set(CYRILLIC) },
  { encoding: 'KOI8-R', script: 'Cyrillic', frequent: new Set(CYRILLIC) },
  {
    encoding: 'GBK',
    script: 'Han',
    frequent: new Set(
      '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克干李王张刘陈杨赵黄周吴徐孙马朱胡郭林罗京州户',
    ),
  },
  {
    encoding: 'Big5',
    script: 'Han',
    frequent: new Set(
      '的是不我一有大在人了中到資要可以這個你會好為上來學就交也用能如時文說沒他看那問生提下過請天們所多麼小想得之還電出工對都機自後子而站去心只家知國台很信成章何同道地發法無然但嗎當於本現年前真最和新因果定意情點題其事方清科樣些吧三此位理行作經者什使性名日開陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇',
    ),
  },
  { encoding: 'Shift_JIS', script: 'Japanese', frequent: new Set(JAPANESE) },
  { encoding: 'EUC-JP', script: 'Japanese', frequent: new Set(JAPANESE) },
  {
    encoding: 'EUC-KR',
    script: 'Hangul',
    frequent: new Set(
      '이다는을의에가고하한지기사자로은도나서리시아그어인대정있김박최영민수현성준홍길동국주일보라해관전상제부장오안구연만스공원실용여신유조무경마야들과게거니것되으모세개중요',
    ),
  },
];

const decoders = new Map<TextEncoding, TextDecoder>();

/** Decodes text without its byte-order mark. Bytes that don't fit the encoding become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding);
  decoders.set(encoding, decoder);
  return decoder.decode(bytes);
}

/** JSON and how its text is encoded, if that isn't plain UTF-8. */
export interface FormReading {
  readonly reading: JsonReading;
  readonly text?: TextForm;
}

/**
 * Reads JSON, given as text if it's ASCII, else as bytes. An object is read in any encoding, though only UTF-8 is allowed:
 * people need to see what a token contains.
 */
export function readJsonInAnyEncoding(content: string | Uint8Array): FormReading {
  const reading = readJsonContent(content);
  if (!('problem' in reading) || reading.problem === 'too_deep') return { reading };
  // The zero bytes of UTF-16 are ASCII.
  if (typeof content === 'string' && !content.slice(0, 2).includes('\0')) return { reading };
  const bytes = toBytes(content);
  const text = findTextForm(bytes);
  if (text === undefined) return { reading };
  const inEncoding = readJsonText(decodeText(bytes, text.encoding));
  return 'value' in inEncoding && isJsonObject(inEncoding.value)
    ? { reading: inEncoding, text }
    : { reading };
}

/** The bytes of a content that is given as text (in UTF-8) or as bytes. Bytes aren't copied. */
export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/**
 * Recognizes the encoding of bytes that may be a JSON object, but not in plain UTF-8. Only a guess: the bytes of one
 * encoding are often text in another. Undefined if the bytes don't begin as a JSON object.
 */
function findTextForm(bytes: Uint8Array): TextForm | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    const isIntact = findUtf8Error(bytes) === bytes.length;
    return { encoding: 'UTF-8', problem: isIntact ? 'byte_order_mark' : 'invalid_bytes', offset: 0 };
  }
  if ((first === 0xff && second === 0xfe) || (first === 0x7b && second === 0)) {
    return { encoding: 'UTF-16LE', problem: 'not_utf8', offset: first === 0xff ? 0 : 1 };
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x7b)) {
    return { encoding: 'UTF-16BE', problem: 'not_utf8', offset: 0 };
  }
  // White space may precede the object (RFC 8259 §2).
  const begin = bytes.find((byte) => byte > 0x20);
  const offset = begin === 0x7b ? findUtf8Error(bytes) : bytes.length;
  if (offset === bytes.length) return undefined;
  const start = bytes.findIndex((byte) => byte > 0x7f);
  const sample = bytes.subarray(Math.max(start - 1, offset - SAMPLE_LENGTH), offset + SAMPLE_LENGTH);
  const encoding = isLatin(sample) ? 'windows-1252' : recognizeEncoding(sample);
  return { encoding, problem: encoding === 'UTF-8' ? 'invalid_bytes' : 'not_utf8', offset };
}

/** Letters in Latin-1, each alone between ASCII characters: the usual case. */
const ALONE = /^(?:[\0-\x7F]|[À-ÿ](?![^\0-\x7F]))*$/;
/** The same with words in capitals, and with the euro sign, the dots, quotes and dashes of Windows-1252. */
const WITH_CAPITALS = /^(?:[\0-\x7F]|[À-ÿ\x80\x85\x91-\x94\x96\x97](?![^\0-\x7F])|[À-ÖØ-Þ]+(?![^\0-\x7F]))*$/;
/** A letter or an apostrophe within a word: proof that the text isn't in another script. */
const WITHIN_WORD = /[a-z][À-ÿ\x92][a-z]/i;

/** Whether all bytes that aren't ASCII are letters or punctuation in Windows-1252, as words have them. */
function isLatin(sample: Uint8Array): boolean {
  const text = String.fromCharCode(...sample);
  return ALONE.test(text) || (WITHIN_WORD.test(text) && WITH_CAPITALS.test(text));
}

function recognizeEncoding(sample: Uint8Array): TextEncoding {
  let best: { readonly encoding: TextEncoding; readonly score: number } = {
    encoding: 'windows-1252',
    score: 0,
  };
  for (const candidate of candidates) {
    const score = rate(decodeText(sample, candidate.encoding), candidate);
    if (score > best.score) best = { encoding: candidate.encoding, score };
  }
  return best.encoding;
}

/** How well a text fits an encoding, from 0 to 1. */
function rate(text: string, { script, frequent }: Candidate): number {
  let sum = 0;
  let count = 0;
  for (const [, before = '', run = '', after = ''] of text.matchAll(
    /([A-Za-z]?)([^\0-\x7F]+)([A-Za-z]?)/gu,
  )) {
    const weight = weigh(script, run, before !== '' || after !== '');
    for (const character of run) {
      count += 1;
      if (scripts[script].test(character))
        sum += weight * (frequent.has(character) || isKana(character) ? 1 : 0.5);
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** How likely a run of letters is a part of a word in this script. */
function weigh(script: Script, run: string, isBesideLatin: boolean): number {
  switch (script) {
    case 'any':
    case 'Han':
    case 'Japanese':
    case 'Hangul':
      return 1;
    case 'Latin':
      // Letters with diacritics rarely follow each other.
      return [1, 1, 0.6][run.length] ?? 0;
    case 'Cyrillic':
      return !isBesideLatin && /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(run) ? 1 : 0.1;
  }
}

function isKana(character: string): boolean {
  return character >= 'ぁ' && character <= 'ヿ';
}
