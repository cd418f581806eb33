import type { HeaderField } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import { HeaderLine, type Direction } from '../search/header-line';
import { maxSharedLength, maxTexts, maxTextsLength } from './limits';

/**
 * An interner: equal texts and equal header lines share memory. About 17 of a request's 20 header lines equal those of
 * the request before. Caches in two generations: when the young one is full it becomes the old one, and the previous
 * old one is dropped. Texts used again move to the young one. Returned texts are detached from larger strings.
 */
export class TextInterner {
  #young = new Generation();
  #old = new Generation();
  #addedLength = 0;
  #lines: Record<Direction, readonly HeaderField[]> = { request: [], response: [] };

  /**
   * Total length of all texts that weren't shared, ever. The difference between two reads is what was added in between.
   */
  get addedLength(): number {
    return this.#addedLength;
  }

  text(text: string): string {
    return this.line('', text).value;
  }

  /** Returns the headers as shared lines. Items that aren't headers are returned unchanged. */
  lines(headers: readonly HeaderField[], direction: Direction): readonly HeaderField[] {
    if (!Array.isArray(headers)) return headers;
    // Comparing with the line at the same index of the previous request is cheaper than a lookup.
    const previous = this.#lines[direction];
    const lines = (headers as readonly HeaderField[]).map((header, index) => {
      if (typeof header?.name !== 'string' || typeof header.value !== 'string') return header;
      const { name, value } = header;
      const line = previous[index];
      return line?.name === name && line.value === value ? line : this.line(name, value);
    });
    this.#lines[direction] = lines;
    return lines;
  }

  line(name: string, value: string): HeaderLine {
    const length = name.length + value.length;
    if (length > maxSharedLength) return this.#create(name, value);
    const known = this.#young.find(name, value);
    if (known !== undefined) return known;
    const field = this.#old.find(name, value) ?? this.#create(name, value);
    if (this.#young.isFull) {
      this.#old = this.#young;
      this.#young = new Generation();
    }
    this.#young.add(field);
    return field;
  }

  #create(name: string, value: string): HeaderLine {
    this.#addedLength += name.length + value.length;
    return new HeaderLine(this.#young.name(name) ?? detachString(name), detachString(value));
  }
}

class Generation {
  readonly #byName = new Map<string, Named>();
  #size = 0;
  #length = 0;

  get isFull(): boolean {
    return this.#size >= maxTexts || this.#length >= maxTextsLength;
  }

  find(name: string, value: string): HeaderLine | undefined {
    return this.#byName.get(name)?.byValue.get(value);
  }

  /** The equal name of another line, so that it can be shared. */
  name(name: string): string | undefined {
    return this.#byName.get(name)?.name;
  }

  add(field: HeaderLine): void {
    const { name, value } = field;
    const named = this.#byName.get(name) ?? { name, byValue: new Map<string, HeaderLine>() };
    if (named.byValue.size === 0) this.#byName.set(name, named);
    named.byValue.set(value, field);
    this.#size += 1;
    this.#length += name.length + value.length;
  }
}

interface Named {
  readonly name: string;
  readonly byValue: Map<string, HeaderLine>;
}
