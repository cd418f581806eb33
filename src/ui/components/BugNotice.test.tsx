// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { version } from '../../../package.json';
import type { Result } from '../commands';
import { english } from '../fixture/english.fixture';
import { findByRole } from '../fixture/roles.fixture';
import { until } from '../fixture/screen.fixture';
import { TranslateProvider } from '../format/translate';
import { createBugs, type Bugs } from '../model/bugs';
import { BugNotice } from './BugNotice';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const frame = 'assets/TokenDetail-Ab12Cd34.js:1:234';

function renderNotice(bugs: Bugs, copyText: (text: string) => Promise<Result> = async () => ({ ok: true })) {
  render(
    <TranslateProvider value={english}>
      <BugNotice bugs={bugs} copyText={copyText} onDismiss={() => {}} />
    </TranslateProvider>,
    document.body,
  );
}

/** Shows the notice, and returns what its button copies. */
async function copyReport(bugs: Bugs, result: Result = { ok: true }): Promise<string> {
  const copied: string[] = [];
  renderNotice(bugs, async (text) => (copied.push(text), result));
  findByRole(document.body, 'button', 'Copy report').click();
  await until(() => copied.length === 1);
  return copied[0] ?? '';
}

afterEach(() => render(null, document.body));

it('copies version, browser, name of the error and own lines, and nothing of a token', async () => {
  const { bugs, report } = createBugs();
  const stack = `TypeError: no ${token}\n    at ${token} (chrome-extension://abc/${frame})\n    at https://a.test/${token}.js:1:1`;
  report(Object.assign(new TypeError(`no ${token}`), { stack }));
  const text = await copyReport(bugs.peek());
  expect(text.split('\n')).toEqual([`JWT DevTools ${version}`, navigator.userAgent, 'TypeError', frame]);
  await until(() => expect(document.body.textContent).toContain('Copied'));
  for (const part of token.split('.')) expect(document.body.outerHTML).not.toContain(part);
});

it('reports the bug of the session, which arrives without its message', async () => {
  const facts = { errorName: 'RangeError', frames: [frame] };
  expect(await copyReport({ count: 1, facts }, { ok: false, reason: 'Not copied.' })).toContain(
    `RangeError\n${frame}`,
  );
  await until(() => expect(document.body.textContent).toContain('Not copied.'));
  expect(document.body.textContent).toContain('new issue in the repository');
});

it('shows nothing without a bug, or after it was dismissed', () => {
  const { bugs, report, dismiss } = createBugs();
  report(new Error(token));
  expect(bugs.peek().count).toBe(1);
  dismiss();
  renderNotice(bugs.peek());
  expect(document.body.textContent).toBe('');
});

it('doesn’t state that the report of a later bug was copied', async () => {
  const { bugs, report } = createBugs();
  report(new TypeError('first'));
  await copyReport(bugs.peek());
  await until(() => expect(document.body.textContent).toContain('Copied'));
  report(new TypeError('second'));
  await copyReport(bugs.peek(), { ok: false, reason: 'Not copied.' });
  await until(() => expect(document.body.textContent).toContain('Not copied.'));
  report(new TypeError('third'));
  renderNotice(bugs.peek());
  expect(document.body.textContent).not.toMatch(/Copied|Not copied/);
});
