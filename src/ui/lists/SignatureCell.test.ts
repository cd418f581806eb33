// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { createLayout } from '../components/layout.fixture';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, signToken, signWithKey } from '../fixture/tokens.fixture';

const issuer = 'https://id.test';
let screen: Screen;
let layout: ReturnType<typeof createLayout>;

afterEach(() => {
  screen.close();
  layout.end();
});

it('shows whether each signature is verified, and with which key', async () => {
  layout = createLayout('.grid', '.grid-body', { height: 400, listTop: 24 });
  screen = openScreen();
  const { token, jwk } = await signWithKey({ iss: issuer }, 'k-1');
  const text = JSON.stringify({ keys: [jwk] });
  const secret = 'a secret of thirty-two characters';
  const others = ['dropped', 'fetched', 'generated', 'selected'] as const;
  const raws = [
    token,
    makeToken({ iss: issuer }, { alg: 'ES256', kid: 'k-1' }),
    await signToken({ iss: 'https://other.test' }, secret),
    await signToken({ iss: 'https://another.test' }, secret),
    ...(await Promise.all(others.map((origin) => signToken({ iss: `https://${origin}.test` }, secret)))),
  ];
  screen.showLog(
    raws.map((raw, index) => makeRow(index + 1, raw)),
    {
      capturedKeySets: [{ origin: 'captured', url: 'https://keys.test/jwks', text, issuers: [issuer] }],
      keyring: [
        {
          id: 'k1',
          purpose: 'verify',
          scope: { kind: 'issuer', value: 'https://other.test' },
          origin: 'pasted',
          text: secret,
        },
        ...others.map((origin) => ({
          id: origin,
          purpose: 'verify' as const,
          scope: { kind: 'issuer' as const, value: `https://${origin}.test` },
          origin,
          text: secret,
        })),
      ],
    },
  );
  const column = () =>
    findAllByRole(screen.grid(), 'columnheader').findIndex((head) => head.textContent === 'Signature');
  const cells = () => screen.dataRows().map((row) => findAllByRole(row, 'gridcell')[column()]?.textContent);
  const expected = [
    ...others.toReversed().map((origin) => `Verified: ${origin} key`),
    'Not verified',
    'Verified: pasted key',
    'Invalid',
    'Verified: keys.test',
  ];
  await until(() => expect(cells()).toEqual(expected));
  findByRole(screen.grid(), 'columnheader', 'Signature').querySelector('button')?.click();
  await until(() => expect(cells()?.[0]).toBe('Invalid'));
});
