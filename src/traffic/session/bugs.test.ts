import { describe, expect, it } from 'vitest';
import { makeBearer, makeHttp } from '../exchange/exchange.fixture';
import { countBug, describeBug, noBugs } from './bugs';
import { PanelConnection } from './panel-connection';
import { startSession } from './session.fixture';

const token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';

it('countBug keeps the name of a standard error type and nothing of the message', () => {
  const named = Object.assign(new Error(token), { name: token });
  let bugs = noBugs;
  for (const error of [new TypeError(`${token} is not iterable`), named, token, undefined]) {
    bugs = countBug(bugs, error);
    expect(JSON.stringify(bugs)).not.toContain('eyJ');
  }
  expect(bugs).toEqual({ count: 4, errorName: 'Error', frames: [] });
  expect(countBug(noBugs, new RangeError('x'))).toMatchObject({ count: 1, errorName: 'RangeError' });
});

describe('describeBug', () => {
  const own = 'chrome-extension://abcdefghijklmnop/assets';
  const withStack = (message: string, stack: string) => Object.assign(new TypeError(message), { stack });

  it('keeps the files of the extension with line and column', () => {
    const chrome = `TypeError: x\n    at read (${own}/panel.html-Ab12_d-4.js:1:20)\n    at ${own}/asn1-key-Ab12Cd34.js:3:4`;
    expect(describeBug(withStack('x', chrome))).toEqual({
      errorName: 'TypeError',
      frames: ['assets/panel.html-Ab12_d-4.js:1:20', 'assets/asn1-key-Ab12Cd34.js:3:4'],
    });
    const underscore = `Error: x\n    at ${own}/jwe_algorithms-Ab12Cd34.js:5:6`;
    expect(describeBug(withStack('x', underscore)).frames).toEqual(['assets/jwe_algorithms-Ab12Cd34.js:5:6']);
    const firefox =
      'read@moz-extension://0d5c1a3e-5b1f/assets/TokenDetail-Ab12Cd34.js:1:20\nasync*@https://app.test/a.js:1:1';
    expect(describeBug(withStack('x', firefox)).frames).toEqual(['assets/TokenDetail-Ab12Cd34.js:1:20']);
  });

  it('keeps nothing of a token in the message or in a line of the stack', () => {
    const [header = ''] = token.split('.');
    const message = `${token}\n    at x (${own}/secret-Ab12Cd34.js:1:1)\n    at`;
    const stack = [
      `TypeError: ${message}`,
      `    at Object.${token} [as ${token}] (${own}/panel-Ab12Cd34.js:1:2)`,
      `    at a (${own}/${token}-Ab12Cd34.js:1:1)`,
      `    at a (${own}/${header}-Ab12Cd34.js:1:1)`,
      `    at a (${own}/panel-Ab12Cd34.js?${token}:1:1)`,
      `    at a (${own}/panel-Ab12Cd34.js:1:1) ${token}`,
      `    at a (https://app.test/assets/${header}-Ab12Cd34.js:1:1)`,
      `    at eval (data:text/javascript,${token}:1:1)`,
    ].join('\n');
    expect(describeBug(withStack(message, stack))).toEqual({
      errorName: 'TypeError',
      frames: ['assets/panel-Ab12Cd34.js:1:2'],
    });
  });

  it('describes any thrown value, and at most 20 lines', () => {
    for (const thrown of [token, undefined, { stack: token }, Object.assign(new Error(token), { stack: 1 })])
      expect(describeBug(thrown)).toEqual({ errorName: 'Error', frames: [] });
    const stack = `    at a (${own}/panel-Ab12Cd34.js:1:1)\n`.repeat(1_000);
    expect(describeBug(withStack('', stack)).frames).toHaveLength(20);
  });
});

describe('bug', () => {
  it('is reported to every panel, including those that connect later', () => {
    const { session, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    session.reportBug(new TypeError('x'));
    expect(panel.take()).toMatchObject([{ state: { bugs: { count: 1, errorName: 'TypeError' } } }]);
    expect(openPanel().take()).toMatchObject([{ state: { bugs: { count: 1 } } }]);
  });

  it('in the background is counted with the others', () => {
    const { session, openPanel } = startSession();
    session.reportBug(new TypeError('x'));
    session.reportBackgroundBug({ errorName: 'RangeError', frames: ['assets/background-Ab12Cd34.js:1:2'] });
    expect(openPanel().take()).toMatchObject([{ state: { bugs: { count: 2, errorName: 'RangeError' } } }]);
  });

  it('that the live log caught is reported without the message', () => {
    const { session, openPanel } = startSession();
    const panel = openPanel();
    panel.take();
    const throwing = new Proxy(makeHttp(), {
      get: (_exchange, name) => {
        if (name === 'id') return 'id';
        throw new RangeError(token);
      },
    });
    session.record(throwing);
    const [delta] = panel.take();
    expect(delta).toMatchObject({ state: { bugs: { count: 1, errorName: 'RangeError' } } });
    expect(JSON.stringify(delta)).not.toContain('eyJ');
  });

  it("that an opened file's log caught is reported", async () => {
    const { openPanel, openFile } = startSession();
    const panel = openPanel();
    const reading = await openFile(panel);
    panel.take();
    await reading.take([makeBearer(token, { responseBody: { mimeType: '' } as never })]);
    expect(panel.take()).toContainEqual(
      expect.objectContaining({
        state: { bugs: { count: 1, errorName: 'TypeError', frames: [] } },
      }),
    );
  });

  it('in a call of a panel is reported, but not an exception because the panel canceled the call', async () => {
    const bugs: unknown[] = [];
    const sent: unknown[] = [];
    const panel = new PanelConnection(
      (message) => sent.push(message),
      (error) => bugs.push(error),
    );
    const bug = new TypeError('x');
    await panel.answer(1, () => Promise.reject(bug));
    expect(sent).toMatchObject([{ callId: 1, result: { ok: false, error: 'failed' } }]);
    const canceled = panel.answer(2, async (signal) => {
      await Promise.resolve();
      return signal.throwIfAborted() as never;
    });
    panel.cancel(2);
    await canceled;
    expect(bugs).toEqual([bug]);
  });
});
