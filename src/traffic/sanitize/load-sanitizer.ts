import type { Sanitizer, SanitizerOptions } from './sanitizer';

/** Creates a sanitizer for one export. Its code is loaded on use. */
export async function loadSanitizer(options: SanitizerOptions): Promise<Sanitizer> {
  const { createSanitizer } = await import('./sanitizer');
  return createSanitizer(options);
}
