import { describe, expect, it } from 'vitest';
import { makeToken } from '../exchange/exchange.fixture';
import { settle, startSession } from './session.fixture';

const [alice, bob] = [makeToken({ sub: 'alice' }), makeToken({ sub: 'bob' })];
const add = (text: string) => ({ name: 'add text', text, fileName: '', addedAtMs: 5_000 }) as const;

describe('a text that is added', () => {
  it('shows each of its tokens once, with where it was found', async () => {
    const { openPanel, flush } = startSession();
    const panel = openPanel();
    const text = JSON.stringify({ access_token: alice, id_token: bob, again: alice });
    expect(await panel.call(add(text))).toEqual({ ok: true, value: [1, 2] });
    flush();
    expect(panel.received.at(-1)).toMatchObject({
      state: { tokens: { changed: [{ raw: alice, requests: 0 }, { raw: bob }] } },
    });
    const sightings = await panel.call({ name: 'sightings', tokenId: 1, from: 0, to: 9 });
    expect(sightings).toMatchObject({
      value: {
        sightings: [{ kind: 'text', name: '', path: ['json', '$.access_token'], url: '', atMs: 5_000 }],
      },
    });
  });

  it('is also read as bytes in hex', async () => {
    const { openPanel } = startSession();
    const panel = openPanel();
    expect(await panel.call(add(Buffer.from(alice).toString('hex')))).toEqual({ ok: true, value: [1] });
    expect(await panel.call({ name: 'sightings', tokenId: 1, from: 0, to: 9 })).toMatchObject({
      value: { sightings: [{ kind: 'text', path: ['bytes'] }] },
    });
  });

  it('changes nothing if no token is in it', async () => {
    const { openPanel, flush } = startSession();
    const panel = openPanel();
    panel.received.splice(0);
    expect(await panel.call(add('no token'))).toEqual({ ok: true, value: [] });
    flush();
    expect(panel.received).toEqual([]);
  });

  it('is in the log that is shown, beside what a file contains', async () => {
    const { openPanel, openFiles, readings } = startSession();
    const panel = openPanel();
    openFiles(panel, ['notes.txt']);
    await settle();
    await readings[0]?.take([
      { kind: 'text', id: 'file-text', addedAtMs: 1, name: 'notes.txt', text: alice },
    ]);
    await readings[0]?.end([]);
    expect(await panel.call(add(bob))).toEqual({ ok: true, value: [2] });
    expect(openPanel().received).toMatchObject([
      {
        state: { tokens: { changed: [{ raw: bob }, { raw: alice }] }, files: { shown: [{ state: 'open' }] } },
      },
    ]);
  });

  it.each([
    ['longer than a search accepts', { ...add(alice), text: ' '.repeat(32 * 1024 * 1024 + 2) }],
    ['from a file with a name that is too long', { ...add(alice), fileName: 'x'.repeat(1_025) }],
  ])('is rejected if it is %s', async (_, call) => {
    const { openPanel } = startSession();
    expect(await openPanel().call(call)).toEqual({ ok: false, error: 'malformed' });
  });
});

describe('a text file without a token', () => {
  it('does not replace what is shown', async () => {
    const { openPanel, openFiles, readings } = startSession();
    const panel = openPanel();
    openFiles(panel, ['notes.txt']);
    await settle();
    const text = 'eyJhbGciOiJIUzI1NiJ9 is only a header';
    await readings[0]?.take([{ kind: 'text', id: 'file-text', addedAtMs: 1, name: 'notes.txt', text }]);
    await readings[0]?.end([]);
    expect(openPanel().received).toMatchObject([
      { state: { files: { shown: [], opening: [{ state: 'failed', problems: [{ code: 'no tokens' }] }] } } },
    ]);
  });
});
