// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSighting } from '../fixture/panel.fixture';
import { findByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

const ascii = 'xn--ccounts-1fg.google.com';
const iss = 'https://аccounts.google.com';

let screen: Screen;

beforeEach(() => {
  screen = openScreen();
});
afterEach(() => screen.close());

const issuerCell = () => screen.dataRows()[0]?.querySelector('.cell-issuer');
const summary = () => document.querySelector('.summary-parties');

it.each([iss, 'аccounts.google.com', `${iss}/realms/a`])(
  'an issuer with a Cyrillic letter is shown in both forms and flagged, in the list and in the details: %s',
  async (issuer) => {
    const raw = makeToken({ iss: issuer, sub: 'alice', aud: issuer });
    await screen.showAndSelect(raw);
    for (const find of [issuerCell, summary]) {
      await until(() => expect(find()?.textContent).toContain(`⟨${ascii}⟩`));
      await until(() => expect(find()?.querySelector('.host-lookalike .icon-warning')).not.toBeNull());
      expect(find()?.textContent).toContain('аccounts.google.com');
    }
    expect(issuerCell()?.getAttribute('title')).toContain(ascii);
    const claims = findByRole(document.body, 'region', 'Claims');
    await until(() => expect(claims.textContent).toContain(`⟨${ascii}⟩`));
  },
);

it('an issuer in punycode of a lookalike host is flagged', async () => {
  await screen.showAndSelect(makeToken({ iss: 'https://xn--80ak6aa92e.com', sub: 'alice' }));
  await until(() => expect(issuerCell()?.querySelector('.host-lookalike')).not.toBeNull());
  await until(() => expect(summary()?.querySelector('.host-lookalike')).not.toBeNull());
});

it('an issuer in fullwidth letters is shown with the host that browsers parse', async () => {
  await screen.showAndSelect(makeToken({ iss: 'https://ａccounts.google.com', sub: 'alice' }));
  await until(() => expect(issuerCell()?.textContent).toContain('ａccounts.google.com⟨accounts.google.com⟩'));
  await until(() => expect(issuerCell()?.querySelector('.host-lookalike')).not.toBeNull());
});

it.each(['https://bücher.example', 'https://例え.jp', 'bücher.example'])(
  'an internationalized issuer is shown in both forms without a warning: %s',
  async (issuer) => {
    await screen.showAndSelect(makeToken({ iss: issuer, sub: 'alice' }));
    await until(() => expect(summary()?.textContent).toMatch(/⟨xn--[^⟩]+⟩/));
    expect(issuerCell()?.textContent).toMatch(/⟨xn--[^⟩]+⟩/);
    expect(document.querySelector('.host-lookalike')).toBeNull();
  },
);

it('the URL of a request is shown in both forms', async () => {
  await screen.showAndSelect(makeToken({ sub: 'alice' }));
  const sightings = [makeSighting({ url: `${iss}/orders` })];
  screen.setSightings(1, sightings);
  await until(() =>
    expect(screen.region('Requests').textContent).toContain(`аccounts.google.com⟨${ascii}⟩/orders`),
  );
});
