import type { HeaderField } from '../exchange/exchange';
import type { FoundToken } from './token-facts';

/** Whether a header line is in a request or a response. Only in a response is `Location` searched as a URL. */
export type Direction = 'request' | 'response';

/** A header line that exchanges share. Remembers the tokens that were found in it, so that it's searched once. */
export class HeaderLine implements HeaderField {
  readonly name: string;
  readonly value: string;
  // Private, so that copying or comparing a line doesn't include them.
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
    const shared = found.length === 0 ? none : found;
    if (direction === 'request') this.#request = shared;
    else this.#response = shared;
  }
}

const none: readonly FoundToken[] = [];
