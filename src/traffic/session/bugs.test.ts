import { describe, expect, it } from 'vitest';
import { makeBearer, makeHttp } from '../exchange/exchange.fixture';
import { countBug, noBugs } from './bugs';
import { startSession } from './session.fixture';

const token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';

it('countBug keeps the name of a standard error type and nothing of the message', () => {
  const named = Object.assign(new Error(token), { name: token });
  let bugs = noBugs;
  for (const error of [new TypeError(`${token} is not iterable`), named, token, undefined]) {
    bugs = countBug(bugs, error);
    expect(JSON.stringify(bugs)).not.toContain('eyJ');
  }
  expect(bugs).toEqual({ count: 4, errorName: 'Error' });
  expect(countBug(noBugs, new RangeError('x'))).toEqual({ count: 1, errorName: 'RangeError' });
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
      expect.objectContaining({ state: { bugs: { count: 1, errorName: 'TypeError' } } }),
    );
  });
});
