import type { FrameRuntime } from './frame-link';
import { serveFrame } from './frame-connection';

const apis = globalThis as Readonly<
  Partial<Record<'browser' | 'chrome', { readonly runtime?: FrameRuntime }>>
>;
const runtime = [apis.browser?.runtime, apis.chrome?.runtime].find((found) => found?.id !== undefined);

if (runtime !== undefined) serveFrame(window, runtime);
