import type { HeaderField } from '../exchange/exchange';
import { detachString } from '../exchange/detached-string';
import { HeaderLine, type Direction } from '../search/header-line';

/** Texts of one generation: this many of them, and together this long. */
const maxPooled = 20_000;
const maxPooledLength = 8 * 1024 * 1024;
/** A longer text is copied for each who holds it: one that is met twice is rare, and its weight must be known. */
const maxSharedLength = 8 * 1024;

/**
 * Gives equal texts, and equal header lines, the same memory: of the twenty lines of a request seventeen are those of
 * the one before. Holds what was met lately, in two generations, of which the older one is forgotten when the younger
 * one is full; what is met again stays. What it gives holds no larger text in memory.
 */
export class TextPool {
  #young = new Generation();
  #old = new Generation();
  #grown = 0;
  #lines: Record<Direction, readonly HeaderField[]> = { request: [], response: [] };

  /** How long all the texts are together that were not shared, since the beginning: what was taken since weighs the difference. */
  get grown(): number {
    return this.#grown;
  }

  text(text: string): string {
    return this.line('', text).value;
  }

  /** The same headers as shared lines. What isn't a header stays as it is. */
  lines(headers: readonly HeaderField[], direction: Direction): readonly HeaderField[] {
    if (!Array.isArray(headers)) return headers;
    // A comparison with the line in the same place of the request before costs less than a look-up.
    const before = this.#lines[direction];
    const lines = (headers as readonly HeaderField[]).map((header, index) => {
      if (typeof header?.name !== 'string' || typeof header.value !== 'string') return header;
      const { name, value } = header;
      const line = before[index];
      return line?.name === name && line.value === value ? line : this.line(name, value);
    });
    this.#lines[direction] = lines;
    return lines;
  }

  line(name: string, value: string): HeaderLine {
    const length = name.length + value.length;
    if (length > maxSharedLength) return this.#own(name, value);
    const known = this.#young.find(name, value);
    if (known !== undefined) return known;
    const field = this.#old.find(name, value) ?? this.#own(name, value);
    if (this.#young.isFull) {
      this.#old = this.#young;
      this.#young = new Generation();
    }
    this.#young.add(field);
    return field;
  }

  #own(name: string, value: string): HeaderLine {
    this.#grown += name.length + value.length;
    return new HeaderLine(this.#young.name(name) ?? detachString(name), detachString(value));
  }
}

class Generation {
  readonly #byName = new Map<string, Named>();
  #size = 0;
  #length = 0;

  get isFull(): boolean {
    return this.#size >= maxPooled || this.#length >= maxPooledLength;
  }

  find(name: string, value: string): HeaderLine | undefined {
    return this.#byName.get(name)?.byValue.get(value);
  }

  /** The same name as another line has it. */
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
