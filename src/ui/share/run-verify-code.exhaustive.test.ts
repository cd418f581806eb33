import { execFile } from 'node:child_process';
import { constants, createHmac, generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { writeVerifyCode } from './verify-code';
import { readVerifyFacts, type KnownKeySet, type VerifyFacts } from './verify-facts';

const run = promisify(execFile);
const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

function generatePair(alg: string) {
  const namedCurve = curves[alg];
  if (namedCurve !== undefined) return generateKeyPairSync('ec', { namedCurve });
  if (alg === 'Ed448') return generateKeyPairSync('ed448');
  return alg.startsWith('Ed')
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
}
/** Debian's has the package `python3-jwt`. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

describe('the code, run by the tool itself,', () => {
  let server: Server;
  let issuer = '';
  const keys = new Map<
    string,
    { readonly privateKey: KeyObject; readonly jwk: object; readonly pem: string }
  >();

  beforeAll(async () => {
    for (const alg of ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'Ed448']) {
      const { privateKey, publicKey } = generatePair(alg);
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: alg };
      keys.set(alg, { privateKey, jwk, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() });
    }
    server = createServer((request, response) => {
      // PyJWT can't read a set that contains a key for Ed448, so that has an issuer of its own.
      const [, tenant = '', path] = /^(\/ed448)?(\/.*)$/.exec(request.url ?? '') ?? [];
      const listed = [...keys].filter(([kid]) => (kid === 'Ed448') === (tenant !== ''));
      if (path === '/jwks') response.end(JSON.stringify({ keys: listed.map(([, { jwk }]) => jwk) }));
      else if (path === '/.well-known/openid-configuration')
        response.end(JSON.stringify({ issuer: `${issuer}${tenant}`, jwks_uri: `${issuer}${tenant}/jwks` }));
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const secret = 'a secret of 32 characters or more';
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** `kid` is the name of the key. */
  const sign = (kid: string, claims: object): string => {
    const alg = kid === 'Ed448' ? 'EdDSA' : kid;
    const text = `${encode({ alg, kid })}.${encode({ ...claims, exp: Math.floor(Date.now() / 1_000) + 3_600 })}`;
    const key = keys.get(kid)?.privateKey;
    const padding = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
    const hash = alg.startsWith('Ed') ? undefined : `sha${alg.slice(2)}`;
    const signature =
      key === undefined
        ? createHmac('sha256', secret).update(text).digest()
        : signBytes(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363', ...padding });
    return `${text}.${signature.toString('base64url')}`;
  };
  const factsOf = (raw: string, keySets: readonly KnownKeySet[] = []): VerifyFacts => {
    const token = decode(raw);
    const facts = readVerifyFacts(token, keySets);
    if (facts === undefined) throw new Error('no facts');
    return facts;
  };
  const commands = {
    jose: (code: string) => ['node', ['--input-type=module', '-e', code]] as const,
    jsonwebtoken: (code: string) => ['node', ['--input-type=module', '-e', code]] as const,
    PyJWT: (code: string) => [python, ['-c', code]] as const,
    openssl: (code: string) => ['bash', ['-c', code]] as const,
  };
  const needed = {
    jose: 'true',
    jsonwebtoken: 'true',
    PyJWT: `${python} -c "import jwt"`,
    openssl: 'command -v openssl jq curl',
  };

  const isInstalled = (tool: keyof typeof needed) =>
    run('bash', ['-c', needed[tool]]).then(
      () => true,
      () => false,
    );

  /** Runs the code with a token and the names of the variables that it reads. */
  const createVerifier = (tool: keyof typeof commands, code: string, variables: Record<string, string>) => {
    const [command, args] = commands[tool](code);
    return (raw: string) => run(command, args, { env: { ...process.env, TOKEN: raw, ...variables } });
  };
  const accepted = { stdout: expect.stringMatching(/user|true|OK/) as unknown };

  it.for([
    ['jose', 'RS256'],
    ['jose', 'ES256'],
    ['jose', 'Ed25519'],
    ['jose', 'HS256'],
    ['jsonwebtoken', 'RS256'],
    ['jsonwebtoken', 'ES256'],
    ['jsonwebtoken', 'HS256'],
    ['PyJWT', 'RS256'],
    ['PyJWT', 'HS256'],
    ['openssl', 'RS256'],
    ['openssl', 'PS256'],
    ['openssl', 'ES256'],
    ['openssl', 'ES384'],
    ['openssl', 'ES512'],
    ['openssl', 'EdDSA'],
    ['openssl', 'Ed25519'],
    ['openssl', 'Ed448'],
    ['openssl', 'HS256'],
  ] as const)(
    'for %s accepts a token with %s and rejects others',
    { timeout: 60_000 },
    async ([tool, alg], { skip }) => {
      if (!(await isInstalled(tool))) return skip(`without ${tool}`);
      const claims = {
        iss: alg === 'Ed448' ? `${issuer}/ed448` : issuer,
        aud: ['api "x"', 'other'],
        sub: 'user',
      };
      const token = sign(alg, claims);
      const code = writeVerifyCode(tool, factsOf(token)) ?? '';
      const verify = createVerifier(tool, code, { JWT_SECRET: secret });
      await expect(verify(token)).resolves.toMatchObject(accepted);
      const others = [
        `${token.slice(0, -8)}AAAAAAAA`,
        sign(alg, { ...claims, aud: 'wrong' }),
        sign(alg, { ...claims, iss: 'https://wrong.test' }),
      ];
      for (const other of others) await expect(verify(other)).rejects.toThrow();
    },
  );

  it.for([
    ['jose', 'ES256'],
    ['jsonwebtoken', 'RS256'],
    ['PyJWT', 'RS256'],
    ['openssl', 'RS256'],
    ['openssl', 'ES256'],
    ['openssl', 'EdDSA'],
  ] as const)(
    'for %s uses the known key set for %s without discovery, or a pasted key',
    { timeout: 60_000 },
    async ([tool, alg], { skip }) => {
      if (!(await isInstalled(tool))) return skip(`without ${tool}`);
      // Neither has a discovery document.
      const [published, pasted] = [
        sign(alg, { iss: `${issuer}/tenant`, sub: 'user' }),
        sign(alg, { sub: 'user' }),
      ];
      const keySets = [{ url: `${issuer}/jwks`, issuers: [`${issuer}/tenant`] }];
      const { pem = '' } = keys.get(alg) ?? {};
      const verifyPublished = createVerifier(
        tool,
        writeVerifyCode(tool, factsOf(published, keySets)) ?? '',
        {},
      );
      const verifyPasted = createVerifier(tool, writeVerifyCode(tool, factsOf(pasted)) ?? '', {
        JWT_PUBLIC_KEY: pem,
      });
      for (const [verify, token] of [
        [verifyPublished, published],
        [verifyPasted, pasted],
      ] as const) {
        await expect(verify(token)).resolves.toMatchObject(accepted);
        await expect(verify(`${token.slice(0, -8)}AAAAAAAA`)).rejects.toThrow();
      }
    },
  );
});
