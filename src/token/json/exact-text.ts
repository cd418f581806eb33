import { MAX_JSON_DEPTH } from '../limits';
import { skip, skipSpace, skipString } from './json-scanner';

const INDENT = '  ';
const BARE = /[^\s,:"[\]{}]+/y;

/**
 * JSON on lines of its own, for reading and copying, with every name, string and number as it was signed: order,
 * duplicates, `3.0`, `1e400` and escapes stay. Only white space between them changes. Does not check: text that is no
 * JSON keeps its characters all the same. What nests deeper than `MAX_JSON_DEPTH` is not indented any further, so that
 * the text grows no faster than its JSON.
 */
export function exactText(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let at = skipSpace(json, 0);
  const line = () => `\n${INDENT.repeat(Math.min(depth, MAX_JSON_DEPTH))}`;
  while (at < json.length) {
    const character = json[at] ?? '';
    let end = at + 1;
    if (character === '{' || character === '[') {
      const behind = skipSpace(json, end);
      if (json[behind] === '}' || json[behind] === ']') {
        pieces.push(character, json[behind] ?? '');
        end = behind + 1;
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
