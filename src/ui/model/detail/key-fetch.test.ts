import { signal } from '@preact/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, type Token } from '../../../token';
import type { FetchedDocument } from '../../commands';
import { makeToken, signWithKey } from '../../fixture/tokens.fixture';
import { createKeyBox } from './key-box';
import { createKeyFetch } from './key-fetch';
import { createKeyring } from './keyring';

const issuer = 'https://id.test/realms/shop';
const oidc = `${issuer}/.well-known/openid-configuration`;
const oauth = 'https://id.test/.well-known/oauth-authorization-server/realms/shop';
const jwksUri = 'https://id.test/jwks';
const ends: (() => void)[] = [];

type Documents = Readonly<Record<string, unknown>>;

async function open(documents: Documents, iss: unknown = issuer) {
  const { token: raw, jwk } = await signWithKey({ iss, sub: 'alice' }, 'k-1');
  const served: Documents = { [jwksUri]: { keys: [jwk] }, ...documents };
  const requested: string[] = [];
  const token = signal<Token | undefined>(decode(raw));
  const keyring = createKeyring();
  const keyBox = createKeyBox({ token, keyring });
  const commands = {
    async fetchDocument(url: string): Promise<FetchedDocument> {
      requested.push(url);
      const document = served[url];
      if (document === undefined) return { ok: false, reason: 'status', status: 404 };
      return { ok: true, text: typeof document === 'string' ? document : JSON.stringify(document) };
    },
  };
  const keyFetch = createKeyFetch({ token, keyBox, keyring, commands });
  ends.push(keyFetch.end, keyBox.end);
  const click = async () => {
    keyFetch.start();
    await vi.waitFor(() => expect(keyFetch.isFetching.value).toBe(false));
  };
  const settled = (status: string) =>
    vi.waitFor(() => {
      const state = keyBox.state.value;
      expect(state.state === 'verdict' ? state.verdict.status : state.state).toBe(status);
    }, limits);
  return { token, jwk, keyring, keyBox, keyFetch, requested, click, settled };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const limits = { interval: 2, timeout: 4_000 };

describe("the issuer's keys", () => {
  it('are fetched on a click only, and make the token valid', async () => {
    const { keyFetch, requested, click, settled, keyring } = await open({
      [oidc]: { issuer, jwks_uri: jwksUri },
    });
    await settled('unchecked');
    expect(keyFetch.host.value).toBe('id.test');
    expect(requested).toEqual([]);
    await click();
    await settled('valid');
    expect(requested).toEqual([oidc, jwksUri]);
    expect(keyring.keySets.value).toMatchObject([{ origin: 'fetched', url: jwksUri, issuers: [issuer] }]);
    expect(keyFetch.host.value, 'nothing more to fetch').toBeUndefined();
  });

  it('are found with the form of RFC 8414', async () => {
    const { requested, click, settled } = await open({ [oauth]: { issuer, jwks_uri: jwksUri } });
    await click();
    await settled('valid');
    expect(requested).toEqual([oidc, oauth, jwksUri]);
  });

  it('on another host are fetched on a second click, which has that host', async () => {
    const other = 'https://keys.test/shop.json';
    const opened = await open({ [oidc]: { issuer, jwks_uri: other }, [other]: { keys: [] } });
    const { keyFetch, requested, click } = opened;
    await click();
    expect(requested).toEqual([oidc]);
    expect(keyFetch.isElsewhere.value).toBe(true);
    expect(keyFetch.host.value).toBe('keys.test');
    await click();
    expect(requested).toEqual([oidc, other]);
  });

  it('replace a key that was entered before', async () => {
    const { keyBox, click, settled } = await open({ [oidc]: { issuer, jwks_uri: jwksUri } });
    keyBox.type('{"keys":[]}');
    keyBox.verify();
    await settled('unchecked');
    await click();
    await settled('valid');
    expect(keyBox.text.value).toBe('');
  });

  it.each([
    ['without a discovery document', {}, 'status'],
    ['of another issuer', { [oidc]: { issuer: 'https://id.test', jwks_uri: jwksUri } }, 'other issuer'],
    ['without a JSON object', { [oidc]: '<html>' }, 'content'],
    ['without an issuer', { [oidc]: { jwks_uri: jwksUri } }, 'content'],
    ['without a URL of keys', { [oidc]: { issuer } }, 'no keys URL'],
    [
      'with keys at an address without encryption',
      { [oidc]: { issuer, jwks_uri: 'http://id.test/jwks' } },
      'no keys URL',
    ],
    ['with a file as the URL', { [oidc]: { issuer, jwks_uri: 'file:///etc/passwd' } }, 'no keys URL'],
    ['with a set that is none', { [oidc]: { issuer, jwks_uri: jwksUri }, [jwksUri]: { key: 1 } }, 'content'],
  ])('%s are reported', async (_, documents, code) => {
    const { keyFetch, requested, click, settled } = await open(documents);
    await click();
    expect(keyFetch.problem.value?.code).toBe(code);
    await settled('unchecked');
    expect(requested.filter((url) => !url.startsWith('https://id.test/'))).toEqual([]);
  });

  it.each([['http://id.test'], ['auth-service'], ['file:///etc/passwd'], [null], [7]])(
    'are not offered for the issuer %j',
    async (iss) => expect((await open({}, iss)).keyFetch.host.value).toBeUndefined(),
  );

  it('are offered for an issuer on this computer, but not for an HMAC or an unsecured token', async () => {
    const { keyFetch, token } = await open({}, 'http://localhost:3000');
    expect(keyFetch.host.value).toBe('localhost:3000');
    for (const alg of ['HS256', 'none']) {
      token.value = decode(makeToken({ iss: issuer }, { alg }));
      expect(keyFetch.host.value).toBeUndefined();
    }
  });

  it('are never those of an address in the header', async () => {
    const { keyFetch, token } = await open({});
    token.value = decode(
      makeToken({ iss: 'x' }, { alg: 'ES256', jku: 'https://evil.test', x5u: 'https://evil.test' }),
    );
    expect(keyFetch.host.value).toBeUndefined();
  });

  it('are not reported for a token that is shown later', async () => {
    const { keyFetch, token } = await open({});
    keyFetch.start();
    token.value = decode(makeToken({ iss: issuer, sub: 'bob' }, { alg: 'ES256' }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(keyFetch.isFetching.value).toBe(false);
    expect(keyFetch.problem.value).toBeUndefined();
  });
});

describe('a URL in the key box', () => {
  it('of a key set is fetched on a click, and its keys are used like pasted ones', async () => {
    const url = 'https://keys.test/jwks';
    const { token, jwk } = await signWithKey({ sub: 'alice' }, 'k-1');
    const opened = await open({ [url]: { keys: [jwk] } });
    opened.token.value = decode(token);
    opened.keyBox.type(` ${url}\n`);
    expect(opened.keyFetch.host.value).toBe('keys.test');
    expect(opened.requested).toEqual([]);
    await opened.click();
    await opened.settled('valid');
    expect(opened.requested).toEqual([url]);
    expect(opened.keyring.keys.value).toMatchObject([{ origin: 'fetched' }]);
    expect(opened.keyring.keySets.value).toEqual([]);
  });

  it("of the issuer's discovery document leads to its keys, of another issuer's to none", async () => {
    const { keyBox, keyFetch, click, settled } = await open({
      [oidc]: { issuer, jwks_uri: jwksUri },
      'https://other.test/.well-known/openid-configuration': { issuer, jwks_uri: jwksUri },
    });
    keyBox.type('https://other.test/.well-known/openid-configuration');
    await click();
    expect(keyFetch.problem.value?.code).toBe('other issuer');
    keyBox.type(oidc);
    expect(keyFetch.problem.value).toBeUndefined();
    await click();
    await settled('valid');
    expect(keyBox.text.value).toBe('');
  });

  it.each(['http://keys.test/jwks', 'ftp://keys.test', 'keys.test/jwks'])(
    'that is neither https nor on this computer is not offered: %s',
    async (url) => {
      const { keyBox, keyFetch } = await open({}, 'x');
      keyBox.type(url);
      expect(keyFetch.host.value).toBeUndefined();
    },
  );
});
