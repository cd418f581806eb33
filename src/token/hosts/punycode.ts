const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const MAX_CODE_POINT = 0x10ffff;
/** Characters of one label; DNS allows fewer. */
const maxLength = 255;

/** Decodes a label without its `xn--` prefix (RFC 3492 §6.2); undefined if it's invalid. */
export function decodePunycode(text: string): string | undefined {
  if (text.length > maxLength || !/^[\x20-\x7e]*$/.test(text)) return undefined;
  const delimiter = text.lastIndexOf('-');
  const decoded = delimiter > 0 ? Array.from(text.slice(0, delimiter)) : [];
  let code = 128;
  let bias = 72;
  let at = 0;
  let position = delimiter > 0 ? delimiter + 1 : 0;
  while (position < text.length) {
    const before = at;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text[position]);
      position += 1;
      if (digit === undefined) return undefined;
      at += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > 2 ** 31) return undefined;
    }
    const count = decoded.length + 1;
    bias = adapt(at - before, count, before === 0);
    code += Math.floor(at / count);
    at %= count;
    if (code > MAX_CODE_POINT) return undefined;
    decoded.splice(at, 0, String.fromCodePoint(code));
    at += 1;
  }
  return decoded.join('');
}

function digitOf(letter = ''): number | undefined {
  const digit = /^[a-z\d]$/i.test(letter) ? Number.parseInt(letter, BASE) : undefined;
  // In base 36 the digits come first, in Punycode the letters.
  return digit === undefined ? undefined : digit < 10 ? digit + 26 : digit - 10;
}

/** RFC 3492 §6.1. */
function adapt(change: number, count: number, isFirst: boolean): number {
  let delta = Math.floor(change / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
