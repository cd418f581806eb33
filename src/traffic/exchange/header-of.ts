import type { HeaderField } from './exchange';

/** The value of the first header line with this name, which must be in lower case. Undefined if there is none. */
export function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value;
}
