// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../traffic';
import { makeHeaders, makeHttp } from '../../traffic/exchange/exchange.fixture';
import { contentKey, makeJwe } from '../fixture/nested.fixture';
import { createStage, makeRow, settle, type Stage } from '../fixture/panel.fixture';
import { until } from '../fixture/screen.fixture';
import { makeToken, signWithKey, startSeconds } from '../fixture/tokens.fixture';
import { findTokensIn } from '../model/detail/nested-tokens';
import type { MenuItem } from '../model/menu';
import { listRequestMenu, listTokenMenu } from './row-menu';

let stage: Stage;

beforeEach(() => {
  stage = createStage();
});

afterEach(() => stage.model.end());

const find = (items: readonly MenuItem[], label: string | RegExp) =>
  items.find((item) => (typeof label === 'string' ? item.label === label : label.test(item.label)));

async function runItem(label: string | RegExp, submenuLabel?: string | RegExp): Promise<void> {
  const item = find(await listTokenMenu(stage.model, 1), label);
  const shown = submenuLabel === undefined ? item : find(item?.items ?? [], submenuLabel);
  if (shown?.run === undefined) throw new Error(`"${String(submenuLabel ?? label)}" can't be used`);
  shown.run();
  await settle();
}

/** What an item copies. */
async function copy(label: string): Promise<string> {
  await runItem(label);
  return (stage.commanded.at(-1) ?? '').replace(/^copyText /, '');
}

async function show(...raws: readonly string[]) {
  stage.showLog(raws.map((raw, index) => makeRow(index + 1, raw)));
  stage.model.tokens.select(1);
  return stage.detail();
}

const summary: RequestSummary = {
  id: 'r 1',
  method: 'GET',
  url: 'https://api.test/orders',
  status: 200,
  sentAtMs: startSeconds * 1_000,
  tokenIds: [1],
  sentIds: [1],
};

/** A request with this header, as the log stores it. */
async function showRequest(raw: string, header: string) {
  await show(raw);
  stage.setExchange(makeHttp({ id: 'r 1', requestHeaders: makeHeaders({ Authorization: header }) }));
  stage.change({ requests: { changed: [summary], removed: [], names: [] } });
}

describe('the menu of a row copies', () => {
  const claims = '{ "id": 12345678901234567890, "sub": "alice" }';

  it('the claims and the header as they were signed', async () => {
    await show(makeToken(claims, { alg: 'HS256', kid: 'k-1' }));
    expect(await copy('Copy claims')).toBe(claims);
    expect(await copy('Copy header')).toBe('{"alg":"HS256","kid":"k-1"}');
  });

  it('the claims of the row, not those of a token in it that is open', async () => {
    const inner = makeToken({ sub: 'inner' });
    const detail = await show(makeToken({ sub: 'outer', inner }));
    for (const { token } of findTokensIn(inner)) detail.nestedTokens.enter(token);
    expect(await copy('Copy claims')).toContain('"outer"');
  });

  it('decrypted claims with exact numbers, and those of a decrypted signed token', async () => {
    const raws = [await makeJwe(claims), await makeJwe(makeToken({ sub: 'inner' }))];
    for (const raw of raws) {
      const detail = await show(raw);
      expect(find(await listTokenMenu(stage.model, 1), 'Copy claims')?.run).toBeUndefined();
      detail.decryption.type(contentKey);
      detail.decryption.decrypt();
      await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
      expect(await copy('Copy claims')).toMatch(raw === raws[0] ? /12345678901234567890/ : /"inner"/);
      detail.decryption.clear();
    }
  });

  it('the Authorization header as it was sent, and otherwise as a bearer token', async () => {
    const raw = makeToken({ sub: 'alice' });
    await show(raw);
    expect(await copy('Copy Authorization header')).toBe(`Authorization: Bearer ${raw}`);
    await showRequest(raw, `DPoP ${raw}`);
    expect(await copy('Copy Authorization header')).toBe(`Authorization: DPoP ${raw}`);
  });
});

