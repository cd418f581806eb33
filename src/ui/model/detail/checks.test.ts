import { effect, signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import type { SeenContext, Sighting } from '../../../traffic';
import type { SecretSearch, SecretSearchOptions } from '../../commands';
import { decryptHere } from '../../fixture/decrypt.fixture';
import { createTestClock } from '../../fixture/clock.fixture';
import { contentKey, makeJwe } from '../../fixture/nested.fixture';
import { makeSighting } from '../../fixture/panel.fixture';
import { until } from '../../fixture/screen.fixture';
import { makeToken, signToken, startSeconds } from '../../fixture/tokens.fixture';
import { createDetail } from './create-detail';

const ends: (() => void)[] = [];

interface Search extends SecretSearchOptions {
  readonly settle: (search: SecretSearch) => void;
}

/** The checks of a token, with all that they learn from, and how often they said something new. */
function open(raw: string | undefined, seenFirst?: Sighting) {
  const chosen = signal<Token | undefined>(raw === undefined ? undefined : decode(raw));
  const lastSeen = signal(seenFirst);
  const context = signal<SeenContext | undefined>(undefined);
  const clock = createTestClock(startSeconds * 1_000);
  const searches: Search[] = [];
  const detail = createDetail({
    chosen,
    clock,
    language: 'en',
    explainsMalformed: true,
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      trySecrets: (_token, options) => new Promise((settle) => searches.push({ ...options, settle })),
    },
    seen: { lastSentMs: signal(undefined), lastAnswered: signal(undefined), lastSeen, context },
  });
  let runs = 0;
  const stop = effect(() => {
    void detail.checks.findings.value;
    runs += 1;
  });
  ends.push(() => {
    stop();
    detail.end();
  });
  return {
    detail,
    chosen,
    lastSeen,
    context,
    clock,
    searches,
    rules: () => detail.checks.findings.value?.map(({ rule }) => rule),
    runs: () => runs,
  };
}

/** Waits until the rules are loaded, and until the verdict on no key has come. */
async function loaded(raw: string, seenFirst?: Sighting) {
  const screen = open(raw, seenFirst);
  await until(() => expect(screen.rules()).toBeDefined());
  await until(() => expect(screen.detail.keyBox.state.value.state).toBe('verdict'));
  return screen;
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('the checks', () => {
  it('say nothing without a token, and nothing before their rules are there', async () => {
    const { rules, chosen } = open(undefined);
    expect(rules()).toBeUndefined();
    chosen.value = decode(makeToken({}, { alg: 'none' }));
    expect(rules()).toBeUndefined();
    await until(() => expect(rules()).toContain('ALG-NONE'));
    chosen.value = undefined;
    expect(rules()).toBeUndefined();
  });

  it('are made of the token that is shown and of no other', async () => {
    const { rules, chosen } = await loaded(makeToken({ sub: 'a' }, { alg: 'none' }));
    expect(rules()?.[0]).toBe('ALG-NONE');
    chosen.value = decode(makeToken({ sub: 'a' }));
    expect(rules()).not.toContain('ALG-NONE');
  });

  it('are made again when a verdict comes, and not with each letter of a key', async () => {
    const { detail, rules, runs } = await loaded(await signToken({ sub: 'a' }, 'short'));
    expect(rules()).not.toContain('HMAC-SHORT-KEY');
    detail.keyBox.type('s');
    const before = runs();
    for (const text of ['sh', 'sho', 'shor', 'short']) detail.keyBox.type(text);
    expect(runs()).toBe(before);
    detail.keyBox.verify();
    await until(() => expect(rules()).toContain('HMAC-SHORT-KEY'));
  });

  it('are made again when a secret is found, and not with each step of the search', async () => {
    const { detail, rules, runs, searches } = await loaded(makeToken({ sub: 'a' }));
    detail.secrets.search();
    const before = runs();
    for (let tried = 0; tried < 100; tried += 1) searches[0]?.onProgress(tried, 100);
    expect(runs()).toBe(before);
    searches[0]?.settle({ outcome: 'found', word: 'secret', tried: 100 });
    await until(() => expect(rules()).toContain('HMAC-KNOWN-SECRET'));
  });

  it('know what was decrypted', async () => {
    const { detail, rules } = await loaded(await makeJwe({ sub: 'a' }));
    expect(rules()).not.toContain('CLM-EXP-MISSING');
    detail.decryption.type(contentKey);
    detail.decryption.decrypt();
    await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
    await until(() => expect(rules()).toContain('CLM-EXP-MISSING'));
  });

  it('know where the token was seen, and do not say it of a token inside it', async () => {
    const raw = makeToken({ sub: 'a' });
    const { detail, rules, lastSeen } = await loaded(raw);
    expect(rules()).not.toContain('TR-URL-QUERY');
    lastSeen.value = makeSighting({ place: 'request url', name: 'access_token', path: ['query'] });
    expect(rules()).toContain('TR-URL-QUERY');
    detail.walk.enter(decode(raw));
    expect(rules()).not.toContain('TR-URL-QUERY');
  });

  it('know what the log knows, instead of the last place alone, and are made again when it changes', async () => {
    const { rules, lastSeen, context } = await loaded(makeToken({ sub: 'a' }));
    lastSeen.value = makeSighting({ place: 'request url', name: 'access_token', path: ['query'] });
    context.value = {};
    expect(rules()).not.toContain('TR-URL-QUERY');
    const request = { method: 'GET', url: 'https://api.test/', place: 'url query', name: 't' } as const;
    context.value = { request, requests: [request] };
    expect(rules()).toContain('TR-URL-QUERY');
    context.value = undefined;
    expect(rules()).toContain('TR-URL-QUERY');
  });

  it('let the clock tick only for a token whose end it can reach', async () => {
    const { clock, runs } = await loaded(makeToken({ sub: 'a', exp: startSeconds + 3 }));
    const before = runs();
    clock.pass(1_000);
    expect(runs()).toBe(before);
    clock.pass(2_000);
    expect(runs()).toBe(before + 1);
    const { clock: other } = await loaded(makeToken({ sub: 'a' }));
    expect(other.ticking).toBe(0);
  });
});
