// Guards: the panel presents a sign-in as one flow, proves its checks from captured requests, and explains a sign-in that
// failed. Without it, the user would compare `state`, `nonce` and PKCE values of several requests by hand.
import type { Frame, Locator } from 'playwright';
import { expect, expectStatus, issuedOf, openSignedIn, openToken, openWithPanel, test } from './story';
import { press, signIn, statusOf, type World } from './world';

/** Selects the newest request whose row has this text. */
async function openRequest(panel: Frame, text: RegExp): Promise<Locator> {
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const rows = panel.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: text });
  await rows.last().click();
  return panel.getByRole('region', { name: 'Request', exact: true });
}

const signInOf = (details: Locator) => details.getByRole('region', { name: 'Sign-in', exact: true });
const stepsOf = (section: Locator) => section.getByRole('list', { name: 'Steps' }).getByRole('listitem');

async function expectCheck(section: Locator, name: string, result: string): Promise<void> {
  const row = section.getByRole('table', { name: 'Checks' }).getByRole('row').filter({ hasText: name });
  await expect(row, name).toContainText(result);
}

/** An authorization request as the app sends it. */
function authorizationUrl(world: World, more: Record<string, string>): string {
  const parameters = {
    client_id: 'demo-app',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${world.app.origin}/callback`,
    state: 'the-state-of-the-request',
    ...more,
  };
  return `${world.provider.origin}/auth?${new URLSearchParams(parameters)}`;
}

/** Runs in the page. */
function send([url, body]: readonly [string, string]): Promise<number> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return fetch(url, { method: 'POST', headers, body }).then(
    // The browser forgets a body that the page doesn't read.
    (response) => response.text().then(() => response.status),
    () => 0,
  );
}

test('sign-in, refresh and sign-out are one flow whose checks are proven', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Refresh');
  await expectStatus(page, 'refreshed as alice');
  await press(page, 'Sign out');
  await expectStatus(page, 'signed out');

  // The requests without a token are listed as well.
  const request = await openRequest(panel, /GET .*\/auth\?/);
  const section = signInOf(request);
  await expect(stepsOf(section)).toHaveText([
    /Authorization request.*303.*GET .*\/auth/,
    /Authorization response.*200.*GET .*\/callback/,
    /Token request.*200.*POST .*\/token/,
    /Refresh.*200.*POST .*\/token/,
    /Logout.*\/session\/end/,
  ]);
  await expect(stepsOf(section).first()).toHaveAttribute('aria-current', 'step');
  for (const name of ['state', 'nonce', 'PKCE', 'redirect_uri', 'iss', 'at_hash']) {
    await expectCheck(section, name, 'proven');
  }
  await expectCheck(section, 'c_hash', 'not checkable');

  await section
    .getByRole('button', { name: /POST .*\/token/ })
    .first()
    .click();
  await expect(stepsOf(section).nth(2)).toHaveAttribute('aria-current', 'step');
  await expect(request).toContainText('POST');

  await panel.getByRole('tab', { name: 'Tokens' }).click();
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await expect(stepsOf(signInOf(token)).nth(2)).toHaveAttribute('aria-current', 'step');
});

test('a response with another state is explained, and its check is broken', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  await page.goto(authorizationUrl(world, { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }));
  await page.goto(`${world.app.origin}/callback?code=some-code&state=another-state`);
  await expect(statusOf(page)).toContainText('failed');
  const request = await openRequest(panel, /\/callback\?/);
  const rejection = request.getByRole('region', { name: 'Rejection' });
  await expect(rejection).toHaveAttribute('data-cause', 'state');
  await expect(rejection).not.toHaveAttribute('data-certainty', 'certain');
  await expectCheck(signInOf(request), 'state', 'broken');
});

test('a code that is used twice is the cause', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const bodies: string[] = [];
  page.on('request', (sent) => {
    if (sent.method() === 'POST' && sent.url().endsWith('/token')) bodies.push(sent.postData() ?? '');
  });
  await signIn(page, world);
  expect(await page.evaluate(send, [`${world.provider.origin}/token`, bodies[0] ?? ''] as const)).toBe(400);
  const request = await openRequest(panel, /POST .*\/token.*400/);
  await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute(
    'data-cause',
    'invalid-grant',
  );
  await expect(stepsOf(signInOf(request)).last()).toContainText('invalid_grant');
});

test('CORS at the token endpoint and an error in the redirect are causes', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, `${world.second.origin}/frame`);
  const body = 'grant_type=authorization_code&client_id=demo-app&code=c&redirect_uri=x';
  expect(await page.evaluate(send, [`${world.provider.origin}/token`, body] as const)).toBe(0);
  let request = await openRequest(panel, /POST .*\/token/);
  await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'preflight');

  // The provider requires PKCE.
  await page.goto(authorizationUrl(world, {}));
  request = await openRequest(panel, /\/callback\?error=/);
  const rejection = request.getByRole('region', { name: 'Rejection' });
  await expect(rejection).toHaveAttribute('data-cause', 'pkce');
  await expect(rejection).toContainText('invalid_request');
});
