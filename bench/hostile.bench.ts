import { findTokens } from '../src/token';
import { hostileShapes } from '../src/token/find/hostile-shapes.fixture';
import { compare } from './paired';

const megabyte = 1024 * 1024;
/** The number of most expensive texts that are listed and compared. */
const listed = 8;
const compared = 2;

/**
 * `npm run bench`: texts of 1 MB that are hard to search, compared with a script that finds tokens by a pattern alone.
 */
export function bench(): void {
  const timed = hostileShapes.map(({ name, make }) => {
    const text = make(megabyte);
    findTokens(text);
    const start = performance.now();
    findTokens(text);
    return { name, text, ms: (performance.now() - start) / (text.length / megabyte) };
  });
  const worst = timed.toSorted((one, other) => other.ms - one.ms).slice(0, listed);
  console.log(`${timed.length} hostile texts, of which these cost most (goal: 150 ms for each MB):`);
  for (const { name, ms } of worst) console.log(`  ${Math.round(ms)} ms for each MB: ${name}`);
  for (const { name, text } of worst.slice(0, compared)) {
    compare(`findTokens, 1 MB of ${name}`, { name: 'findTokens', run: () => findTokens(text) }, [
      { name: 'a regular expression for tokens + decoding what it finds', run: () => findByPattern(text) },
    ]);
  }
}

/** A pattern, and the claims of every match. */
function findByPattern(text: string): number {
  let count = 0;
  for (const [, header = '', payload = ''] of text.matchAll(/(eyJ[\w-]+)\.([\w-]+)\.[\w-]*/g)) {
    try {
      JSON.parse(decode(header));
      JSON.parse(decode(payload));
      count += 1;
    } catch {
      // It only looked like a token.
    }
  }
  return count;
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
