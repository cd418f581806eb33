/** What is said of JSON that is shown otherwise than it was signed: `exact_` and a mark of a string, or what else it is. */
export const exactSentences = {
  exact_lone_surrogate: 'There is half a character in it, which no UTF-8 can hold (RFC 8259 §8.2).',
  exact_control: 'There is a control character in it.',
  exact_invisible: 'There is a character in it that has no form of its own.',
  exact_bidi: 'There is a character in it that turns the direction in which the text around it is read.',
  exact_not_nfc: 'Another text looks the same: its accents are not in Unicode normalization form C.',
  exact_mixed_script: 'A word in it has letters of two scripts that look alike.',
  exact_number: 'The token says $1. JavaScript has no such number and reads $2.',
  exact_duplicate:
    'The name $1 stands $2 times in one object. Most readers take the last one, some the first (RFC 8259 §4).',
} as const;
