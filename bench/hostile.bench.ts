import { findTokens } from '../src/token';
import { hostileShapes } from '../src/token/find/hostile-shapes.fixture';
import { compare } from './paired';

const megabyte = 1024 * 1024;
/** How many of the slowest texts are listed, and how many are compared. */
const listed = 8;
const compared = 2;

/** `npm run bench`: texts of 1 MB that are hard to search, compared with a regular expression. */
export function bench(): void {
  const timed = hostileShapes.map(({ name, make }) => {
    const text = make(megabyte);
    findTokens(text);
    const start = performance.now();
    findTokens(text);
    return { name, text, ms: (performance.now() - start) / (text.length / megabyte) };
  });
  const worst = timed.toSorted((one, other) => other.ms - one.ms).slice(0, listed);
  console.log(`${timed.length} hostile texts, the slowest of which are (goal: 150 ms per MB):`);
  for (const { name, ms } of worst) console.log(`  ${Math.round(ms)} ms per MB: ${name}`);
  for (const { name, text } of worst.slice(0, compared)) {
    compare(`findTokens, 1 MB of ${name}`, { name: 'findTokens', run: () => findTokens(text) }, [
      { name: 'a regular expression for tokens + decoding what it finds', run: () => findByPattern(text) },
    ]);
  }
}

/** Finds tokens by a regular expression and decodes them. */
function findByPattern(text: string): number {
  let count = 0;
  for (const [, header = '', payload = ''] of text.matchAll(/(eyJ[\w-]+)\.([\w-]+)\.[\w-]*/g)) {
    try {
      JSON.parse(decode(header));
      JSON.parse(decode(payload));
      count += 1;
    } catch {
      // It isn't a token.
    }
  }
  return count;
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
