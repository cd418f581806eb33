// Guards: the Firefox build in Firefox's real toolbox, from a real request to claims and a verdict, and a watched site.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DrivenDocument } from './firefox/document';
import { launchFirefox, type LaunchedFirefox } from './firefox/launch';
import type { Preferences } from './firefox/process';
import { showTokens } from './firefox/tokens';
import { artefacts, expect, issuedOf, test as base } from './story';
import { watchSite } from './sources/firefox-watching';
import { waitUntil } from './wait-until';
import { makeEncrypted, makeToken, type World } from './world';

const extension = fileURLToPath(new URL('../dist/firefox', import.meta.url));

/** Firefox with the built extension. A story that fails leaves a screenshot of its window. */
const test = base.extend<{ readonly firefox: LaunchedFirefox; readonly prefs: Preferences }>({
  prefs: [{}, { option: true }],
  firefox: async ({ prefs }, use, info) => {
    const firefox = await launchFirefox({ extension, prefs });
    await use(firefox);
    if (info.status !== info.expectedStatus) await firefox.screenshotToolbox(info.outputPath('firefox.png'));
    await firefox.close();
  },
});

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

/** Signs in through the provider's page, in the first tab. */
async function signIn(firefox: LaunchedFirefox, world: World): Promise<void> {
  await firefox.openPage(world.app.url);
  await waitForStatus(firefox, 'signed out');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await firefox.page.type('#name', 'alice');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await waitForStatus(firefox, 'signed in as alice');
}

async function press(firefox: LaunchedFirefox, name: string, outcome: string): Promise<void> {
  await firefox.page.click({ role: 'button', name });
  await waitForStatus(firefox, outcome);
}

async function waitForStatus(firefox: LaunchedFirefox, status: string): Promise<void> {
  await waitUntil(`the app shows "${status}"`, async () => (await firefox.page.text('#status')) === status);
}

/** Filters the list down to one token by its raw text and opens it. */
async function openToken(panel: DrivenDocument, jwt: string): Promise<void> {
  // The end of its signature identifies it, and is typed key by key.
  await panel.type({ role: 'searchbox', name: 'Filter' }, jwt.slice(-24));
  await waitUntil(
    'the token is the only row',
    async () => (await panel.count('[role=grid][aria-rowcount="2"] [role=row][aria-rowindex="2"]')) === 1,
  );
  await panel.click('[role=row][aria-rowindex="2"]');
}

async function waitForStatusOf(panel: DrivenDocument, section: string, status: string): Promise<void> {
  await waitUntil(`${section} shows "${status}"`, async () =>
    (await panel.text(`section[aria-label=${section}] [role=status]`)).startsWith(status),
  );
}

function textOfRequests(panel: DrivenDocument): Promise<string> {
  return panel.text({ role: 'region', name: 'Requests' });
}

/** The list under "Requests", newest first, one line of text each. */
function readRequests(panel: DrivenDocument): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('section[aria-label=Requests] li')].map(
      (item) => item.innerText,
    ),
  );
}

test('a refresh is the lineage of both tokens, which are compared', async ({ world, firefox }) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await signIn(firefox, world);
  await press(firefox, 'Call with fetch', '200 /orders');
  const before = issuedOf(world, 'access_token').jwt;
  await press(firefox, 'Refresh', 'refreshed as alice');
  await openToken(panel, before);
  const lineageOf = () => panel.text({ role: 'region', name: 'Lineage' });
  await waitUntil('the refresh is known', async () => (await lineageOf()).includes('Replaced by'));
  expect(await lineageOf()).toMatch(/Issued by\s*POST .*\/token[^]*Used by\s*1 request\s*GET .*\/orders/);
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await waitUntil('the new token is shown', async () => (await lineageOf()).includes('Replaces'));
  await panel.click({ role: 'button', name: /^Compare with / });
  const comparisonOf = () => panel.text({ role: 'region', name: 'Comparison' });
  await waitUntil('the claims are compared', async () => /jti[^]*changed/.test(await comparisonOf()));
});

