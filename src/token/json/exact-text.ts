import { maxJsonDepth } from '../limits';
import { skip, skipSpace, skipString } from './json-scanner';

const INDENT = '  ';
const BARE = /[^\s,:"[\]{}]+/y;

/**
 * Indents JSON for reading and copying, with every name, string and number as it was signed: order, duplicates, `3.0`,
 * `1e400` and escapes stay. Only white space between them changes. Doesn't validate: the characters of text that isn't
 * JSON stay too. Below `maxJsonDepth` levels the indentation doesn't grow any more, so that the result has a size
 * proportional to the JSON.
 */
export function exactText(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let at = skipSpace(json, 0);
  const line = () => `\n${INDENT.repeat(Math.min(depth, maxJsonDepth))}`;
  while (at < json.length) {
    const character = json[at] ?? '';
    let end = at + 1;
    if (character === '{' || character === '[') {
      const next = skipSpace(json, end);
      if (json[next] === '}' || json[next] === ']') {
        pieces.push(character, json[next] ?? '');
        end = next + 1;
      } else {
        depth += 1;
        pieces.push(character, line());
      }
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1);
      pieces.push(line(), character);
    } else if (character === ',') {
      pieces.push(character, line());
    } else if (character === ':') {
      pieces.push(': ');
    } else {
      end = character === '"' ? skipString(json, at) : Math.max(end, skip(BARE, json, at));
      pieces.push(json.slice(at, end));
    }
    at = skipSpace(json, end);
  }
  return pieces.join('');
}

/**
 * JSON without white space between its names, values and signs. Each of them stays as it's written: order, duplicates,
 * numbers and escapes.
 */
export function compactText(json: string): string {
  const pieces: string[] = [];
  let at = skipSpace(json, 0);
  while (at < json.length) {
    const end = json[at] === '"' ? skipString(json, at) : Math.max(at + 1, skip(BARE, json, at));
    pieces.push(json.slice(at, end));
    at = skipSpace(json, end);
  }
  return pieces.join('');
}
