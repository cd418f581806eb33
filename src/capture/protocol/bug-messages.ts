import type { BugFacts } from '../../traffic';
import { guarded, isText, membersOf } from './guard';
import { maxBugFrames, maxBugTextLength, maxMissedBugs } from './limits';

/** Where the background keeps its bugs in `storage.session` until a devtools page is open: an array of `BackgroundBug`. */
export const missedBugsKey = 'missed bugs';

/** Background → every devtools page, which responds `true`: an uncaught exception, without its message. */
export interface BackgroundBug extends BugFacts {
  readonly type: 'background-bug';
}

/** Parses a bug that the background reports; undefined for any other value. Frames beyond the limits are dropped. */
export function parseBackgroundBug(value: unknown): BugFacts | undefined {
  return guarded(() => {
    const { type, errorName, frames } = membersOf<BackgroundBug>(value);
    if (type !== 'background-bug' || !isText(errorName, maxBugTextLength) || !Array.isArray(frames))
      return undefined;
    return {
      errorName,
      frames: frames.slice(0, maxBugFrames).filter((frame) => isText(frame, maxBugTextLength)),
    };
  });
}

/** Parses what the background has kept, without what isn't a bug. */
export function parseMissedBugs(value: unknown): readonly BugFacts[] {
  const kept: readonly unknown[] = Array.isArray(value) ? value.slice(0, maxMissedBugs) : [];
  return kept.map(parseBackgroundBug).filter((bug) => bug !== undefined);
}
