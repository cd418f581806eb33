import type { Work } from './search-work';

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

/** Caches the end of a stretch of letters, which is the same from each position within it. */
export class StretchEnd {
  readonly #text: string;
  readonly #find: (text: string, start: number) => number;
  readonly #work: Work;
  #start = 0;
  #end = 0;

  constructor(text: string, find: (text: string, start: number) => number, work: Work) {
    this.#text = text;
    this.#find = find;
    this.#work = work;
  }

  endFrom(start: number): number {
    if (start < this.#start || start >= this.#end) {
      this.#start = start;
      this.#end = this.#find(this.#text, start);
      this.#work.spend(this.#end - start);
    }
    return this.#end;
  }
}
