import type { BugFacts } from '../../traffic';
import { guarded, isText, membersOf } from './guard';
import { maxBugFrames, maxBugTextLength } from './limits';

/** Background → every devtools page: an uncaught exception, without its message. */
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