test('a sign-in shows its tokens in the toolbox with claims, lifetime and verdict', async ({
  world,
  firefox,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  let panel = await showTokens(firefox);
  await signIn(firefox, world);
  await press(firefox, 'Call with fetch', '200 /orders');

  const issued = issuedOf(world, 'access_token');
  await openToken(panel, issued.jwt);
  const claims = await panel.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('section[aria-label=Claims] tr')].map((row) => [
        row.querySelector('th')?.textContent,
        row.querySelector('.value')?.textContent,
      ]),
    ),
  );
  const expected = Object.entries(issued.claims).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  expect(claims).toEqual(Object.fromEntries(expected));
  expect(await panel.text({ role: 'timer' })).toMatch(/^expires in/i);
  await waitUntil('the call with the token is listed', async () =>
    (await textOfRequests(panel)).includes('request header authorization'),
  );

  // It's folded until the user unfolds it.
  await waitUntil('the signature is checked', async () => {
    const status = await panel.text('section[aria-label=Signature] [role=status]');
    return status !== '' && !status.includes('Checking');
  });
  await panel.evaluate(() =>
    document
      .querySelector<HTMLElement>('section[aria-label=Signature] h2 button[aria-expanded=false]')
      ?.click(),
  );
  await panel.type({ role: 'textbox', name: 'Key' }, JSON.stringify(await world.provider.jwks()));
  await panel.click({ role: 'button', name: 'Verify' });
  await waitForStatusOf(panel, 'Signature', 'Valid');
  mkdirSync(join(artefacts, 'screens'), { recursive: true });
  await firefox.screenshotToolbox(join(artefacts, 'screens', 'firefox-toolbox.png'));

  await press(firefox, 'Send an expired token', '401 /orders invalid_token');
  await panel.type({ role: 'searchbox', name: 'Filter' }, 'is:rejected');
  await panel.click({ role: 'tab', name: 'Requests' });
  await waitUntil('the rejected request is explained', async () =>
    (await panel.text('section.rejection')).includes('expired'),
  );
  await panel.type({ role: 'searchbox', name: 'Filter' }, 'code_challenge');
  await panel.click('[role=row][aria-rowindex="2"]');
  await waitUntil('the sign-in has all steps, and its checks are proven', async () => {
    const text = (await panel.text({ role: 'region', name: 'Sign-in' })).replaceAll(/\s+/g, ' ');
    return (
      /Authorization request .* Authorization response .* Token request/.test(text) &&
      ['state', 'nonce', 'PKCE', 'at_hash'].every((name) => text.includes(`${name} proven`))
    );
  });
  await panel.click({ role: 'tab', name: 'Tokens' });

  const secret = new Uint8Array(16).fill(107);
  const encrypted = await makeEncrypted({ alg: 'dir', enc: 'A128GCM' }, '{"sub":"sealed"}', secret);
  await firefox.page.evaluate(async (bearer) => {
    await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
  }, encrypted);
  await openToken(panel, encrypted);
  await panel.type({ role: 'textbox', name: 'Key' }, Buffer.from(secret).toString('base64url'));
  await panel.click({ role: 'button', name: 'Decrypt' });
  await waitForStatusOf(panel, 'Decryption', 'Decrypted');

  // Firefox recreates the panel's document here. Both keys and the selection must still be there.
  await firefox.setDock('right');
  panel = await firefox.showPanel('JWT');
  await waitForStatusOf(panel, 'Decryption', 'Decrypted');
  await openToken(panel, issued.jwt);
  await waitForStatusOf(panel, 'Signature', 'Valid');
  expect(await countUnreported(panel)).toBe(0);
});

test('a request is sent again with another token, and a token is written back and restored', async ({
  world,
  firefox,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await signIn(firefox, world);
  await press(firefox, 'Send an expired token', '401 /orders invalid_token');
  await panel.type({ role: 'searchbox', name: 'Filter' }, 'is:rejected');
  await panel.click({ role: 'tab', name: 'Requests' });
  await panel.click('[role=row][aria-rowindex="2"]');
  await panel.click({ role: 'button', name: 'Send again…' });
  await panel.click({ role: 'radio', name: 'Pasted token' });
  await panel.type({ role: 'textbox', name: 'Pasted token' }, issuedOf(world, 'access_token').jwt);
  await panel.click({ role: 'button', name: 'Send GET' });
  await waitUntil('both responses are shown', async () =>
    /401 Unauthorized\s+200 OK/.test(
      (await panel.count('.responses')) > 0 ? await panel.text('.responses') : '',
    ),
  );

  const stored = await makeToken({ claims: { sub: 'stored' } });
  const value = JSON.stringify({ token: stored, note: 'kept' });
  const read = () => firefox.page.evaluate(() => localStorage.getItem('app.session'));
  await firefox.page.evaluate((text) => localStorage.setItem('app.session', text), value);
  await firefox.openPage(world.app.url);
  await panel.click({ role: 'tab', name: 'Tokens' });
  await panel.type({ role: 'searchbox', name: 'Filter' }, stored.slice(-24));
  await waitUntil(
    'the token is the only row',
    async () => (await panel.count('[role=grid][aria-rowcount="2"] [role=row][aria-rowindex="2"]')) === 1,
  );
  // The key selects it in any size of the list.
  await panel.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('[role=grid]');
    grid?.focus();
    grid?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true }));
  });
  // Firefox's DevTools can't request permissions.
  expect(await panel.count({ role: 'button', name: 'Use on all calls…' })).toBe(0);
  const other = await makeToken({ claims: { sub: 'mallory' } });
  await panel.click({ role: 'button', name: 'Write back…' });
  await panel.click({ role: 'radio', name: 'Pasted token' });
  await panel.type({ role: 'textbox', name: 'Pasted token' }, other);
  await panel.click({ role: 'button', name: 'Write' });
  await waitUntil('the token is replaced', async () => (await read()) === value.replace(stored, other));
  await panel.click({ role: 'button', name: 'Undo' });
  await waitUntil('the entry is restored', async () => (await read()) === value);
});

