import { decode } from '../decode';
import type { Found } from '../found';
import { MAX_TOKEN_LENGTH } from '../limits';
import { listRepairNotes } from './note';
import { JsonWalk } from './walk-json';

/** How many braces in front of a member may be that of its token: in a general one each signature has one or two. */
const MAX_BRACES = 4;
/** How often all of a text may be gone through for objects in it, all tries together. */
const MAX_PASSES = 4;

/**
 * Reads the object from `start` to `end` as a token in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), and puts it
 * in the place of those that were found inside it: a signature of several reads as a token of its own.
 */
export function takeSerialized(
  text: string,
  start: number,
  end: number,
  path: readonly string[],
  found: Found[],
): void {
  if (end - start > MAX_TOKEN_LENGTH) return;
  const token = decode(text.slice(start, end), { repair: true });
  if (token.kind === 'malformed') return;
  while ((found.at(-1)?.source.start ?? -1) >= start) found.pop();
  found.push({ raw: token.raw, source: { start, end }, path, token, notes: listRepairNotes(token) });
}

/** The tokens in JSON serialization in a text that is not all JSON, around the members at the given places. */
export function findSerialized(text: string, members: readonly number[]): readonly Found[] {
  const found: Found[] = [];
  let budget = MAX_PASSES * text.length;
  let floor = 0;
  for (const member of members) {
    if (member < floor) continue;
    const before = text.slice(floor, member);
    let brace = before.length;
    for (let tries = 0; tries < MAX_BRACES && budget > 0 && brace > 0; tries += 1) {
      brace = before.lastIndexOf('{', brace - 1);
      if (brace === -1) break;
      const start = floor + brace;
      const walk: JsonWalk = new JsonWalk(text, start, (objectStart, end) => {
        takeSerialized(text, objectStart, end, [], found);
      });
      walk.findString(member);
      walk.closeAll();
      budget -= walk.at - start;
    }
    floor = found.at(-1)?.source.end ?? floor;
    floor = Math.max(floor, member);
  }
  return found;
}
