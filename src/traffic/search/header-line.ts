import type { HeaderField } from '../exchange/exchange';
import type { FoundToken } from './token-facts';

/** Which head a header line is in: `Location` is read as a URL in a response alone. */
export type Direction = 'request' | 'response';

/** A header line that exchanges share, with the tokens that were found in it, so that it's searched once. */
export class HeaderLine implements HeaderField {
  readonly name: string;
  readonly value: string;
  // Private, so that neither a copy nor a comparison of the line has them.
  #request: readonly FoundToken[] | undefined;
  #response: readonly FoundToken[] | undefined;

  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }

  /** Undefined before the line was searched. */
  found(direction: Direction): readonly FoundToken[] | undefined {
    return direction === 'request' ? this.#request : this.#response;
  }

  remember(direction: Direction, found: readonly FoundToken[]): void {
    const kept = found.length === 0 ? none : found;
    if (direction === 'request') this.#request = kept;
    else this.#response = kept;
  }
}

const none: readonly FoundToken[] = [];
