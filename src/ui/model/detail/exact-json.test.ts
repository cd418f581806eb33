import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, type Decryption, type Token } from '../../../token';
import { until } from '../../fixture/screen.fixture';
import { makeToken } from '../../fixture/tokens.fixture';
import { createLayoutSignal } from '../screen-layout';
import { createExactJson, type ExactJsonModel } from './exact-json';

const opened: ExactJsonModel[] = [];

function open(raw: string) {
  const token = signal<Token | undefined>(decode(raw));
  const model = createExactJson(
    token,
    signal<Decryption | undefined>(undefined),
    createLayoutSignal(() => {}),
  );
  opened.push(model);
  return { model, token };
}

afterEach(() => {
  for (const model of opened.splice(0)) model.end();
});

describe('createExactJson', () => {
  it('never returns the JSON of another token', async () => {
    const { model, token } = open(makeToken('{"n":1.0}'));
    await until(() => expect(model.claims.value?.text).toContain('1.0'));
    token.value = decode(makeToken('{"n":2.0}'));
    expect(model.claims.value).toBeUndefined();
    expect(model.header.value).toBeUndefined();
    await until(() => expect(model.claims.value?.text).toContain('2.0'));
    token.value = undefined;
    expect(model.claims.value).toBeUndefined();
  });

  it('stays shown for other tokens until it is hidden', () => {
    const { model, token } = open(makeToken({ n: 1 }));
    model.show(true);
    token.value = decode(makeToken({ n: 2 }));
    expect(model.isShown.value).toBe(true);
    model.show(false);
    expect(model.isShown.value).toBe(false);
  });
});
