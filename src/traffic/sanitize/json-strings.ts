import { maxNameDepth } from './limits';

/** A string, number or member name in JSON, by its position. */
export interface JsonScalar {
  /** The position of the content, without quotes. */
  readonly start: number;
  readonly end: number;
  readonly isString: boolean;
  /** The names of the members that contain it, outermost first; elements of arrays have the name of the array. */
  readonly path: readonly string[];
}

const lexeme = /"|-?\d[\d.eE+-]{0,100}|[{}[\],]/g;
const colon = /\s*:/y;

/** Lists the strings and numbers in JSON text with their names. Skips what isn't JSON. Stops at a string without an end. Linear time. */
export function* listJsonScalars(text: string): Generator<JsonScalar> {
  const names: string[] = [];
  let depth = 0;
  const lexemes = new RegExp(lexeme);
  for (let match = lexemes.exec(text); match !== null; match = lexemes.exec(text)) {
    const [token] = match;
    if (token === '"') {
      const end = findStringEnd(text, match.index + 1);
      if (end === undefined) return;
      lexemes.lastIndex = end;
      colon.lastIndex = end;
      if (colon.test(text)) {
        names.length = Math.min(depth, maxNameDepth);
        names[Math.max(0, Math.min(depth, maxNameDepth) - 1)] = unescapeJson(
          text.slice(match.index + 1, end - 1),
        );
      } else {
        yield { start: match.index + 1, end: end - 1, isString: true, path: [...names].filter(Boolean) };
      }
    } else if (token === '{' || token === '[') {
      depth += 1;
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      names.length = Math.min(names.length, depth);
    } else if (token !== ',') {
      const end = match.index + token.length;
      yield { start: match.index, end, isString: false, path: [...names].filter(Boolean) };
    }
  }
}

/** The position after the closing quote of a string; undefined if there is none. */
function findStringEnd(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"') return at + 1;
    if (letter === '\\') at += 1;
  }
  return undefined;
}

/** The text of a JSON string, without its quotes. */
export function unescapeJson(content: string): string {
  if (!content.includes('\\')) return content;
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return content;
  }
}
