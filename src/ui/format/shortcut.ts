/** A key with the modifier of this machine's keyboard, as its own menus write it: `Ctrl+F`, `⌘F`. */
export function describeShortcut(key: string): string {
  return /^mac/i.test(navigator.platform) ? `⌘${key}` : `Ctrl+${key}`;
}
