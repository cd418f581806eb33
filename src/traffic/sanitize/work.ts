/** About a nanosecond each. Ordinary texts need fewer than fifty per character. */
const stepsPerCharacter = 1_000;
const minSteps = 50_000_000;
/** About half a millisecond. */
const stepsPerPause = 500_000;

/** The work on one text reached its limit, so the text can't be sanitized. */
export class TooMuchWork extends Error {}

/** Counts the work on one text. */
export class SanitizeWork {
  #left: number;
  #untilPause = stepsPerPause;

  constructor(length: number) {
    this.#left = minSteps + stepsPerCharacter * length;
  }

  /** Throws if the limit is reached. */
  spend(steps: number): void {
    this.#left -= steps;
    this.#untilPause -= steps;
    if (this.#left < 0) throw new TooMuchWork();
  }

  /** Whether other tasks should run now. */
  isPauseDue(): boolean {
    if (this.#untilPause > 0) return false;
    this.#untilPause = stepsPerPause;
    return true;
  }
}
