/**
 * Whether a JavaScript number, when displayed, equals the number in a JSON text. True for `3.0`, false for
 * 9007199254740993 and 1e400. True for 0.1 too: it's displayed as it was written, although it has no exact binary value.
 */
export function isNumberExact(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const written = readDecimal(text);
  const shown = readDecimal(String(value));
  return (
    written.digits === shown.digits &&
    (written.digits === '' ||
      (written.exponent === shown.exponent && written.isNegative === shown.isNegative))
  );
}

/** The digits without zeros at either end, and the power of ten of the last digit. No digits mean zero. */
interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function readDecimal(text: string): Decimal {
  const isNegative = text.startsWith('-');
  const [mantissa = '', power = '0'] = text.slice(isNegative ? 1 : 0).split(/[eE]/);
  const [integer = '', fraction = ''] = mantissa.split('.');
  const digits = integer + fraction;
  let start = 0;
  while (digits[start] === '0') start += 1;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end -= 1;
  const exponent = Number(power) - fraction.length + (digits.length - end);
  return { isNegative, digits: digits.slice(start, end), exponent };
}
