import { afterEach, describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeToken } from '../fixture/tokens.fixture';
import { replacedClaims } from '../format/preferences';
import { readClaims } from './shown-token';
import { writeTokenTexts } from './token-texts';

const inner = makeToken({ sub: 'inner-subject', jti: 'a1b2' });
const signature = 'S1gnature_of_the_inner_token_0123456789abcd';
const live = `${inner.slice(0, inner.lastIndexOf('.'))}.${signature}`;
const opaque = '7Hq2mXv9LkR4';

async function write(raw: string, claims?: string) {
  const token = decode(raw);
  return writeTokenTexts({
    token,
    title: 'alice · Access',
    header: '{"alg":"HS256"}',
    claims: claims ?? (await readClaims(token)),
    inner: undefined,
  });
}

/** All texts, with what is encoded in them. */
function readAll(texts: object): string {
  const all = Object.values(texts).join('\n');
  const decoded = (all.match(/[\w-]{20,}/g) ?? []).map((run) => Buffer.from(run, 'base64url').toString());
  return [all, ...decoded].join('\n');
}

describe('the texts of a token', () => {
  afterEach(() => {
    replacedClaims.value = {};
  });

  it('have neither live tokens nor secrets that its claims contain', async () => {
    const texts = await write(
      makeToken({
        sub: 'alice',
        access_token: live,
        list: [live],
        client_secret: opaque,
        note: `for ${opaque}`,
      }),
    );
    expect(Object.values(texts)).not.toContain(undefined);
    const all = readAll(texts);
    expect(all).not.toContain(signature);
    expect(all).not.toContain(opaque);
    expect(all).toContain('inner-subject');
    expect(texts.json).toMatch(/"sub": "alice"/);
  });

  it('have none that the claims of an encrypted session contain', async () => {
    const raw = makeToken({}, { alg: 'dir', enc: 'A256GCM' });
    const texts = await write(`${raw}.AAAA.AAAA`, JSON.stringify({ accessToken: opaque, token: live }));
    expect(readAll(texts)).not.toContain(opaque);
    expect(readAll(texts)).not.toContain(signature);
    expect(texts.json).toContain('"accessToken"');
  });

  it('have the claims as they are, unless they are selected on the options page', async () => {
    const raw = makeToken({ sub: 'alice', email: 'alice@example.org', tenant: 'tenant-4711' });
    const texts = await write(raw);
    expect(texts.json).toContain('alice@example.org');
    expect(texts.redacted?.split('.').slice(0, 2)).toEqual(raw.split('.').slice(0, 2));
    expect(texts.redacted).not.toContain(raw.split('.')[2]);
    replacedClaims.value = { tenant: true };
    expect(readAll(await write(raw))).not.toContain('tenant-4711');
  });

  it('have numbers as they were signed', async () => {
    const texts = await write(makeToken('{"sub":"a","id":12345678901234567890,"rate":1.0}'));
    for (const text of [texts.json, texts.markdown]) {
      expect(text).toContain('"id": 12345678901234567890');
      expect(text).toContain('"rate": 1.0');
    }
  });
});
