/** The characters that every language here can have in a string literal as they are. */
const plain = /^[ !#$%&()*+,./0-9:;<=>?@A-Z[\]^_`a-z{|}~-]*$/;

/** A string literal of JavaScript. Escapes whatever could end it, or be invisible in it. */
export function quoteJavaScript(text: string): string {
  return quote(text, (code) => `\\u${hex(code, 4)}`);
}

/** A string literal of Python. */
export function quotePython(text: string): string {
  return quote(text, (code) => `\\u${hex(code, 4)}`, true);
}

/**
 * A string literal of Java. Java decodes `\u` escapes before it recognizes literals (JLS §3.3), so an ASCII character must
 * not be written as one: it would end the literal like the character itself. ASCII has octal escapes instead.
 */
export function quoteJava(text: string): string {
  return quote(text, (code) =>
    code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : `\\u${hex(code, 4)}`,
  );
}

function quote(text: string, escape: (code: number) => string, hasCodePoints = false): string {
  if (plain.test(text)) return `"${text}"`;
  const characters = hasCodePoints ? Array.from(text) : text.split('');
  const written = characters.map((character) => {
    if (plain.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\U${hex(code, 8)}`;
    return escape(code);
  });
  return `"${written.join('')}"`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
