// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallPlan, HttpExchange, RequestSummary } from '../../traffic';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, type as typeText, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

const sentAtMs = startSeconds * 1_000;
const request: RequestSummary = {
  id: 'r1',
  method: 'POST',
  url: 'https://api.test/orders',
  status: 401,
  isRejected: true,
  sentAtMs,
  tokenIds: [1],
  sentIds: [1],
};
const exchange: HttpExchange = {
  kind: 'http',
  id: 'r1',
  sentAtMs,
  answeredAtMs: sentAtMs + 5,
  method: 'POST',
  url: 'https://api.test/orders',
  requestHeaders: [{ name: 'Authorization', value: 'Bearer a' }],
  responseHeaders: [],
  status: 401,
  statusText: 'Unauthorized',
  source: 'network log',
};
const plan: CallPlan = {
  pageOrigin: 'https://app.test',
  method: 'POST',
  url: 'https://api.test/orders',
  headers: ['Authorization'],
  browserHeaders: ['Cookie'],
  hasBody: true,
  replaced: [{ kind: 'request header', name: 'Authorization', path: ['Bearer'] }],
  notes: ['cookies-now'],
  isUnsafe: true,
};

let screen: Screen;
// Loaded on use, which takes seconds on a busy machine.
beforeAll(async () => {
  await Promise.all([import('../request/RequestDetail'), import('./SendAgain')]);
}, 60_000);
beforeEach(async () => {
  screen = openScreen();
  screen.showLog([makeRow(1, makeToken({ sub: 'alice' }))]);
  screen.change({ requests: { changed: [request], removed: [], names: [] } });
  screen.model.openRequest('r1');
  await until(() =>
    screen.sent.some((message) => message.type === 'call' && message.call.name === 'exchange'),
  );
  await screen.answer('exchange', { ok: true, value: exchange });
  await until(() => screen.region('Request').textContent.includes('401 Unauthorized'));
});
afterEach(() => screen.close());

const calls = (name: string) =>
  screen.sent.flatMap((message) =>
    message.type === 'call' && message.call.name === name ? [message.call] : [],
  );
const form = () => screen.region('Send again');
const click = (name: string) => findByRole(form(), 'button', name).click();

async function openForm(): Promise<void> {
  findByRole(screen.region('Request'), 'button', 'Send again…').click();
  await until(() => calls('plan call').length > 0);
  await screen.answer('plan call', { ok: true, value: plan });
  await until(() => form().textContent.includes('The inspected page sends'));
}

describe('sending again', () => {
  it('states what it will do before anything is sent', async () => {
    await openForm();
    expect(form().textContent).toContain('The inspected page sends POST https://api.test/orders');
    expect(findAllByRole(form(), 'listitem').map(({ textContent }) => textContent)).toEqual([
      'Token replaced in: request header authorization',
      'Headers as captured: authorization',
      'Body as captured',
      'Set by the browser, not as captured: cookie',
      'Cookies are those that the browser has now.',
    ]);
    expect(calls('send again')).toEqual([]);
  });

  it('asks before it sends what can change data, and shows both responses', async () => {
    await openForm();
    click('Send POST…');
    await until(() => form().textContent.includes('POST can change data on the server.'));
    expect(calls('send again')).toEqual([]);
    click('Cancel');
    await until(() => findAllByRole(form(), 'button', 'Send POST…').length === 1);
    click('Send POST…');
    await until(() => findAllByRole(form(), 'button', 'Send POST').length === 1);
    click('Send POST');
    await until(() => calls('send again').length === 1);
    expect(calls('send again')).toMatchObject([
      {
        resending: { exchangeId: 'r1', tokenId: 1, choice: { kind: 'captured' } },
        isConfirmed: true,
        pageOrigin: plan.pageOrigin,
      },
    ]);
    await screen.answer('send again', { ok: true, value: { outcome: 'responded' } });
    await until(() => form().textContent.includes('The browser didn’t report the response.'));
  });

  it('sends a pasted token without its scheme, and nothing while there is none', async () => {
    await openForm();
    findByRole(form(), 'radio', 'Pasted token').click();
    await until(() => findAllByRole(form(), 'textbox', 'Pasted token').length === 1);
    const box = findByRole(form(), 'textbox', 'Pasted token');
    expect(findAllByRole(form(), 'button').some(({ textContent }) => textContent === 'Send POST…')).toBe(
      false,
    );
    typeText(box, 'Authorization: Bearer a.b.c\n');
    await until(() => calls('plan call').length === 2);
    expect(calls('plan call')[1]).toMatchObject({ resending: { choice: { kind: 'text', text: 'a.b.c' } } });
  });

  it('plans again for another page, and sends nothing until then', async () => {
    await openForm();
    screen.change({ site: { origin: 'https://evil.test', watching: { state: 'off' } } });
    await until(() => calls('plan call').length === 2);
    await until(() => !form().textContent.includes('The inspected page sends'));
    await screen.answer('plan call', { ok: true, value: { ...plan, pageOrigin: 'https://evil.test' } });
    await until(() => form().textContent.includes('The inspected page sends'));
  });

  it('states why it can’t be sent', async () => {
    await openForm();
    findByRole(form(), 'radio', 'No token').click();
    await until(() => calls('plan call').length === 2);
    await screen.answer('plan call', { ok: true, value: { ...plan, problem: 'body-cut' } });
    await until(() => form().textContent.includes('Only a part of the request’s body was captured.'));
    expect((findByRole(form(), 'button', 'Send POST…') as HTMLButtonElement).disabled).toBe(true);
  });
});
