import type { BugFacts } from '../../traffic';

/**
 * The text of a bug report: the version of the extension, the browser, and what is known about the exception. It's the
 * same in every language, for those who read it.
 */
export function writeBugReport({ errorName, frames }: BugFacts): string {
  return [`JWT DevTools ${__VERSION__}`, navigator.userAgent, errorName, ...frames].join('\n');
}
