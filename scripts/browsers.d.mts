export type Missing = { readonly missing: string; readonly installable?: boolean };
export type Browser = { readonly path: string; readonly source: string; readonly version: string };
export type VirtualDisplay = { readonly path: string };

/** Looks for CHROMIUM_PATH, then Playwright's Chromium, then the system's. Installs nothing; branded Chrome is refused. */
export function findChromium(): Promise<Browser | Missing>;
/** Looks for FIREFOX_PATH, then firefox-esr and firefox on PATH. Installs nothing; Playwright's patched build is refused. */
export function findFirefox(): Promise<Browser | Missing>;
/** Looks for Xvfb on PATH. Does not start it. */
export function findXvfb(): VirtualDisplay | Missing;
/** The first executable of each name on PATH, in the order of the names. */
export function onPath(names: readonly string[]): string[];
