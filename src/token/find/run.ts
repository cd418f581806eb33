/**
 * How often one run of letters is read from a place in it. A header may begin anywhere behind a slash or `%2D`; were the
 * run read from each such place, its cost would be the square of its length.
 */
const MAX_READINGS = 4;

/** The run of letters that a search is in: where it ends, and whether to read it once more. */
export class Run {
  readonly #text: string;
  readonly #findEnd: (text: string, start: number) => number;
  #end = 0;
  #readings = 0;

  constructor(text: string, findEnd: (text: string, start: number) => number) {
    this.#text = text;
    this.#findEnd = findEnd;
  }

  /** The end of the run that `start` stands in; undefined when it was read often enough. Starts must not go back. */
  enter(start: number): number | undefined {
    if (start >= this.#end) {
      this.#end = this.#findEnd(this.#text, start);
      this.#readings = 0;
    }
    this.#readings += 1;
    return this.#readings > MAX_READINGS ? undefined : this.#end;
  }
}
