/** Caches the last `indexOf` of a character, so that calls with rising positions go through the text once. */
export class NextIndex {
  readonly #text: string;
  readonly #character: string;
  /** The character doesn't occur from here up to `#at`. */
  #from = 0;
  #at = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** Returns the length of the text if the character doesn't follow. */
  from(start: number): number {
    if (start < this.#from) this.#extendTo(start);
    else if (this.#at < start) {
      const at = this.#text.indexOf(this.#character, start);
      this.#from = start;
      this.#at = at === -1 ? this.#text.length : at;
    }
    return this.#at;
  }

  /** Searches only what wasn't searched yet, or going back again and again would take quadratic time. */
  #extendTo(start: number): void {
    const at = this.#text.slice(start, this.#from).indexOf(this.#character);
    this.#from = start;
    if (at !== -1) this.#at = start + at;
  }
}
