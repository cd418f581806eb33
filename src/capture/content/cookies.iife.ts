import { createFrameCookies } from './frame-cookies';
import { serveStorageQueries, type QueryRuntime } from './storage-query';

// A separate file, since each content script has a size limit. Both run in the extension's own world in the frame.
const { browser, chrome } = globalThis as unknown as Partial<
  Record<'browser' | 'chrome', { readonly runtime?: QueryRuntime & { readonly id?: string } }>
>;
const runtime = [browser?.runtime, chrome?.runtime].find((found) => found?.id !== undefined);
const frameCookies = createFrameCookies(window);

Object.assign(globalThis, { frameCookies });
if (runtime !== undefined && window === top) serveStorageQueries(window, runtime, frameCookies);
