/** Fills bytes with random values, as `crypto.getRandomValues` does. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const hexDigits = '0123456789abcdef';
const base64url = `${upper}${lower}${digits}-_`;
/** The last letters of base64 whose unused bits are zero (RFC 4648 §3.5), by the length modulo four. */
const lastLetters: readonly (string | undefined)[] = [undefined, undefined, 'AQgw', 'AEIMQUYcgkosw048'];
/** UUIDs and other hexadecimal IDs: the replacement is hexadecimal as well. */
const hexadecimal = /^(?=[^a-z]*[a-f]|[\d-]*$)[\da-f-]{16,}$|^(?=.*\d)[\dA-F-]{16,}$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const poolSize = 4_096;

/** Random texts of the same form as a given one. They don't depend on its content, so nothing can be derived from them. */
export class RandomText {
  readonly #fill: FillRandom;
  readonly #pool = new Uint8Array(poolSize);
  #used = poolSize;

  constructor(fill: FillRandom) {
    this.#fill = fill;
  }

  /** Replaces each letter and digit by a random one of its kind, and keeps everything else, such as the `@` of an email. */
  like(text: string): string {
    if (isoDate.test(text))
      return `19${this.#digit(5, 9)}${this.#digit(0, 9)}-0${this.#digit(1, 9)}-1${this.#digit(0, 9)}`;
    const scheme = /^https?:\/\//.exec(text)?.[0] ?? '';
    if (scheme !== '') return `${scheme}${this.like(text.slice(scheme.length))}`;
    const isHex = hexadecimal.test(text);
    for (;;) {
      let result = '';
      let isAnyReplaced = false;
      for (let index = 0; index < text.length; index += 1) {
        const letter = text.charAt(index);
        const alphabet = alphabetOf(letter, isHex);
        isAnyReplaced ||= alphabet !== undefined;
        result += alphabet === undefined ? letter : this.#letter(alphabet);
      }
      // A text of one or two characters may be replaced by itself.
      if (result !== text || !isAnyReplaced) return result;
    }
  }

  /** Random base64url of a length, after a prefix. Its last letter is as valid as that of `text`. */
  base64urlLike(text: string, prefix = ''): string {
    const kept = prefix.length <= text.length - 4 ? prefix : '';
    let result = kept;
    while (result.length < text.length) result += this.#letter(base64url);
    const valid = lastLetters[text.length % 4];
    const isCanonical = valid?.includes(text.charAt(text.length - 1)) === true;
    return isCanonical ? `${result.slice(0, -1)}${this.#letter(valid)}` : result;
  }

  #digit(from: number, to: number): number {
    return from + (this.#byte() % (to - from + 1));
  }

  #letter(alphabet: string): string {
    return alphabet.charAt(this.#below(alphabet.length));
  }

  /** Bytes beyond the last multiple are skipped, so that each result is equally likely. */
  #below(count: number): number {
    const limit = 256 - (256 % count);
    for (;;) {
      const byte = this.#byte();
      if (byte < limit) return byte % count;
    }
  }

  #byte(): number {
    if (this.#used === poolSize) {
      this.#fill(this.#pool);
      this.#used = 0;
    }
    const byte = this.#pool[this.#used] ?? 0;
    this.#used += 1;
    return byte;
  }
}

function alphabetOf(letter: string, isHex: boolean): string | undefined {
  const isLower = letter >= 'a' && letter <= 'z';
  const isUpper = letter >= 'A' && letter <= 'Z';
  const isDigit = letter >= '0' && letter <= '9';
  if (isHex && (isLower || isDigit)) return hexDigits;
  if (isHex && isUpper) return hexDigits.toUpperCase();
  if (isDigit) return digits;
  if (isUpper) return upper;
  // Each unit of another script, such as in a name, becomes a Latin letter.
  return isLower || letter.charCodeAt(0) >= 0x80 ? lower : undefined;
}
