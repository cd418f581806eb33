const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Letters of one case: shorter text, or words in both, is hardly base32. Generators write groups of letters. */
const BASE32 = /^(?:[A-Z2-7]{16,}|[a-z2-7]{16,})$/;
const maxLength = 8_192;
/** How many letters can follow the last group of eight. */
const REMAINDERS: ReadonlySet<number> = new Set([0, 2, 4, 5, 7]);

/** Decodes base32 (RFC 4648 §6), in either case, with or without padding and groups. Undefined for any other text. */
export function decodeBase32(text: string): Uint8Array | undefined {
  if (text.length > maxLength) return undefined;
  const letters = text.replace(/(?<!=)=+$/, '').replace(/[\s-]/g, '');
  if (!BASE32.test(letters) || !REMAINDERS.has(letters.length % 8)) return undefined;
  return decodeBase32Letters(letters.toUpperCase());
}

/** Decodes capital letters and digits of base32, without the bits beyond whole bytes. */
export function decodeBase32Letters(letters: string): Uint8Array {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of letters) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
