import type { BugFacts } from '../../traffic';
import { guarded, isText, membersOf } from './guard';

/** Background → every devtools page: an uncaught exception, without its message. */
export interface BackgroundBug extends BugFacts {
  readonly type: 'background-bug';
}

const maxFrames = 20;
const maxTextLength = 100;

/** Parses a bug that the background reports; undefined for any other value. Frames beyond the limits are dropped. */
export function parseBackgroundBug(value: unknown): BugFacts | undefined {
  return guarded(() => {
    const { type, errorName, frames } = membersOf<BackgroundBug>(value);
    if (type !== 'background-bug' || !isText(errorName, maxTextLength) || !Array.isArray(frames))
      return undefined;
    return { errorName, frames: frames.slice(0, maxFrames).filter((frame) => isText(frame, maxTextLength)) };
  });
}
