// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentKey, makeJwe } from '../fixture/nested.fixture';
import { createStage, makeRow, settle, type Stage } from '../fixture/panel.fixture';
import { until } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { findTokensIn } from '../model/detail/nested-tokens';
import type { MenuItem } from '../model/menu';
import { listTokenCopies } from './copy-as';

let stage: Stage;

beforeEach(() => {
  stage = createStage();
});

afterEach(() => stage.model.end());

async function show(raw: string) {
  stage.showLog([makeRow(1, raw)]);
  stage.model.tokens.select(1);
  const detail = await stage.detail();
  await until(() => expect(detail.token.value).toBeDefined());
  return detail;
}

async function decryptShown(raw: string) {
  const detail = await show(raw);
  detail.decryption.type(contentKey);
  detail.decryption.decrypt();
  await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
  return detail;
}

const listItems = async () => (await listTokenCopies(stage.model, 1)).flatMap((item) => item.items ?? [item]);

/** What an item copies. */
async function copy(label: string): Promise<string> {
  const item = (await listItems()).find((each: MenuItem) => each.label === label);
  item?.run?.();
  await settle();
  return (stage.commanded.at(-1) ?? '').replace(/^copyText /, '');
}

const inner = makeToken({ sub: 'inner-subject', iss: 'https://inner.test', id: 'x' }, { alg: 'HS512' });

describe('"Copy as…" of a token', () => {
  it('copies the nested token while it is open', async () => {
    const detail = await show(makeToken({ sub: 'outer-subject', access_token: inner }));
    const enclosed = JSON.parse(await copy('JSON')) as Record<string, unknown>;
    expect(enclosed).toMatchObject({ header: { alg: 'HS256' }, claims: { sub: 'outer-subject' } });
    const [nested] = findTokensIn(inner);
    if (nested) detail.nestedTokens.enter(nested.token);
    expect(JSON.parse(await copy('JSON'))).toEqual({
      header: { alg: 'HS512' },
      claims: { sub: 'inner-subject', iss: 'https://inner.test', id: 'x' },
    });
    expect(await copy('Markdown')).toMatch(/^\*\*inner-subject/);
    expect(await copy('Token without signature')).toContain(inner.split('.')[1]);
    expect(await copy('jose')).toContain('"HS512"');
  });

  it('has code that verifies the signed token in an encrypted one, also before that is open', async () => {
    const detail = await decryptShown(await makeJwe(inner));
    expect(await copy('jose')).toContain('"https://inner.test"');
    const nested = detail.decryption.outcome.value?.token;
    if (nested) detail.nestedTokens.enter(nested);
    expect(await copy('jose')).toContain('"https://inner.test"');
    expect(await copy('Markdown')).toContain('inner-subject');
  });

  it('has the exact numbers of decrypted claims', async () => {
    await decryptShown(await makeJwe('{"id":12345678901234567890}'));
    expect(await copy('JSON')).toContain('"id": 12345678901234567890');
    expect(await copy('Markdown')).toContain('"id": 12345678901234567890');
  });
});
