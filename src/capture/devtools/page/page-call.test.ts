import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeCallExpression } from './call-expression';
import { nativeFunctions } from './native.fixture';
import { makePageCall } from './page-call';
import { readStoredEntry, writeStoredEntry } from './write-stored-entry';

type Callback = (...result: readonly unknown[]) => void;

const { inspectedWindow } = vi.hoisted(() => ({
  inspectedWindow: {
    eval: (_expression: string, _callback: (...result: readonly unknown[]) => void): unknown => undefined,
  },
}));
vi.mock('webextension-polyfill', () => ({ default: { devtools: { inspectedWindow } } }));

const call = {
  pageOrigin: 'https://app.test',
  method: 'GET',
  url: 'https://api.test/</script>\u2028"',
  headers: [
    { name: 'A', value: '1' },
    { name: 'a', value: "2'`${0}" },
  ],
  credentials: 'omit',
} as const;

let evaluated: string[] = [];

/** Each expression gets the next result; the last one repeats. */
function respond(...results: readonly unknown[]): void {
  const remaining = [...results];
  inspectedWindow.eval = (expression: string, callback: Callback) => {
    evaluated.push(expression);
    callback(remaining.length > 1 ? remaining.shift() : remaining[0]);
  };
}

beforeEach(() => {
  evaluated = [];
  vi.useFakeTimers();
  vi.stubGlobal('__BROWSER__', 'chrome');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const never = new AbortController().signal;

describe('a call from the page', () => {
  it('has its arguments as JSON', async () => {
    respond(true, { kind: 'pending' }, { kind: 'responded', status: 204 });
    expect(await makePageCall(call, never)).toMatchObject({ kind: 'responded', status: 204 });
    const [, sent = ''] = /const sent = ([^]*?);\n/.exec(evaluated[0] ?? '') ?? [];
    expect(JSON.parse(sent)).toMatchObject({ url: call.url, headers: { a: "1, 2'`${0}" } });
    // oxlint-disable-next-line no-new-func -- only parses the expression
    for (const expression of evaluated) expect(() => new Function(`return ${expression}`)).not.toThrow();
  });

  it.each([
    [{ kind: 'failed' }, 'failed'],
    [{ kind: 'timed out' }, 'timed out'],
    [{ kind: 'gone' }, 'failed'],
    [{ kind: 'responded', status: '200' }, 'failed'],
    [null, 'failed'],
    [7, 'failed'],
  ])('that the page reports as %j has %s', async (state, kind) => {
    respond(true, state);
    expect((await makePageCall(call, never)).kind).toBe(kind);
  });

  it('is not sent by a page of another origin, later, or with a body that the page defined', () => {
    vi.useRealTimers();
    const requested: unknown[] = [];
    const run = (untilMs: number, origin: string) => {
      const page = `${nativeFunctions}
        Object.prototype.body = 'x';
        globalThis.location = { origin: '${origin}' };
        for (const name of ['fetch', 'setTimeout', 'AbortController']) globalThis[name] = native(name, globalThis[name]);
        ${writeCallExpression('key', call, untilMs)}`;
      return runInNewContext(page, {
        fetch: (_url: string, options: object) => requested.push('body' in options),
        setTimeout: () => 0,
        AbortController,
      }) as unknown;
    };
    expect(run(Date.now() + 1_000, 'https://evil.test')).toBe(false);
    expect(run(Date.now() - 1, 'https://app.test')).toBe(false);
    expect(requested).toEqual([]);
    expect(run(Date.now() + 1_000, 'https://app.test')).toBe(true);
    expect(requested).toEqual([false]);
  });

  it.each([false, undefined, 'true', {}])('is not sent if the page returns %j', async (value) => {
    respond(value);
    expect(await makePageCall(call, never)).toEqual({ kind: 'not sent' });
  });

  it('is aborted in the page when the user stops it, and after the time limit', async () => {
    respond(true, { kind: 'pending' });
    const stopping = new AbortController();
    const stopped = makePageCall(call, stopping.signal);
    await vi.advanceTimersByTimeAsync(500);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(500);
    expect((await stopped).kind).toBe('failed');
    expect(evaluated.at(-1)).toContain('state.abort(');
    respond(true, { kind: 'pending' });
    const unanswered = makePageCall(call, never);
    await vi.advanceTimersByTimeAsync(40_000);
    expect((await unanswered).kind).toBe('timed out');
    expect(evaluated.at(-1)).toContain('state.abort(');
  });
});

const entry = { origin: 'https://app.test', area: 'localStorage', key: 'auth' } as const;
const cookie = { ...entry, area: 'cookie', attributes: '; Path=/; Expires=x' } as const;

describe('a stored entry', () => {
  it('is read, also as a cookie', async () => {
    respond({ text: 'a.b.c' });
    expect(await readStoredEntry(entry)).toEqual({ kind: 'value', value: 'a.b.c' });
    respond({ text: 'x=1; auth=a.b.c=; authx=2' });
    expect(await readStoredEntry(cookie)).toEqual({ kind: 'value', value: 'a.b.c=' });
    respond({ text: 'x=1' });
    expect(await readStoredEntry(cookie)).toEqual({ kind: 'missing' });
  });

  it.each([
    [{ kind: 'other page' }, 'other page'],
    [{ text: null }, 'missing'],
    [undefined, 'missing'],
  ])('is not read from %j', async (value, kind) => {
    respond(value);
    expect(await readStoredEntry(entry)).toEqual({ kind });
    expect(await writeStoredEntry(entry, 'a', 'b')).toBe(kind);
  });

  it('is written only if it has the expected value', async () => {
    respond({ text: 'other' });
    expect(await writeStoredEntry(entry, 'a', 'b')).toBe('changed');
    expect(evaluated).toHaveLength(1);
    respond({ text: 'a' }, { kind: 'written' });
    expect(await writeStoredEntry(entry, 'a', 'b')).toBe('written');
    respond({ text: 'a' }, { kind: 'forged' });
    expect(await writeStoredEntry(entry, 'a', 'b')).toBe('failed');
  });

  it('has no expiry in the past when it is written', async () => {
    for (const [expires, isKept] of [
      ['Thu, 01 Jan 2026 00:00:00 GMT', false],
      ['Fri, 01 Jan 2100 00:00:00 GMT', true],
    ] as const) {
      respond({ text: 'auth=a' }, { kind: 'written' }, { text: 'auth=b' });
      const attributes = `; Path=/; Expires=${expires}; Secure`;
      expect(await writeStoredEntry({ ...cookie, attributes }, 'a', 'b')).toBe('written');
      expect(evaluated.at(-2)?.includes('Expires')).toBe(isKept);
      expect(evaluated.at(-2)).toContain('Secure');
    }
  });

  it('is restored if the write deleted the cookie', async () => {
    respond({ text: 'auth=a; x=1' }, { kind: 'written' }, { text: 'x=1' }, { kind: 'written' });
    expect(await writeStoredEntry(cookie, 'a', 'b')).toBe('failed');
    expect(evaluated.at(-1)).toContain('"auth=a; Path=/"');
  });

  it('is removed again if it would be a second cookie', async () => {
    respond({ text: 'auth=a' }, { kind: 'written' }, { text: 'auth=a; auth=b' }, { kind: 'written' });
    expect(await writeStoredEntry(cookie, 'a', 'b')).toBe('failed');
    expect(evaluated.at(-1)).toContain('auth=; Path=/; Expires=Thu, 01 Jan 1970');
  });
});
