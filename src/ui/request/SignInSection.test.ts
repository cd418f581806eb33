// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Flow, RequestSummary } from '../../traffic';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { settle } from '../fixture/panel.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
beforeEach(() => {
  screen = openScreen();
});
afterEach(async () => {
  screen.close();
  await vi.dynamicImportSettled();
});

const step = { sentAtMs: 1_000, method: 'GET', url: 'https://id.test/authorize', status: 302, features: [] };

const flow: Flow = {
  kind: 'authorization code',
  clientId: 'shop',
  steps: [
    { ...step, kind: 'authorization request', exchangeId: 'a', features: ['JAR'], isCurrent: true },
    { ...step, kind: 'authorization response', exchangeId: 'b', url: 'https://app.test/cb', status: 200 },
    { ...step, kind: 'token request', exchangeId: 'c', method: 'POST', status: 400, error: 'invalid_grant' },
  ],
  omittedSteps: 3,
  checks: [
    { name: 'state', state: 'proven', reason: 'equal', params: [] },
    { name: 'nonce', state: 'broken', reason: 'differs', params: ['n1', 'n2'] },
    { name: 'pkce', state: 'not checkable', reason: 'server-redeems', params: [] },
  ],
  comparisons: [
    {
      with: 'userinfo',
      changes: [
        { part: 'claims', path: ['name'], change: 'changed', before: 'Alice', after: 'Bob' },
        { part: 'claims', path: ['email'], change: 'added', after: 'a@b.test' },
      ],
      expected: [],
    },
    { with: 'next ID token', changes: [], expected: ['iat'] },
  ],
};

const makeSummary = (id: string): RequestSummary => ({
  id,
  method: 'GET',
  url: `https://id.test/${id}`,
  status: 200,
  isSignIn: true,
  sentAtMs: 1_000,
  tokenIds: [],
  sentIds: [],
});

async function showFlow(shown: Flow = flow): Promise<HTMLElement> {
  screen.setFlow({ exchangeId: 'a' }, shown);
  screen.setFlow({ exchangeId: 'c' }, shown);
  screen.showLog([], { view: 'requests' });
  screen.change({ requests: { changed: ['a', 'b', 'c'].map(makeSummary), removed: [], names: [] } });
  screen.model.requests.select('a');
  await screen.detail();
  await until(() => findAllByRole(document.body, 'region', 'Sign-in').length === 1);
  return screen.region('Sign-in');
}

const rowsOf = (table: HTMLElement) => textsOf([...table.querySelectorAll('tr')]);
const textsOf = (elements: readonly HTMLElement[]) => elements.map(({ textContent }) => textContent ?? '');

it('lists the steps in order with status, error and a link, and marks the current one', async () => {
  const section = await showFlow();
  const steps = findAllByRole(findByRole(section, 'list', 'Steps'), 'listitem');
  expect(textsOf(steps)).toEqual([
    expect.stringMatching(/Authorization request · JAR302GET id\.test\/authorize$/),
    expect.stringMatching(/Authorization response200GET app\.test\/cb$/),
    expect.stringMatching(/Token request400POST id\.test\/authorize invalid_grant$/),
  ]);
  expect(steps.map((item) => item.getAttribute('aria-current'))).toEqual(['step', null, null]);
  expect(section.textContent).toContain('3 more steps aren’t listed.');
  findAllByRole(steps[2] ?? section, 'button')[0]?.click();
  await settle();
  expect(screen.model.requests.selectedId.value).toBe('c');
});

it('shows each check as proven, broken or not checkable, with the reason', async () => {
  const section = await showFlow();
  expect(rowsOf(findByRole(section, 'table', 'Checks'))).toEqual([
    'stateprovenThe values are equal.',
    'noncebrokenExpected “n1”, received “n2”.',
    'PKCEnot checkableThe app’s server gets the tokens. The browser doesn’t see them.',
  ]);
});

it('shows only the claims that differ, and those that always do in one line', async () => {
  const section = await showFlow();
  const table = findByRole(section, 'table', 'ID token and UserInfo');
  expect(rowsOf(table)).toEqual([
    'NameID tokenUserInfoChange',
    'nameAliceBobchanged',
    'emaila@b.testonly in UserInfo',
  ]);
  expect(findAllByRole(section, 'table', 'ID token and the next ID token')).toEqual([]);
  expect(section.textContent).toContain('Differ in each ID token: iat');
});

it('explains where a code was redeemed', async () => {
  const section = await showFlow({ ...flow, steps: flow.steps.slice(0, 2), codeFate: 'server' });
  const steps = findAllByRole(findByRole(section, 'list', 'Steps'), 'listitem');
  expect(textsOf(steps).at(-1)).toBe('Redeemed by the app’s server (not visible in the browser)');
});

it('is in the details of a token that the sign-in issued', async () => {
  screen.setFlow({ tokenId: 1 }, flow);
  await screen.showAndSelect(makeToken({ sub: 'alice' }));
  await until(() => findAllByRole(screen.region('Token'), 'region', 'Sign-in').length === 1);
});

it('is absent for another request, and requests of a sign-in are listed by default', async () => {
  await showFlow();
  expect(screen.model.requests.shown.value).toHaveLength(3);
  screen.model.requests.select('b');
  await until(() => findAllByRole(document.body, 'region', 'Sign-in').length === 0);
});
