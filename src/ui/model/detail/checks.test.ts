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

/**
 * The details of a token with controls for everything the checks depend on; `runs` counts the changes of the findings.
 */
function open(raw: string | undefined, seenFirst?: Sighting) {
  const selected = signal<Token | undefined>(raw === undefined ? undefined : decode(raw));
  const lastSeen = signal(seenFirst);
  const context = signal<SeenContext | undefined>(undefined);
  const clock = createTestClock(startSeconds * 1_000);
  const searches: Search[] = [];
  const detail = createDetail({
    selected,
    clock,
    language: 'en',
    explainsMalformed: true,
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: (_token, options) => new Promise((settle) => searches.push({ ...options, settle })),
    },
    seen: {
      lastSentMs: signal(undefined),
      lastSent: signal(undefined),
      lastAnswered: signal(undefined),
      clockOf: () => undefined,
      lastSeen,
      context,
    },
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
    selected,
    lastSeen,
    context,
    clock,
    searches,
    rules: () => detail.checks.findings.value?.map(({ rule }) => rule),
    runs: () => runs,
  };
}

/** Opens a token, and waits until the rules are loaded and the verdict without a key is known. */
async function loaded(raw: string, seenFirst?: Sighting) {
  const screen = open(raw, seenFirst);
  await until(() => expect(screen.rules()).toBeDefined());
  await until(() => expect(screen.detail.keyBox.state.value.state).toBe('verdict'));
  return screen;
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('createChecks', () => {
  it('has no findings without a token or before the rules are loaded', async () => {
    const { rules, selected } = open(undefined);
    expect(rules()).toBeUndefined();
    selected.value = decode(makeToken({}, { alg: 'none' }));
    expect(rules()).toBeUndefined();
    await until(() => expect(rules()).toContain('ALG-NONE'));
    selected.value = undefined;
    expect(rules()).toBeUndefined();
  });

  it('checks the shown token only', async () => {
    const { rules, selected } = await loaded(makeToken({ sub: 'a' }, { alg: 'none' }));
    expect(rules()?.[0]).toBe('ALG-NONE');
    selected.value = decode(makeToken({ sub: 'a' }));
    expect(rules()).not.toContain('ALG-NONE');
  });

  it('checks again after a verdict, but not while a key is typed', async () => {
    const { detail, rules, runs } = await loaded(await signToken({ sub: 'a' }, 'short'));
    const found = rules();
    detail.keyBox.type('s');
    const before = runs();
    for (const text of ['sh', 'sho', 'shor', 'short']) detail.keyBox.type(text);
    expect(runs()).toBe(before);
    detail.keyBox.verify();
    await until(() => expect(runs()).toBeGreaterThan(before));
    // The verdict states that the secret is short.
    expect(rules()).toEqual(found);
  });

  it('checks again when a secret is found, but not with each step of the search', async () => {
    const { detail, rules, runs, searches } = await loaded(makeToken({ sub: 'a' }));
    detail.secrets.search();
    const before = runs();
    for (let tried = 0; tried < 100; tried += 1) searches[0]?.onProgress(tried, 100);
    expect(runs()).toBe(before);
    searches[0]?.settle({ outcome: 'found', word: 'secret', tried: 100 });
    await until(() => expect(rules()).toContain('HMAC-KNOWN-SECRET'));
  });

  it('checks decrypted claims', async () => {
    const { detail, rules } = await loaded(await makeJwe({ sub: 'a' }));
    expect(rules()).not.toContain('CLM-EXP-MISSING');
    detail.decryption.type(contentKey);
    detail.decryption.decrypt();
    await until(() => expect(detail.decryption.outcome.value?.status).toBe('decrypted'));
    await until(() => expect(rules()).toContain('CLM-EXP-MISSING'));
  });

  it('checks the location of a token, but not for a token nested in it', async () => {
    const raw = makeToken({ sub: 'a' });
    const { detail, rules, lastSeen } = await loaded(raw);
    expect(rules()).not.toContain('TR-URL-QUERY');
    lastSeen.value = makeSighting({ kind: 'request url', name: 'access_token', path: ['query'] });
    expect(rules()).toContain('TR-URL-QUERY');
    detail.nestedTokens.enter(decode(raw));
    expect(rules()).not.toContain('TR-URL-QUERY');
  });

  it('uses the context of the log instead of the last sighting, and checks again when it changes', async () => {
    const { rules, lastSeen, context } = await loaded(makeToken({ sub: 'a' }));
    lastSeen.value = makeSighting({ kind: 'request url', name: 'access_token', path: ['query'] });
    context.value = {};
    expect(rules()).not.toContain('TR-URL-QUERY');
    const request = { method: 'GET', url: 'https://api.test/', location: 'url query', name: 't' } as const;
    context.value = { request, requests: [request] };
    expect(rules()).toContain('TR-URL-QUERY');
    context.value = undefined;
    expect(rules()).toContain('TR-URL-QUERY');
  });

  it('runs the clock only for a token that can still expire', async () => {
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
