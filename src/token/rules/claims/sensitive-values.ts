/** Longer texts aren't just a card number, an account number or a key. */
const maxShort = 64;
const maxSearched = 4096;

/** Visa, Mastercard, American Express and Discover, by their first digits and their lengths. */
const CARD =
  /^(?:4\d{12}(?:\d{3})?(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$/;

const SOCIAL_SECURITY = /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/;
const NATIONAL_INSURANCE = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;

/** Whether a value is the number of a payment card, a bank account or a person, by its format and its check digits. */
export function isRegulatedNumber(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  if (text.length > maxShort) return false;
  if (SOCIAL_SECURITY.test(text)) return true;
  const plain = text.replace(/[ -]/g, '');
  return (
    NATIONAL_INSURANCE.test(plain) ||
    (CARD.test(plain) && hasLuhnDigit(plain)) ||
    (IBAN.test(plain) && hasIbanDigits(plain))
  );
}

/** The formats of secrets of well-known services and tools. Google's `AIza…` isn't one: browser keys have it too. */
const SECRET_FORM =
  /(?:^|[^\w-])(?:(?:sk|rk)_live_\w{16,64}|gh[pousr]_\w{30,64}|github_pat_\w{22,64}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,64}|npm_\w{36}|SG\.[\w-]{22}\.[\w-]{43})|-----BEGIN [A-Z ]{0,30}PRIVATE KEY/;

/** Whether the first 4,096 characters contain a secret of a well-known service. Only its form is compared. */
export function hasSecretForm(value: string): boolean {
  return SECRET_FORM.test(value.slice(0, maxSearched));
}

/** The formats of password hashes: modular crypt format, argon2, or bare hexadecimal. */
const PASSWORD_HASH =
  /^(?:\$2[abxy]?\$\d\d\$|\$argon2(?:id|i|d)\$|\$[156]\$|\$scrypt\$|pbkdf2[_:$]|\{(?:SSHA|SHA|MD5)|(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$)/i;

/** Whether a value has the form of a password hash. A hexadecimal digest of anything else has it too. */
export function isPasswordHash(value: string): boolean {
  return value.length <= 1024 && PASSWORD_HASH.test(value);
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: letters are numbers from 10 on, and the number modulo 97 is 1. */
function hasIbanDigits(text: string): boolean {
  const moved = `${text.slice(4)}${text.slice(0, 4)}`;
  let rest = 0;
  for (const letter of moved) rest = Number(`${rest}${Number.parseInt(letter, 36)}`) % 97;
  return rest === 1;
}
