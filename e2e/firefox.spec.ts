// Guards: the Firefox build in Firefox's true toolbox, from a real request to claims and a verdict.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';
import { launchFirefox, type LaunchedFirefox } from './firefox/launch';
import { artefacts } from './story';
import { waitUntil } from './wait-until';
import { createWorld, type World } from './world';

const extension = fileURLToPath(new URL('../dist/firefox', import.meta.url));

test.setTimeout(180_000);
test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

/** Signs in through the provider's page, in the one tab. */
async function signIn(firefox: LaunchedFirefox, world: World): Promise<void> {
  const status = () => firefox.page.text('#status');
  await firefox.openPage(world.app.url);
  await waitUntil('the app is ready', async () => (await status()) === 'signed out');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await firefox.page.type('#name', 'alice');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await waitUntil('alice is signed in', async () => (await status()) === 'signed in as alice');
}

test("a sign-in's tokens in the toolbox: list, claims, lifetime, verdict", async () => {
  const world = await createWorld();
  const firefox = await launchFirefox({ extension });
  try {
    await firefox.openPage('about:blank');
    await firefox.openToolbox();
    let panel = await firefox.showPanel('JWT');
    await signIn(firefox, world);
    await firefox.page.click({ role: 'button', name: 'Call with fetch' });
    await waitUntil(
      'the call is answered',
      async () => (await firefox.page.text('#status')) === '200 /orders',
    );

    const issued = world.issued.findLast(({ kind }) => kind === 'access_token');
    await panel.type({ role: 'searchbox', name: 'Filter' }, issued?.jwt ?? '');
    await waitUntil(
      'the access token is the only row',
      async () => (await panel.count('[role=row][aria-rowindex="2"]')) === 1,
    );
    await panel.click('[role=row][aria-rowindex="2"]');
    const claims = await panel.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('section[aria-label=Claims] tr')].map((row) => [
          row.querySelector('th')?.textContent,
          row.querySelector('.value')?.textContent,
        ]),
      ),
    );
    const expected = Object.entries(issued?.claims ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    expect(claims).toEqual(Object.fromEntries(expected));
    expect(await panel.text({ role: 'timer' })).toMatch(/^expires in/);
    await waitUntil('the call that carried it is listed', async () =>
      (await panel.text({ role: 'region', name: 'Requests' })).includes('request header authorization'),
    );

    await panel.type({ role: 'textbox', name: 'Key' }, JSON.stringify(await world.provider.jwks()));
    await panel.click({ role: 'button', name: 'Verify' });
    await waitUntil('the verdict is Valid', async () =>
      (await panel.text('section[aria-label=Signature] [role=status]')).startsWith('Valid'),
    );
    mkdirSync(join(artefacts, 'screens'), { recursive: true });
    await firefox.screenshotToolbox(join(artefacts, 'screens', 'firefox-toolbox.png'));

    // Firefox makes the panel's document anew here, and the verdict is there again without a word from the person.
    await firefox.setDock('right');
    panel = await firefox.showPanel('JWT');
    await waitUntil('the verdict is there again', async () =>
      (await panel.text('section[aria-label=Signature] [role=status]')).startsWith('Valid'),
    );
  } finally {
    await firefox.close();
    await world.close();
  }
});
