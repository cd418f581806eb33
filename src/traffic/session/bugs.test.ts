import { expect, it } from 'vitest';
import { countBug, noBugs } from './bugs';
import { startSession } from './session.fixture';

it('a bug is counted by the name of its type, and nothing of its message is kept', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
  const named = Object.assign(new Error(token), { name: token });
  let bugs = noBugs;
  for (const error of [new TypeError(`${token} is not iterable`), named, token, undefined]) {
    bugs = countBug(bugs, error);
    expect(JSON.stringify(bugs)).not.toContain('eyJ');
  }
  expect(bugs).toEqual({ count: 4, errorName: 'Error' });
  expect(countBug(noBugs, new RangeError('x'))).toEqual({ count: 1, errorName: 'RangeError' });
});

it('a bug is reported to every panel, and to those that come later', () => {
  const { session, openPanel } = startSession();
  const panel = openPanel();
  panel.take();
  session.reportBug(new TypeError('x'));
  expect(panel.take()).toMatchObject([{ state: { bugs: { count: 1, errorName: 'TypeError' } } }]);
  expect(openPanel().take()).toMatchObject([{ state: { bugs: { count: 1 } } }]);
});
