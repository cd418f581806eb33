import { afterEach, expect, it, vi } from 'vitest';
import type { PublishedKeySet } from '../../traffic';
import { createStage, makeRow, type Stage } from '../fixture/panel.fixture';
import { makeToken, signWithKey, signToken, startSeconds } from '../fixture/tokens.fixture';

const issuer = 'https://id.test';
const secret = 'a secret of thirty-two characters';
const stages: Stage[] = [];

function open(): Stage {
  const stage = createStage();
  stages.push(stage);
  return stage;
}

const statusOf = ({ model }: Stage, id: number) => model.tokens.verdicts.of(id)?.status;
const settled = (stage: Stage, id: number, status: string | undefined) =>
  vi.waitFor(() => expect(statusOf(stage, id)).toBe(status), { interval: 2, timeout: 4_000 });

async function makeSigned(issuers: readonly string[] = [issuer]) {
  const { token, jwk } = await signWithKey({ iss: issuer, sub: 'alice' }, 'k-1');
  const url = `${issuer}/jwks`;
  const keySet: PublishedKeySet = { origin: 'captured', url, text: JSON.stringify({ keys: [jwk] }), issuers };
  return { token, keySet };
}

afterEach(() => {
  for (const { model } of stages.splice(0)) model.end();
});

it("verifies a token with its issuer's captured keys, without a click", async () => {
  const stage = open();
  const { token, keySet } = await makeSigned();
  stage.showLog([makeRow(1, token), makeRow(2, makeToken({ iss: issuer }, { alg: 'ES256', kid: 'k-1' }))], {
    capturedKeySets: [keySet],
  });
  expect(statusOf(stage, 1), 'until it is known').toBeUndefined();
  await settled(stage, 1, 'valid');
  await settled(stage, 2, 'invalid');
  stage.change({ capturedKeySets: [] });
  await settled(stage, 1, 'unchecked');
});

it("does not verify a token with a key that isn't known to be the issuer's", async () => {
  const stage = open();
  const { token, keySet } = await makeSigned([]);
  stage.showLog([makeRow(1, token)], { capturedKeySets: [keySet] });
  await settled(stage, 1, 'unchecked');
  expect(stage.model.tokens.verdicts.of(1)?.reason).toBe('other_key_matches');
});

it('has the same verdict as the details, also with an entered key', async () => {
  const stage = open();
  const { token, keySet } = await makeSigned();
  const hmac = makeRow(2, await signToken({ iss: 'https://other.test' }, secret));
  stage.showLog([makeRow(1, token), hmac], { capturedKeySets: [keySet] });
  const { keyBox } = await stage.detail();
  const agree = async (id: number, status: string) => {
    stage.model.tokens.select(id);
    await settled(stage, id, status);
    await vi.waitFor(() =>
      expect(keyBox.state.value).toEqual({ state: 'verdict', verdict: stage.model.tokens.verdicts.of(id) }),
    );
  };
  await agree(1, 'valid');
  await agree(2, 'unchecked');
  keyBox.type(secret);
  keyBox.verify();
  await agree(2, 'valid');
  await agree(1, 'valid');
  stage.model.tokens.select(1);
  keyBox.type('{"keys":[]}');
  keyBox.verify();
  await agree(1, 'unchecked');
  keyBox.clear();
  await agree(1, 'valid');
});

it('keeps the verdict when keys of other issuers are captured', async () => {
  const stage = open();
  const { token, keySet } = await makeSigned();
  stage.showLog([makeRow(1, token)], { capturedKeySets: [keySet] });
  await settled(stage, 1, 'valid');
  const before = stage.model.tokens.verdicts.of(1);
  const other = { ...keySet, url: 'https://other.test/jwks', text: '{"keys":[]}', issuers: [] };
  stage.change({ capturedKeySets: [keySet, other] });
  expect(stage.model.tokens.verdicts.of(1)).toBe(before);
});

it('is what the filter and the order of the list use, for every token', async () => {
  const stage = open();
  const { token, keySet } = await makeSigned();
  const others = Array.from({ length: 20 }, (_, index) =>
    makeRow(
      index + 2,
      makeToken({ iss: issuer, index }, { alg: 'ES256', kid: index === 7 ? 'k-1' : 'other' }),
    ),
  );
  stage.showLog([makeRow(1, token), ...others], { capturedKeySets: [keySet] });
  const { tokens, filter } = stage.model;
  const shown = () => tokens.shown.value.map(({ row }) => row.id);
  filter.set('is:verified');
  await vi.waitFor(() => expect(shown()).toEqual([1]));
  filter.set('is:invalid');
  await vi.waitFor(() => expect(shown()).toEqual([9]));
  filter.set('');
  stage.model.layouts.set('tokens', { sort: { column: 'signature', direction: 'ascending' } });
  await vi.waitFor(() => expect([shown()[0], shown().at(-1)]).toEqual([9, 1]));
});

it('is what the marks sort by: rejected requests, then an invalid signature, then an expired token', async () => {
  const stage = open();
  const { keySet } = await makeSigned();
  const invalid = makeToken({ iss: issuer, sub: 'invalid' }, { alg: 'ES256', kid: 'k-1' });
  stage.showLog(
    [
      makeRow(1, makeToken({ sub: 'none', exp: startSeconds + 3_600 })),
      makeRow(2, makeToken({ sub: 'expired', exp: startSeconds - 60 })),
      makeRow(3, invalid),
      makeRow(4, makeToken({ sub: 'rejected' }), { rejected: 1 }),
      makeRow(5, makeToken({ sub: 'rejected twice' }), { rejected: 2 }),
      makeRow(6, makeToken({ sub: 'expired too', exp: startSeconds - 3_600 })),
    ],
    { capturedKeySets: [keySet] },
  );
  const { tokens, layouts } = stage.model;
  const shown = () => tokens.shown.value.map(({ row }) => row.id);
  layouts.set('tokens', { sort: { column: 'mark', direction: 'descending' } });
  await vi.waitFor(() => expect(shown()).toEqual([5, 4, 3, 6, 2, 1]));
  layouts.set('tokens', { sort: { column: 'mark', direction: 'ascending' } });
  expect(shown()).toEqual([1, 6, 2, 3, 4, 5]);
});
