// Guards, in Firefox's real toolbox: the causes of rejected requests and of a failed sign-in, and the overview's text.
// Fails if Firefox's request log lacks a header, a status or a time that a diagnosis needs.
import type { DrivenDocument } from './firefox/document';
import { test } from './sources/firefox-fixture';
import { expect } from './story';
import { waitUntil } from './wait-until';
import { makeToken } from './world';
import { createLoopback, type Loopback } from './world/loopback';

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

const issuer = 'https://id.example';

/** An API that accepts one token and rejects any other credential without a reason. */
async function createApi(accepted: string): Promise<Loopback> {
  const loopback = await createLoopback();
  loopback.serve(({ url = '', headers }, response) => {
    const isApi = url.startsWith('/orders');
    const isRejected = isApi && headers.authorization !== `Bearer ${accepted}`;
    response.writeHead(isRejected ? 401 : 200, {
      'content-type': isApi ? 'application/json' : 'text/html',
      'cache-control': 'no-store',
    });
    response.end(isApi ? '{}' : '<!doctype html><title>API</title>');
  });
  return loopback;
}

/** Selects the request whose row has this text, and returns the cause in its details. */
async function causeOf(panel: DrivenDocument, text: string): Promise<string> {
  const index = await waitUntil(`a row has ${text}`, () =>
    panel.evaluate(
      (wanted) =>
        [...document.querySelectorAll('[role=grid][aria-label=Requests] [role=row][aria-rowindex]')]
          .find((row) => row.textContent.includes(wanted))
          ?.getAttribute('aria-rowindex'),
      text,
    ),
  );
  await panel.click(`[role=grid][aria-label=Requests] [role=row][aria-rowindex="${index}"]`);
  return waitUntil(`the details of ${text} have a cause`, () =>
    panel.evaluate((wanted) => {
      const details = document.querySelector('section[aria-label=Request]');
      const cause = details?.querySelector('section[aria-label=Rejection]')?.getAttribute('data-cause');
      return details?.textContent.includes(wanted) ? cause : undefined;
    }, text),
  );
}

test('rejected requests and a failed sign-in have their causes, and the overview counts them', async ({
  firefox,
}) => {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const make = (claims: object) =>
    makeToken({
      claims: {
        iss: issuer,
        sub: 'ff-alice',
        aud: 'orders',
        iat: nowSeconds - 60,
        exp: nowSeconds + 3_600,
        ...claims,
      },
    });
  const accepted = await make({});
  const api = await createApi(accepted);
  const calls: readonly (readonly [cause: string, authorization: string])[] = [
    ['no-token', ''],
    ['expired', `Bearer ${await make({ iat: nowSeconds - 7_200, exp: nowSeconds - 3_600 })}`],
    ['audience', `Bearer ${await make({ aud: 'invoices' })}`],
    ['issuer', `Bearer ${await make({ iss: 'https://other.example' })}`],
    ['scheme', `Token ${accepted}`],
    ['malformed', `Bearer ${accepted.slice(0, accepted.indexOf('.') + 20)}`],
  ];
  const origin = `http://127.0.0.1:${api.port}`;
  await firefox.openPage(`${origin}/`);
  await firefox.openToolbox();
  const panel = await firefox.showPanel('JWT');
  await panel.click({ role: 'tab', name: 'Requests' });
  await firefox.page.evaluate(
    async (sent) => {
      for (const [name, authorization] of sent) {
        const headers = authorization === '' ? undefined : { authorization };
        await (await fetch(`/orders?case=${name}`, headers && { headers })).text();
      }
    },
    [['accepted', `Bearer ${accepted}`] as const, ...calls],
  );
  for (const [cause] of calls) expect(await causeOf(panel, `case=${cause}`), cause).toBe(cause);

  await firefox.page.evaluate(() => {
    location.href = '/callback?error=invalid_request&error_description=PKCE+is+required&state=unknown';
  });
  expect(await causeOf(panel, '/callback?error=')).toBe('pkce');

  await waitUntil('the overview has a text with the counts', () =>
    panel.evaluate(
      (count) =>
        new RegExp(`requests, ${count} of them rejected, from \\d\\d:\\d\\d:\\d\\d to`).test(
          document.querySelector('section[aria-label=Overview]')?.textContent ?? '',
        ),
      calls.length + 1,
    ),
  );
  await api.close();
});
