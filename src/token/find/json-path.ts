import { scanString } from '../json/json-scanner';
import { quoteForSentence } from '../wording';
import type { JsonLevel } from './json-walker';

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Writes the path of a position in JSON: a normalized path (RFC 9535 §2.7), with names after a dot where possible. */
export class PathWriter {
  readonly #text: string;
  /** Cached, since the objects of a list have the same member names. */
  readonly #steps = new Map<string, string>();

  constructor(text: string) {
    this.#text = text;
  }

  write(levels: readonly JsonLevel[]): string {
    // The path of an open object or array doesn't change, so it's written once.
    const known = levels.findLastIndex((level) => level.path !== undefined);
    let path = levels[known]?.path ?? '$';
    for (const level of levels.slice(Math.max(0, known))) {
      level.path ??= path;
      path += this.#writeStep(level);
    }
    return path;
  }

  #writeStep({ isObject, nameStart, nameEnd, index }: JsonLevel): string {
    if (!isObject) return `[${index}]`;
    if (nameStart === -1) return '';
    const written = this.#text.slice(nameStart, nameEnd);
    let step = this.#steps.get(written);
    if (step === undefined) {
      const name = quoteForSentence(readJsonString(written) ?? written);
      step = NAME.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, '\\$&')}']`;
      this.#steps.set(written, step);
    }
    return step;
  }
}

/** Up to this length checking a string costs less than an exception of `JSON.parse`. */
const maxChecked = 4096;

/** The value of a JSON string, given without its quotes. Undefined if it is invalid. */
export function readJsonString(written: string): string | undefined {
  const string = `"${written}"`;
  // A hostile text has many short invalid strings.
  if (written.length <= maxChecked && scanString(string, 0) !== string.length) return undefined;
  try {
    return String(JSON.parse(string));
  } catch {
    return undefined;
  }
}