test('a watched site is enabled in a tab, reports storage and calls, and stops when switched off', async ({
  world,
  firefox,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await signIn(firefox, world);

  // DevTools receive a navigation some time after the page has started to work.
  await waitUntil('the panel knows the site', async () =>
    (await readWatchButton(panel)).title.includes(world.app.origin),
  );
  // Firefox can't request permissions from DevTools (bug 1796933), so the options page does, in a separate tab.
  await panel.click(watchButton);
  const options = await firefox.waitForTab(`${firefox.extensionUrl}src/entry/options.html`);
  await options.click({ role: 'button', name: `Watch ${world.app.origin}` });
  expect(await firefox.clickPermissionPrompt('Allow')).toContain('127.0.0.1');
  await waitUntil('the options page lists the site', async () =>
    (await options.text({ role: 'region', name: 'Watched sites' })).includes(world.app.origin),
  );

  await firefox.page.bringToFront();
  await waitForWatching(panel, true);
  await firefox.page.evaluate(() => {
    document.title = 'not watched yet';
  });
  await panel.click({ role: 'button', name: 'Reload page' });
  await waitUntil('the page is loaded again', () =>
    firefox.page.evaluate(() => document.title !== 'not watched yet'),
  );
  await waitForStatus(firefox, 'signed in as alice');

  await press(firefox, 'Store a token later', 'stored later.token');
  await openToken(panel, await firefox.page.evaluate(() => localStorage.getItem('later.token') ?? ''));
  expect(await textOfRequests(panel)).toContain('localStorage later.token');

  await press(firefox, 'Call with fetch', '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  const reports = async () =>
    (await readRequests(panel)).filter((line) => line.includes('reported by the page'));
  const listCalls = async () =>
    (await readRequests(panel)).filter((line) => line.includes('request header authorization'));
  await waitUntil('the call is reported', async () => (await reports()).length === 1);
  expect((await reports())[0]).toMatch(/calls\.js:\d+:\d+/);
  await waitUntil('the network log has the call', async () => (await listCalls()).length === 1);

  expect(await hasOwnFetch(firefox)).toBe(false);
  await panel.click(watchButton);
  await waitForWatching(panel, false);
  await press(firefox, 'Call with fetch', '200 /orders');
  // Firefox's frames stop when they receive the reply, which is a moment after the press.
  await waitUntil('the page has its own fetch back', () => hasOwnFetch(firefox));
  await press(firefox, 'Call with fetch', '200 /orders');
  await waitUntil('the network log has both calls', async () => (await listCalls()).length === 3);
  expect(await reports()).toHaveLength(1);
  expect(await countUnreported(panel)).toBe(0);
});

test('with DevTools closed, the popup lists what a watched site has sent and stored', async ({
  world,
  firefox,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await signIn(firefox, world);
  await watchSite(firefox, panel, world.app.origin);
  await firefox.closeToolbox();
  await firefox.page.evaluate(() => location.reload());
  await waitForStatus(firefox, 'signed in as alice');
  await press(firefox, 'Call with fetch', '200 /orders');
  await press(firefox, 'Store a token later', 'stored later.token');

  const popup = await firefox.openPopup();
  await popup.click({ role: 'button', name: 'Tokens of this tab' });
  const tokens = 'nav[aria-label="Tokens of this tab"] button';
  await waitUntil('the tokens are listed', async () => (await popup.count(tokens)) > 1);
  const listed = await popup.evaluate(
    (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent),
    tokens,
  );
  // A session cookie can only be read in the request that sent it; the newest token is only stored.
  expect(listed.some((row) => row.startsWith('session'))).toBe(true);
  const stored = listed.findIndex((row) => row.startsWith('JWTalice ·3'));
  await popup.click(`${tokens}:nth-child(${stored + 1})`);
  await waitUntil('its claims are shown', async () =>
    (await popup.text({ role: 'region', name: 'Claims' })).includes('stored later'),
  );
});

const watchButton = { role: 'button', name: 'Watch this site' } as const;

async function waitForWatching(panel: DrivenDocument, isOn: boolean): Promise<void> {
  await waitUntil(
    `watching is ${isOn ? 'on' : 'off'}`,
    async () => (await readWatchButton(panel)).pressed === String(isOn),
  );
}

function readWatchButton(
  panel: DrivenDocument,
): Promise<{ readonly title: string; readonly pressed: string | null | undefined }> {
  return panel.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('[role=toolbar] button')];
    const button = buttons.find(({ textContent }) => textContent === 'Watch this site');
    return { title: button?.title ?? '', pressed: button?.getAttribute('aria-pressed') };
  });
}

