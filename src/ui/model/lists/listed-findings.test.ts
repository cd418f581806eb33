import { createHmac, generateKeyPairSync } from 'node:crypto';
import { computed, signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Finding, Verdict } from '../../../token';
import type { PanelSession } from '../../../traffic';
import { createTestClock } from '../../fixture/clock.fixture';
import { makeRow } from '../../fixture/panel.fixture';
import { makeToken, startSeconds } from '../../fixture/tokens.fixture';
import { createEntry, type Entry } from '../detail/entry';
import { collectUncaught } from '../../fixture/uncaught.fixture';
import { createListedFindings, type ShownFindings } from './listed-findings';

let ending: AbortController;

beforeEach(() => {
  ending = new AbortController();
});

afterEach(() => {
  ending.abort();
  vi.unstubAllGlobals();
});

const exp = startSeconds + 300;
const ordinary = makeToken({ iss: 'https://id.test', sub: 'alice', aud: 'https://api.test', exp });
const unsigned = makeToken({ sub: 'mallory', exp }, { alg: 'none' });

/** Tokens with IDs from 1, and the IDs whose context was read. */
function open(...raws: readonly string[]) {
  const clock = createTestClock(startSeconds * 1_000);
  const makeEntries = () =>
    new Map(raws.map((raw, index) => [index + 1, createEntry(makeRow(index + 1, raw), undefined)]));
  const tokens = signal<ReadonlyMap<number, Entry>>(makeEntries());
  const isNeeded = signal(false);
  const reads: number[] = [];
  const failing = new Set<number>();
  const contexts = new Map<number, object>();
  const verdicts = signal<ReadonlyMap<number, Verdict>>(new Map());
  const shown = signal<ShownFindings | undefined>(undefined);
  const call = (async (_: string, { tokenId }: { readonly tokenId: number }) => {
    reads.push(tokenId);
    if (failing.has(tokenId)) throw new TypeError('a bug');
    return { ok: true, value: contexts.get(tokenId) ?? {} };
  }) as unknown as PanelSession['call'];
  const hasFinding = createListedFindings({
    call,
    clock,
    tokens: () => tokens.value,
    verdictOf: (id) => verdicts.value.get(id),
    shown,
    isNeeded,
    ended: ending.signal,
  });
  const found = computed(() =>
    [...tokens.value].filter(([, { facts }]) => hasFinding(facts.token)).map(([id]) => id),
  );
  /** Runs the tasks that are due. */
  const until = (check: () => void) =>
    vi.waitFor(
      () => {
        clock.pass(0);
        check();
      },
      { interval: 2, timeout: 3_000 },
    );
  /** A request with this token: its row changes. */
  const use = (id: number) => {
    const entry = tokens.value.get(id);
    if (entry === undefined) throw new Error('no such token');
    tokens.value = new Map(tokens.value).set(id, createEntry({ ...entry.row, requests: 1 }, entry));
  };
  return { clock, tokens, verdicts, shown, failing, contexts, isNeeded, reads, found, until, use };
}

it('finds tokens with a finding of level High or Medium, once the filter needs it, each checked once', async () => {
  const { isNeeded, reads, found, until } = open(ordinary, unsigned, ordinary, unsigned);
  expect(found.value).toEqual([]);
  expect(reads).toEqual([]);
  isNeeded.value = true;
  await until(() => expect(reads).toEqual([1, 2, 3, 4]));
  await until(() => expect(found.value).toEqual([2, 4]));
  isNeeded.value = false;
  isNeeded.value = true;
  await until(() => expect(found.value).toEqual([2, 4]));
  expect(reads).toEqual([1, 2, 3, 4]);
});

it('checks a token again some time after its requests have changed', async () => {
  const { clock, isNeeded, reads, found, until, use } = open(ordinary, unsigned);
  isNeeded.value = true;
  await until(() => expect(found.value).toEqual([2]));
  use(2);
  await until(() => expect(clock.nowMs()).toBe(startSeconds * 1_000));
  expect(reads).toEqual([1, 2]);
  clock.pass(10_000);
  await until(() => expect(reads).toEqual([1, 2, 2]));
});

it('stops when the filter no longer needs it', async () => {
  const { isNeeded, reads, until } = open(...Array.from({ length: 50 }, (_, sub) => makeToken({ sub })));
  isNeeded.value = true;
  await until(() => expect(reads.length).toBeGreaterThan(2));
  isNeeded.value = false;
  const count = reads.length;
  await until(() => expect(reads.length).toBeLessThan(count + 3));
});

it('reports a bug, and goes on with other tokens and later requests', async () => {
  const uncaught = collectUncaught();
  const { isNeeded, failing, found, until, use, clock } = open(unsigned, unsigned);
  failing.add(1);
  isNeeded.value = true;
  await until(() => expect(found.value).toEqual([2]));
  expect(uncaught).toMatchObject([{ message: 'a bug' }]);
  failing.clear();
  clock.pass(10_000);
  use(1);
  await until(() => expect(found.value).toEqual([1, 2]));
});

it('checks a token again when its signature is verified', async () => {
  const { isNeeded, verdicts, reads, found, until } = open(ordinary, ordinary);
  isNeeded.value = true;
  await until(() => expect(reads).toEqual([1, 2]));
  const matches = { code: 'empty_secret_matches', params: [] } as const;
  const verdict: Verdict = {
    status: 'valid',
    reason: 'signature_matches',
    params: [],
    notes: [matches],
    warnings: [],
  };
  verdicts.value = new Map([[2, verdict]]);
  await until(() => expect(found.value).toEqual([2]));
  expect(reads).toEqual([1, 2, 2]);
});

it('finds what the details show, also after another token was selected', async () => {
  const { tokens, shown, found } = open(ordinary, ordinary);
  const token = tokens.value.get(2)?.facts.token;
  const finding = { rule: 'HMAC-KNOWN-SECRET', severity: 'high' } as Finding;
  shown.value = token && { token, findings: [finding] };
  expect(found.value).toEqual([2]);
  shown.value = undefined;
  expect(found.value).toEqual([2]);
  shown.value = token && { token, findings: [{ ...finding, severity: 'info' }] };
  expect(found.value).toEqual([]);
});

it('finds a captured public key that was used as a secret', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }) as string;
  const signedText = ordinary.slice(0, ordinary.lastIndexOf('.'));
  const forged = `${signedText}.${createHmac('sha256', pem).update(signedText).digest('base64url')}`;
  const { isNeeded, contexts, reads, found, until } = open(ordinary, forged);
  for (const id of [1, 2]) contexts.set(id, { jwks: { keys: [jwk] } });
  isNeeded.value = true;
  await until(() => expect(reads).toEqual([1, 2]));
  await until(() => expect(found.value).toEqual([2]));
});
