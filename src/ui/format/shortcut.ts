/** A keyboard shortcut in the notation of the operating system: `Ctrl+F`, `⌘F`. */
export function describeShortcut(key: string): string {
  return /^mac/i.test(navigator.platform) ? `⌘${key}` : `Ctrl+${key}`;
}
