export type Missing = { readonly missing: string; readonly installable?: boolean };
export type Browser = { readonly path: string; readonly source: string; readonly version: string };
export type VirtualDisplay = { readonly path: string };

/** Looks for CHROMIUM_PATH, then Playwright's Chromium, then the system's. Installs nothing; rejects branded Chrome. */
export function findChromium(): Promise<Browser | Missing>;
/**
 * Looks for FIREFOX_PATH, then firefox-esr and firefox on PATH. Installs nothing; rejects Playwright's patched build.
 */
export function findFirefox(): Promise<Browser | Missing>;
/** Looks for Xvfb on PATH. Doesn't start it. */
export function findXvfb(): VirtualDisplay | Missing;
/** The first executable with each name on PATH, in the order of the names. */
export function onPath(names: readonly string[]): string[];
