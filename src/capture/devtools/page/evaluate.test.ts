import { afterEach, describe, expect, it, vi } from 'vitest';
import { evaluateWhenReady, followNewDocument } from './evaluate';

type Evaluate = () => Promise<unknown>;

const { inspectedWindow } = vi.hoisted(() => ({
  inspectedWindow: { eval: async (): Promise<unknown> => [undefined, undefined] },
}));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('Firefox', () => {
  /** The `eval` of each frame, oldest first. */
  const openFrames = (...evals: readonly Evaluate[]): { readonly removed: () => number } => {
    let removed = 0;
    const remaining = [...evals];
    vi.stubGlobal('__BROWSER__', 'firefox');
    vi.stubGlobal('document', {
      createElement: () => ({
        contentWindow: { browser: { devtools: { inspectedWindow: { eval: remaining.shift() } } } },
        remove: () => (removed += 1),
      }),
      body: { append: () => {} },
    });
    return { removed: () => removed };
  };

  it('evaluates in the current document after its devtools page stayed at a cached one', async () => {
    openFrames(async () => ['https://app.test', undefined]);
    expect(await evaluateWhenReady('location.origin')).toEqual({ kind: 'value', value: 'https://app.test' });
  });

  it('evaluates again what a frame for an earlier document never returned', async () => {
    const { removed } = openFrames(
      () => new Promise(() => {}),
      async () => ['https://app.test', undefined],
    );
    followNewDocument();
    const before = removed();
    const origin = evaluateWhenReady('location.origin');
    followNewDocument();
    expect(await origin).toEqual({ kind: 'value', value: 'https://app.test' });
    expect(removed()).toBe(before + 1);
  });
});