describe('the menu of a row', () => {
  it('filters by issuer, subject and host', async () => {
    await showRequest(makeToken({ iss: 'https://id.test', sub: 'alice' }), 'none');
    for (const [label, filter] of [
      [/iss:/, 'iss:https://id.test'],
      [/sub:/, 'sub:alice'],
      [/host:/, 'host:api.test'],
    ] as const) {
      await runItem(label);
      await until(() => expect(stage.model.filter.text.peek()).toContain(filter));
      expect(find(await listTokenMenu(stage.model, 1), label)?.isChecked).toBe(true);
      await runItem(label);
      await until(() => expect(stage.model.filter.text.peek()).toBe(''));
    }
  });

  it('compares the token with another one', async () => {
    await show(makeToken({ sub: 'alice' }), makeToken({ sub: 'bob' }));
    await runItem(/^Compare/, /bob/);
    const { before, after } = stage.model.comparison.shown.peek() ?? {};
    expect([before?.row.id, after?.row.id]).toEqual([2, 1]);
  });

  it('opens the form that sends the request again', async () => {
    await showRequest(makeToken({ sub: 'alice' }), 'none');
    await runItem(/^Send again/);
    expect(stage.model.actions.form.peek()).toEqual({ kind: 'send again', exchangeId: 'r 1' });
    expect(stage.model.requests.selectedId.peek()).toBe('r 1');
  });

  it('reveals a request of the network log in the Network panel, where the browser can do that', async () => {
    await showRequest(makeToken({ sub: 'alice' }), 'none');
    expect(find(await listTokenMenu(stage.model, 1), /Network/)).toBeUndefined();
    const revealed: string[] = [];
    const model = { ...stage.model, reveal: ({ id }: RequestSummary) => revealed.push(id) };
    const reveal = async (source: 'network log' | 'file') => {
      stage.setExchange(makeHttp({ id: 'r 1', source }));
      find(await listRequestMenu(model, 'r 1'), /Network/)?.run?.();
    };
    await reveal('file');
    expect(revealed).toEqual([]);
    await reveal('network log');
    expect(revealed).toEqual(['r 1']);
  });

  it('verifies the token with a key of the keyring, beside those that are used already', async () => {
    const issuer = 'https://id.test';
    const { token, jwk } = await signWithKey({ iss: issuer }, 'k-1');
    stage.showLog([makeRow(1, token)], {
      capturedKeySets: [
        {
          origin: 'captured',
          url: 'https://keys.test/jwks',
          text: JSON.stringify({ keys: [jwk] }),
          issuers: [],
        },
      ],
    });
    stage.model.tokens.select(1);
    const detail = await stage.detail();
    const { keyring } = stage.model;
    const other = await signWithKey({}, 'k-2');
    const scope = { kind: 'issuer', value: issuer } as const;
    keyring.add({ purpose: 'verify', scope, origin: 'pasted', text: JSON.stringify(other.jwk) });
    keyring.add({ purpose: 'verify', scope, origin: 'pasted', text: 'a secret of thirty-two characters' });
    const keys = find(await listTokenMenu(stage.model, 1), 'Verify with')?.items ?? [];
    expect(keys.map(({ label }) => label)).toEqual(['k-2 · P-256', 'k-1 · P-256 · keys.test', 'Other key…']);
    await runItem('Verify with', /^k-1/);
    await until(() => expect(detail.keyBox.state.value).toMatchObject({ verdict: { status: 'valid' } }));
    expect(keyring.keys.peek().map(({ origin }) => origin)).toEqual(['pasted', 'pasted', 'selected']);
  });

  it('decrypts the token with a secret of the keyring', async () => {
    const detail = await show(await makeJwe({ sub: 'alice' }));
    expect(find(await listTokenMenu(stage.model, 1), /^Decrypt/)?.label).toBe('Decrypt with a key…');
    const scope = { kind: 'issuer', value: 'https://id.test' } as const;
    stage.model.keyring.add({ purpose: 'verify', scope, origin: 'dropped', text: contentKey });
    const [{ id = '' } = {}] = stage.model.keyring.keys.peek();
    stage.model.keyring.rename({ id, name: 'session key' });
    await runItem('Decrypt with', /^session key/);
    await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
  });

  it('leaves the comparison, the editor and a nested token before it shows the key box', async () => {
    const inner = makeToken({ sub: 'inner' });
    const detail = await show(makeToken({ sub: 'outer', inner }), makeToken({ sub: 'bob' }));
    for (const { token } of findTokensIn(inner)) detail.nestedTokens.enter(token);
    stage.model.comparison.open(1, 2);
    await runItem('Verify with a key…');
    expect(stage.model.comparison.shown.peek()).toBeUndefined();
    expect(detail.nestedTokens.enclosing.peek()).toEqual([]);
    detail.editing?.open();
    await until(() => expect(detail.editing?.editor.peek()).toBeDefined());
    await runItem('Verify with a key…');
    expect(detail.editing?.editor.peek()).toBeUndefined();
    expect(detail.folds.isFolded('signature')).toBe(false);
  });
});
