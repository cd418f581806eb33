// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineageRequest, RequestSummary } from '../../traffic';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { describeMoment } from '../format/time';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;

const atMs = startSeconds * 1_000;
const makeRequest = (exchangeId: string, path: string, status = 200): LineageRequest => ({
  exchangeId,
  method: 'GET',
  url: `https://api.test${path}`,
  status,
  sentAtMs: atMs,
});
const summary: RequestSummary = {
  id: 'listed',
  method: 'GET',
  url: 'https://api.test/listed',
  status: 200,
  sentAtMs: atMs,
  tokenIds: [1],
  sentIds: [1],
};
const claims = { sub: 'alice', token_use: 'access', iat: 1_000, exp: 2_000 };
const inLine = (id: number, more: object = {}) =>
  makeRow(id, makeToken({ ...claims, jti: `t${id}`, ...more }), {
    requests: 3,
    rejected: 1,
    line: { id: 1, position: id, size: 2, isCurrent: id === 2 },
  });

const facts = () => {
  const list = screen.region('Lineage').querySelector('dl');
  const names = [...(list?.querySelectorAll('dt') ?? [])];
  return Object.fromEntries(
    names.map((name) => [
      name.textContent,
      name.nextElementSibling?.textContent?.replace(/\d\d:\S+/g, 'TIME'),
    ]),
  );
};

beforeEach(() => {
  screen = openScreen();
  screen.showLog([
    inLine(1, { scope: 'read write', roles: ['a', 'b'], old: 1 }),
    inLine(2, { scope: 'read', roles: ['b', 'a'], iat: 2_800, fresh: '<b>' }),
    makeRow(3, makeToken({ sub: 'carol' })),
  ]);
  screen.change({ requests: { changed: [summary], removed: [], names: [] } });
});

afterEach(() => screen.close());

describe('the lineage of a token', () => {
  it('has what issued it, its uses, the token that replaced it, and the uses after that', async () => {
    screen.setLineage(1, {
      issuedBy: makeRequest('gone', '/token'),
      firstUse: makeRequest('listed', '/first'),
      lastUse: makeRequest('b', '/last', 401),
      after: { tokenId: 2, isRefresh: true, request: makeRequest('c', '/refresh') },
      usesAfter: { count: 7, newest: [makeRequest('b', '/last', 401)] },
      companions: [{ tokenId: 3, requests: 2 }],
      otherOrigins: [{ origin: 'https://stats.test', requests: 1, request: makeRequest('d', '/stats') }],
    });
    screen.model.tokens.select(1);
    await until(() =>
      expect(facts()).toEqual({
        'Issued by': 'GET api.test/token TIME · 200',
        'Used by':
          '3 requests · 1 of them rejectedFirst GET api.test/first TIME · 200Last GET api.test/last TIME · 401',
        'Replaced by': 'alice · access ·2GET api.test/refresh TIME · 200',
        'Used after that':
          '7 requests still sent this tokenGET api.test/last TIME · 401and 6 earlier requests',
        'Sent together with': 'carol · JWT 2 requests',
        'Also sent to':
          'https://stats.test 1 requestThis origin isn’t in the token’s audience.GET api.test/stats TIME · 200',
      }),
    );
  });

  it('claims no refresh and no response that were not captured', async () => {
    screen.setLineage(2, { before: { tokenId: 1, isRefresh: false } });
    screen.model.tokens.select(2);
    await until(() =>
      expect(facts()).toMatchObject({
        'Issued by': 'The response that issued it wasn’t captured.',
        'Previous token': 'alice · access ·1',
      }),
    );
  });

  it('warns of uses after a refresh, but not after another sign-in', async () => {
    const usesAfter = { count: 1, newest: [makeRequest('b', '/last')] };
    const warnings = () => screen.region('Lineage').querySelectorAll('.icon-warning').length;
    screen.setLineage(1, { after: { tokenId: 2, isRefresh: true }, usesAfter });
    screen.setLineage(2, { after: { tokenId: 1, isRefresh: false }, usesAfter });
    screen.model.tokens.select(1);
    await until(() => expect(facts()).toHaveProperty('Used after that'));
    expect(warnings()).toBe(1);
    screen.model.tokens.select(2);
    await until(() => expect(facts()).toHaveProperty('Newer token'));
    expect(facts()).toHaveProperty('Used after that');
    expect(warnings()).toBe(0);
  });

  it('says how many requests were compared if there were more', async () => {
    screen.setLineage(1, {
      companions: [{ tokenId: 3, requests: 2 }],
      compared: { requests: 600, forCompanions: 500, isAll: false },
    });
    screen.model.tokens.select(1);
    await until(() =>
      expect(facts()).toMatchObject({
        'Sent together with': 'carol · JWT 2 requestsOnly the newest 500 requests were compared.',
        'Earlier requests': 'Only the newest 600 requests were compared.',
      }),
    );
    screen.model.tokens.select(2);
    await until(() =>
      expect(facts()).toHaveProperty('Issued by', 'The response that issued it wasn’t captured.'),
    );
    expect(facts()).not.toHaveProperty('Earlier requests');
  });

  it('links to requests that are listed, and to tokens', async () => {
    screen.setLineage(1, {
      issuedBy: makeRequest('gone', '/gone'),
      firstUse: makeRequest('listed', '/listed'),
      lastUse: makeRequest('listed', '/listed'),
      after: { tokenId: 2, isRefresh: true },
    });
    screen.model.tokens.select(1);
    await until(() => expect(facts()).toHaveProperty('Replaced by'));
    const names = findAllByRole(screen.region('Lineage'), 'button').map(({ textContent }) => textContent);
    expect(names).toEqual(['Lineage', 'GET api.test/listed', 'alice · access ·2']);
    findByRole(screen.region('Lineage'), 'button', 'alice · access ·2').click();
    await until(() => expect(screen.model.tokens.selectedId.peek()).toBe(2));
    screen.model.tokens.select(1);
    await until(() => expect(facts()).toHaveProperty('Replaced by'));
    findByRole(screen.region('Lineage'), 'button', 'GET api.test/listed').click();
    expect(screen.model.requests.selectedId.peek()).toBe('listed');
    expect(screen.model.screen.view.peek()).toBe('requests');
    await until(() => expect(facts()).toHaveProperty('Replaced by'));
  });

  it('is read again after a new request, at most once a second', async () => {
    screen.model.tokens.select(1);
    await until(() => expect(facts()).not.toHaveProperty('Newer token'));
    screen.setLineage(1, { after: { tokenId: 2, isRefresh: false } });
    screen.change({ requests: { changed: [{ ...summary, id: 'new' }], removed: [], names: [] } });
    screen.clock.pass(1_000);
    await until(() => expect(facts()).toHaveProperty('Newer token'));
  });
});

