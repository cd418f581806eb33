import type { BugCount, BugFacts } from './protocol';
import { maxBugFrames, maxBugStackLength } from './limits';

/** The count before the first bug. */
export const noBugs: BugCount = { count: 0, errorName: '', frames: [] };

/**
 * The end of a stack line, in a file of the build: `assets/`, a name with the hash of the file's content, line and column.
 * Chrome writes it in parentheses.
 */
const framePattern =
  /[@ (](?:chrome|moz)-extension:\/\/[\w-]{1,64}\/(assets\/[A-Za-z][\w-]{0,40}(?:\.(?:ts|html))?-[\w-]{8}\.js:\d{1,7}:\d{1,7})\)?$/;

/**
 * Describes an exception without its message, which may contain token text: the name of its type, only if it looks like
 * one of JavaScript or the browser, and the lines of its stack that are in files of the extension, without functions'
 * names, which may be those of claims.
 */
export function describeBug(error: unknown): BugFacts {
  if (!(error instanceof Error)) return { errorName: 'Error', frames: [] };
  const name: unknown = error.name;
  const isKnown = typeof name === 'string' && /^[A-Z][A-Za-z]{2,39}$/.test(name);
  return { errorName: isKnown ? name : 'Error', frames: listFrames(error) };
}

/** Counts an exception, and describes it in place of the one before; see `describeBug`. */
export function countBug({ count }: BugCount, error: unknown): BugCount {
  return { count: count + 1, ...describeBug(error) };
}

function listFrames({ stack, message }: { readonly stack?: unknown; readonly message: unknown }) {
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  // In Chrome, the stack begins with the name and the message, which may have lines like those of a stack.
  const start = stack.indexOf(message);
  const hasMessage = start !== -1 && /^(?:[^\n]{0,200}: )?$/.test(stack.slice(0, start));
  return stack
    .slice(hasMessage ? start + message.length : 0)
    .slice(0, maxBugStackLength)
    .split('\n')
    .map((line) => framePattern.exec(line)?.[1] ?? '')
    .filter((frame) => frame !== '' && !frame.includes('eyJ'))
    .slice(0, maxBugFrames);
}
