import type { FrameCookies } from './frame-cookies';
import type { FrameRuntime } from './frame-link';
import { serveFrame } from './frame-connection';

interface Globals extends Partial<Record<'browser' | 'chrome', { readonly runtime?: FrameRuntime }>> {
  /** Set by `cookies.iife.ts`, which runs first. */
  readonly frameCookies: FrameCookies;
}

const { browser, chrome, frameCookies } = globalThis as unknown as Globals;
const runtime = [browser?.runtime, chrome?.runtime].find((found) => found?.id !== undefined);

if (runtime !== undefined) serveFrame(window, runtime, frameCookies);
