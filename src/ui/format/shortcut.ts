/** Whether the operating system's shortcuts use the Command key. */
export function isMac(): boolean {
  return /^mac/i.test(navigator.platform);
}

/** A keyboard shortcut in the notation of the operating system: `Ctrl+F`, `⌘F`. */
export function describeShortcut(key: string): string {
  return isMac() ? `⌘${key}` : `Ctrl+${key}`;
}
