import { createFrameCookies } from './frame-cookies';

// A separate file, since each content script has a size limit. Both run in the extension's own world in the frame.
Object.assign(globalThis, { frameCookies: createFrameCookies(window) });