/** Read from another window of the page, whose functions this window's script has not replaced. */
function hasOwnFetch(firefox: LaunchedFirefox): Promise<boolean> {
  return firefox.page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const other = frame.contentWindow as (Window & typeof globalThis) | null;
    const text = other?.Function.prototype.toString.call(window.fetch) ?? '';
    frame.remove();
    return text.includes('function fetch()');
  });
}

test('the popup page finds, decodes and verifies pasted text', async ({ firefox }) => {
  const secret = 'correct horse battery staple, and then some more';
  const token = await makeToken({ claims: { sub: 'alice', exp: 4_000_000_000 }, key: secret });
  await firefox.openPage(`${firefox.extensionUrl}src/entry/popup.html`);
  await firefox.page.type({ role: 'textbox', name: 'Token' }, `Bearer ${token}`);
  await waitUntil('the claims are shown', async () =>
    (await firefox.page.text({ role: 'region', name: 'Claims' })).includes('alice'),
  );
  expect(await firefox.page.text({ role: 'timer' })).toMatch(/^expires in/i);
  await firefox.page.click({ role: 'button', name: 'Enter secret…' });
  await firefox.page.type({ role: 'textbox', name: 'Key' }, secret);
  await firefox.page.click({ role: 'button', name: 'Verify' });
  await waitUntil('the verdict is Valid', async () =>
    (await firefox.page.text('section[aria-label=Signature] [role=status]')).startsWith('Valid'),
  );
});

test('a log that is not preserved keeps the requests of the new document, however late they are reported', async ({
  firefox,
  world,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await signIn(firefox, world);
  await panel.click({ role: 'checkbox', name: 'Preserve log' });
  // Firefox may report the navigation before or after its requests, so the story repeats it.
  for (let load = 0; load < 4; load += 1) {
    await firefox.openPage(world.app.url);
    await waitForStatus(firefox, 'signed in as alice');
    await waitUntil('only the requests of this load are there, with the session cookie', () =>
      panel.evaluate(() => {
        const cells = [...document.querySelectorAll('[role=row] .cell-requests')].map(
          (cell) => cell.textContent,
        );
        const seen = Number(
          /^(\d+) requests?\b/.exec(document.querySelector('.status-line')?.textContent ?? '')?.[1],
        );
        return cells.some((count) => Number(count) > 0) && seen > 0 && seen < 20;
      }),
    );
  }
});

test.describe('with a filter in the Network panel', () => {
  test.use({ prefs: { 'devtools.netmonitor.filters': '["css"]' } });

  test('requests that it hides are counted, and new ones are listed once it is cleared', async ({
    firefox,
    world,
  }) => {
    await firefox.openPage('about:blank');
    await firefox.openToolbox();
    let panel = await showTokens(firefox);
    await signIn(firefox, world);
    await press(firefox, 'Call with fetch', '200 /orders');
    // At least the document, the provider's metadata, the token response, the session and the call.
    await waitUntil('the unreported requests are counted', async () => (await countUnreported(panel)) >= 5);
    await panel.click('.status-line');
    // From the page's storage, since none of its requests was reported.
    await openToken(panel, issuedOf(world, 'access_token').jwt);
    expect(await textOfRequests(panel)).not.toContain('request header');

    await firefox.clearNetworkFilter();
    await press(firefox, 'Call with fetch', '200 /orders');
    panel = await firefox.showPanel('JWT');
    await waitUntil('the call is listed', async () =>
      (await textOfRequests(panel)).includes('request header authorization'),
    );
  });
});

/**
 * The number of the page's requests that, according to the Capture page, Firefox didn't report. Leaves the page open.
 */
async function countUnreported(panel: DrivenDocument): Promise<number> {
  if ((await panel.count('.capture-page')) === 0) await panel.click('.status-line');
  return Number(/Firefox didn’t report (\d+) requests?\./.exec(await panel.text('.capture-page'))?.[1] ?? 0);
}
