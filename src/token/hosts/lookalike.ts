import { decodePercents, readHostName } from './host-name';
import { decodePunycode } from './punycode';

/** Why a host can be mistaken for another one. */
export type HostTrick =
  /** Not a valid host, though it looks like one. */
  | 'invalid'
  /** Invisible characters: zero-width, bidi controls, soft hyphens. */
  | 'invisible'
  /** Characters that browsers replace with ASCII: fullwidth letters, ideographic full stops, ligatures. */
  | 'folded'
  /** `ß`, `ς`: IDNA 2003 and IDNA 2008 resolve them to different hosts (UTS 46 §6). */
  | 'deviation'
  /** One label mixes scripts that no language writes together (UTS 39 §5.2). */
  | 'mixed scripts'
  /** Letters that look like ASCII letters, or a host that looks like a well-known issuer's. */
  | 'lookalike';

/** Popular hosts worth imitating. Each is compared with a host whose accents were removed. */
const WELL_KNOWN =
  /(?:^|\.)(?:google|microsoftonline|windows|apple|github|githubusercontent|gitlab|amazonaws|amazoncognito|auth0|okta|oktapreview|b2clogin|ciamlogin|facebook|linkedin|paypal|salesforce|cloudflareaccess|onelogin|pingone)\.(?:com|net)$/;

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}';
const NEUTRAL = '\\p{Script=Common}\\p{Script=Inherited}';
const SINGLE = ['Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Cherokee', 'Coptic', 'Hebrew', 'Arabic'].map(
  (script) => `\\p{Script=${script}}`,
);
const LATIN = /\p{Script=Latin}/u;
/** In one label, Latin may mix with Chinese, Japanese and Korean only (UTS 39 §5.2, "highly restrictive"). */
const OTHER_SCRIPTS = [`[${CJK}]`, ...SINGLE, `[^${CJK}${NEUTRAL}${SINGLE.join('')}\\p{Script=Latin}]`].map(
  (one) => new RegExp(one, 'u'),
);

/**
 * Letters that look like ASCII, from scripts in which a whole word can consist of them. Cyrillic, Greek, Hebrew and
 * Georgian are taken from Chromium (`spoof_checks/idn_spoof_checker.cc`), the others are selected by their look.
 */
const ALIKE =
  /^[\d\-асԁеһіјӏорԛѕԝхуъьҽпгѵѡαικνρυωηοτոսհօցզլյքռաւიოყძხჽჿדוחיןסⲁⲟⲥⲣⲩⲕⲛꭺꮯꭰꭼꮐꮋꭵꭻꮶꮮꮇꮲꭱꮪꭲꮩꮤꮍꮓꓐ-ꓽᑭᑯᑲᑌᒍᒪᕼᕽᖇᗅᗞᗪᗷ᙭]+$/u;
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** Latin letters of phonetic alphabets that look like ASCII letters. */
const PHONETIC = /[ɑɡɩɪʀʏᴀ-ᴢꜱꜰ]/u;
/** Next to Latin letters these look like strokes, dots and slashes. */
const STROKES = /[a-z\d][ノンソゾヘベペ一丨丶丿ー工口丁〇]|[ノンソゾヘベペ一丨丶丿ー工口丁〇][a-z\d]/u;
/** Anything but letters, marks, numbers and pictographs: it can look like a dot, a slash or a hyphen. */
const ODD = /[^\p{L}\p{M}\p{N}\-·\u0375\u05F3\u05F4\u30FB\p{Extended_Pictographic}]|[ǃʼ]/u;

/**
 * Why a host can be mistaken for another one; undefined if it can't. `host` has no port and no user name and is in
 * Unicode or has `xn--` labels. Checks only the look: a lookalike isn't necessarily hostile. UTS 39 §5, UTS 46 §4.
 */
export function findHostTrick(host: string): HostTrick | undefined {
  const name = readHostName(host);
  if (name === undefined) return undefined;
  const written = decodePercents(host);
  if (INVISIBLE.test(written)) return 'invisible';
  return name.ascii === undefined ? 'invalid' : findTrick(written, name.ascii);
}

function findTrick(written: string, ascii: string): HostTrick | undefined {
  if (/[。．｡]/u.test(written) || Array.from(written).some(isFolded)) return 'folded';
  const labels = ascii.split('.').map((label) => {
    const decoded = label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label;
    return decoded ?? label;
  });
  const host = labels.join('.');
  if (/[ßς]/u.test(host)) return 'deviation';
  // A percent-encoded ASCII host imitates nothing.
  if (host === ascii && written.toLowerCase() === host) return undefined;
  const topLevel = labels.at(-1) ?? '';
  for (const label of labels.filter((each) => /[^\x20-\x7e]/.test(each))) {
    const isLatin = LATIN.test(label);
    const others = OTHER_SCRIPTS.filter((script) => script.test(label));
    if (others.length > 1 || (isLatin && others.some((script) => script !== OTHER_SCRIPTS[0])))
      return 'mixed scripts';
    // Digits of another script among Latin letters.
    if (isLatin && /(?!\d)\p{Nd}/u.test(label)) return 'mixed scripts';
    // Under a top-level domain of its own script, such as `.рф`, a label imitates nothing.
    const isOfItsTopLevel = others.some((script) => script.test(topLevel));
    if (ODD.test(label) || PHONETIC.test(label) || STROKES.test(label)) return 'lookalike';
    if (ALIKE.test(label) && !isOfItsTopLevel) return 'lookalike';
  }
  return WELL_KNOWN.test(withoutAccents(host)) && !WELL_KNOWN.test(host) ? 'lookalike' : undefined;
}

/** Whether browsers read this character as ASCII (UTS 46 §4, which applies NFKC and case folding). */
function isFolded(character: string): boolean {
  return character > '\x7f' && /^[\x20-\x7e]+$/.test(character.normalize('NFKC').toLowerCase());
}

const STROKED: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ƙ: 'k' };

function withoutAccents(host: string): string {
  return host
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ıłøđħŧƙ]/g, (letter) => STROKED[letter] ?? letter);
}