describe('the comparison of two tokens', () => {
  const cells = (table: string) =>
    [...findByRole(screen.region('Comparison'), 'table', table).querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
  const openComparison = async () => {
    screen.model.tokens.select(2);
    await until(
      () => findAllByRole(screen.region('Token'), 'button', 'Compare with alice · access ·1').length > 0,
    );
    const [button] = findAllByRole(screen.region('Token'), 'button', 'Compare with alice · access ·1');
    button?.focus();
    button?.click();
    await until(() => findByRole(screen.region('Comparison'), 'table', 'Claims') !== undefined);
    return button;
  };

  const written = (seconds: number) => `${seconds} ${describeMoment(seconds * 1_000)?.local}`;

  it('lists what changed since the token that was replaced', async () => {
    await openComparison();
    expect(findByRole(screen.region('Comparison'), 'heading').textContent).toBe(
      'alice · access ·1 → alice · access ·2',
    );
    expect(cells('Claims')).toEqual([
      ['iat', written(1_000), written(2_800), '30 min later'],
      ['jti', 't1', 't2', 'changed'],
      ['scope', 'read write', 'read', 'removed write'],
      ['fresh', '', '<b>', 'added'],
      ['old', '1', '', 'removed'],
    ]);
    expect(findAllByRole(screen.region('Comparison'), 'table')).toHaveLength(1);
  });

  it('shows equal members on demand, and swaps the tokens', async () => {
    await openComparison();
    findByRole(screen.region('Comparison'), 'button', /members are equal/).click();
    await until(() =>
      expect(cells('Claims')).toContainEqual(['exp', written(2_000), written(2_000), 'equal']),
    );
    expect(cells('Claims')).toContainEqual(['roles', expect.anything(), expect.anything(), 'equal']);
    expect(cells('Header')[0]?.[3]).toBe('equal');
    findByRole(screen.region('Comparison'), 'button', 'Swap').click();
    await until(() =>
      expect(cells('Claims')).toContainEqual(['iat', written(2_800), written(1_000), '30 min earlier']),
    );
  });

  it('takes the focus, and gives it back on Escape', async () => {
    const button = await openComparison();
    expect(document.activeElement).toBe(findByRole(screen.region('Comparison'), 'heading'));
    press(document.activeElement!, 'Escape');
    await until(() => expect(findAllByRole(document.body, 'region', 'Comparison')).toEqual([]));
    await until(() => expect(document.activeElement).toBe(button));
    expect(screen.model.tokens.selectedId.peek()).toBe(2);
  });

  it('is closed when another token is selected, and when one of both is removed', async () => {
    await openComparison();
    screen.model.tokens.select(3);
    await until(() => expect(findAllByRole(document.body, 'region', 'Comparison')).toEqual([]));
    await openComparison();
    screen.changeTokens([], [1]);
    await until(() => expect(findAllByRole(document.body, 'region', 'Comparison')).toEqual([]));
  });

  it('compares with any other token, those of the same line first', async () => {
    screen.model.tokens.select(2);
    await until(() => findByRole(screen.region('Lineage'), 'combobox') !== undefined);
    const choice = findByRole(screen.region('Lineage'), 'combobox') as HTMLSelectElement;
    const options = [...choice.options].map(({ textContent }) => textContent?.replace(/\d\d:\S+/g, 'TIME'));
    expect(options).toEqual(['Compare with…', 'alice · access ·1 · TIME', 'carol · JWT · TIME']);
    choice.value = '3';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => expect(cells('Claims')).toContainEqual(['sub', 'carol', 'alice', 'changed']));
  });

  it('compares the selected token with one in the list on Ctrl+click', async () => {
    screen.model.tokens.select(3);
    await until(() => expect(screen.dataRows()).toHaveLength(3));
    document
      .getElementById('token-2')
      ?.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true }));
    await until(() => expect(cells('Claims')).toContainEqual(['sub', 'carol', 'alice', 'changed']));
    expect(screen.model.tokens.selectedId.peek()).toBe(3);
  });
});
