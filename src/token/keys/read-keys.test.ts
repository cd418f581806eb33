import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxCandidateKeys, maxKeyLength } from '../limits';
import { check } from '../verify/check.fixture';
import {
  certificate,
  ed25519,
  p256,
  p384,
  privatePem,
  publicPem,
  rsa,
  signToken,
} from '../verify/keys.fixture';
import type { Key, KeyReading } from './key';
import { readKeys } from './read-keys';

/** The only key of a text. */
async function readOne(text: string): Promise<Key> {
  const reading = await readKeys(text);
  if ('problem' in reading) throw new Error(reading.params.join());
  expect(reading.keys).toHaveLength(1);
  return reading.keys[0] as Key;
}

async function readProblem(text: string): Promise<string> {
  const reading: KeyReading = await readKeys(text);
  return 'problem' in reading
    ? `${reading.problem}: ${JSON.stringify([reading.params, reading.material])}`
    : 'no problem';
}

const jwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }) });

describe('a text without a readable key', () => {
  it.each([
    ['an encrypted PKCS#8', privateEncrypted('pkcs8'), 'key_problem_encrypted'],
    ['an encrypted PKCS#1', privateEncrypted('pkcs1'), 'key_problem_encrypted'],
    ['a revocation list', labelled('X509 CRL'), 'key_problem_pem_crl'],
    ['an attribute certificate', labelled('ATTRIBUTE CERTIFICATE'), 'key_problem_pem_attribute_certificate'],
    // p and g: a sequence of two integers, like an RSA public key.
    [
      'DH parameters',
      labelled('DH PARAMETERS', rsa.publicKey.export({ type: 'pkcs1', format: 'der' })),
      'key_problem_pem_parameters',
    ],
    ['DSA parameters', labelled('DSA PARAMETERS'), 'key_problem_pem_parameters'],
    ['a DSA private key', labelled('DSA PRIVATE KEY'), 'key_problem_pem_dsa'],
    ['a PEM of something else', labelled('NONSENSE'), '"key_problem_pem_label","params":["NONSENSE"]'],
    ['a PEM with a wrong key', labelled('SPECIAL PUBLIC KEY'), 'key_problem_not_key"'],
    [
      'an encrypted PKCS#1 on one line',
      privateEncrypted('pkcs1').replace(/\s+/g, ' '),
      'key_problem_encrypted',
    ],
    [
      'an encrypted PKCS#1 without spaces',
      privateEncrypted('pkcs1').replace(/\n\s*/g, ''),
      'key_problem_encrypted',
    ],
    [
      'an encrypted PKCS#1 without dashes',
      privateEncrypted('pkcs1').replaceAll('-----', ''),
      'key_problem_encrypted',
    ],
    [
      'an OpenSSH key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n-----END OPENSSH PRIVATE KEY-----',
      'ssh_private',
    ],
    ['an SSH public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKo me', 'ssh_public'],
    [
      'a certificate request',
      '-----BEGIN CERTIFICATE REQUEST-----\nAA\n-----END CERTIFICATE REQUEST-----',
      'csr',
    ],
    [
      'a DSA key',
      generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
        .publicKey.export({ type: 'spki', format: 'pem' })
        .toString(),
      '1.2.840.10040.4.1',
    ],
    [
      'a key on another curve',
      publicPem(generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).publicKey),
      '1.3.36.3.3.2.8.1.1.7',
    ],
    [
      'explicit curve parameters',
      publicPem(generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey),
      'key_problem_curve_explicit',
    ],
    ['an RSA modulus of a few bits', '{"kty":"RSA","n":"AQAB","e":"AQAB"}', '[17]'],
    ['a JWK of an unknown curve', '{"kty":"EC","crv":"P-192","x":"AQ","y":"AQ"}', 'P-192'],
    ['a curve of the other type', '{"kty":"OKP","crv":"P-256","x":"AQ"}', 'P-256'],
    ['an AKP of an unknown algorithm', '{"kty":"AKP","alg":"FN-DSA-512","pub":"AQ"}', 'FN-DSA-512'],
    ['an AKP of the wrong length', '{"kty":"AKP","alg":"ML-DSA-44","pub":"AQ"}', '1312'],
    [
      'truncated DER',
      rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64').slice(0, 200),
      'der_cut',
    ],
  ])('%s is identified', async (_, text, words) => {
    const problem = await readProblem(text);
    expect(problem).toMatch(/^key_unreadable: /);
    expect(problem).toContain(words);
  });

  it('can be a discovery document, with the address of the keys', async () => {
    const document = { issuer: 'https://id.test', jwks_uri: 'https://keys.id.test:8443/set.json' };
    expect(await readKeys(JSON.stringify(document))).toEqual({
      problem: 'key_is_discovery',
      params: ['keys.id.test:8443', 'https://keys.id.test:8443/set.json'],
    });
    expect(await readKeys('{"jwks_uri":"nowhere"}')).toMatchObject({ params: ['nowhere', 'nowhere'] });
  });

  it('can be longer than the limit', async () => {
    expect(await readProblem('x'.repeat(maxKeyLength + 1))).toMatch(/^key_too_long/);
  });
});

/** A PEM whose content is a sequence of a string, or this DER. */
function labelled(label: string, der = Buffer.from('30040c026869', 'hex')): string {
  return `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----`;
}

function privateEncrypted(type: 'pkcs1' | 'pkcs8'): string {
  return rsa.privateKey.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
}

describe('a key in binary form', () => {
  const pairs = {
    RSA: rsa,
    'P-256': p256,
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    secp256k1: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    Ed25519: generateKeyPairSync('ed25519'),
    Ed448: generateKeyPairSync('ed448'),
    X25519: generateKeyPairSync('x25519'),
    X448: generateKeyPairSync('x448'),
  };

  it.each(Object.entries(pairs))('%s has the same public and private members as in Node', async (_, pair) => {
    const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
    const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const forms = (der: Buffer) => [
      der.toString('base64'),
      der.toString('base64url'),
      der.toString('hex'),
      `"${der.toString('base64')}"`,
    ];
    for (const text of [publicPem(pair.publicKey), ...forms(spki)]) {
      const { publicJwk, privateJwk, problems } = await readOne(text);
      expect(publicJwk).toEqual(jwk(pair.publicKey));
      expect(privateJwk).toBeUndefined();
      expect(problems).toEqual([]);
    }
    for (const text of [privatePem(pair.privateKey), ...forms(pkcs8), JSON.stringify(jwk(pair.privateKey))]) {
      const { publicJwk, privateJwk } = await readOne(text);
      expect(publicJwk).toEqual(jwk(pair.publicKey));
      expect(privateJwk).toEqual(jwk(pair.privateKey));
    }
  });

  it.each(['P-256', 'P-384', 'P-521', 'secp256k1'] as const)(
    '%s can be SEC 1, with or without parameters',
    async (name) => {
      const pair = pairs[name];
      const pem = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
      const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
      for (const text of [pem, parameters + pem]) {
        expect((await readOne(text)).privateJwk).toEqual(jwk(pair.privateKey));
      }
    },
  );

  it('can be RSA in PKCS#1', async () => {
    const own = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect((await readOne(own)).privateJwk).toEqual(jwk(rsa.privateKey));
    const other = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect((await readOne(other)).publicJwk).toEqual(jwk(rsa.publicKey));
  });

  it('is the same with a compressed point', async () => {
    const spki = p256.publicKey.export({ type: 'spki', format: 'der' });
    const { x = '', y = '' } = p256.publicKey.export({ format: 'jwk' });
    const isOdd = ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1) === 1;
    const start = Buffer.from(spki.subarray(0, spki.length - 65));
    start[1] = 0x39;
    start[start.length - 2] = 0x22;
    const point = Buffer.concat([Buffer.from([isOdd ? 3 : 2]), Buffer.from(x, 'base64url')]);
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([start, point]).toString('base64')}\n-----END PUBLIC KEY-----`;
    expect((await readOne(pem)).publicJwk).toEqual(jwk(p256.publicKey));
  });

  it('is cut only if its content is', async () => {
    const complete = Buffer.from('30040c026869', 'hex');
    const wrap = (content: Buffer) =>
      `-----BEGIN PUBLIC KEY-----\n${content.toString('base64')}\n-----END PUBLIC KEY-----`;
    expect(await readKeys(wrap(complete))).toMatchObject({ params: [{ code: 'key_problem_not_key' }] });
    expect(await readKeys(wrap(complete.subarray(0, 4)))).toMatchObject({
      material: 'der_cut',
    });
  });

  it('can have a wrong label', async () => {
    const pem = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    expect((await readOne(pem.replaceAll('RSA PUBLIC', 'PUBLIC'))).kty).toBe('RSA');
    for (const label of ['KEY', 'PUBLICKEY', 'SPKI', 'RSA KEY', 'MY PUBLIC KEY']) {
      expect((await readOne(pem.replaceAll('RSA PUBLIC KEY', label))).kty).toBe('RSA');
    }
  });
});

describe('a pasted key', () => {
  const pem = publicPem(p256.publicKey);
  const oneLine = pem.replaceAll('\n', '\\n');
  const text = JSON.stringify(jwk(p256.publicKey));
  const base64 = p256.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

  it.each([
    ['an environment file', `KEY="${oneLine}"`],
    ['an export line', `export PUBLIC_KEY='${oneLine}'`],
    ['an environment file with literal line breaks', `KEY="${pem}"`],
    ['a YAML block', `jwt:\n  publicKey: |\n${pem.replace(/^/gm, '    ')}`],
    ['a JSON member', JSON.stringify({ type: 'service_account', private_key: pem })],
    ['a JSON string', JSON.stringify(pem)],
    ['code with two levels of escapes', JSON.stringify(oneLine)],
    ['PEM in base64', Buffer.from(pem).toString('base64')],
    ['PEM in base64 on a line', `KEY=${Buffer.from(pem).toString('base64')}`],
    ['DER on a line', `JWT_PUBLIC_KEY=${base64}`],
    ['DER in multiple lines', (base64.match(/.{1,40}/g) ?? []).join('\r\n')],
    ['DER in hex with colons', (Buffer.from(base64, 'base64').toString('hex').match(/../g) ?? []).join(':')],
    ['a realm description', JSON.stringify({ realm: 'test', public_key: base64 })],
    ['JWK on a line', `JWK='${text}'`],
    ['JWK in base64', Buffer.from(text).toString('base64')],
    ['JWK in a JSON string', JSON.stringify(text)],
    [
      'JWK in EDN',
      `{${Object.entries(jwk(p256.publicKey))
        .map(([name, value]) => `:${name} "${value}"`)
        .join(', ')}}`,
    ],
    ['a set in client metadata', JSON.stringify({ client_id: 'x', jwks: { keys: [jwk(p256.publicKey)] } })],
  ])('as %s is read', async (_, pasted) => {
    expect((await readOne(pasted)).publicJwk).toEqual(jwk(p256.publicKey));
  });

  it('as a map of certificates by kid has those kids', async () => {
    for (const map of [{ a: certificate, b: pem }, { keys: { a: certificate, b: pem } }]) {
      expect(await readKeys(JSON.stringify(map))).toMatchObject({
        form: 'jwks',
        keys: [
          { kid: 'a', form: 'certificate' },
          { kid: 'b', form: 'pem-public' },
        ],
      });
    }
  });

  it('in a policy of Azure API Management has the "id" as its kid', async () => {
    const { n = '', e = '' } = jwk(rsa.publicKey);
    const read = await readKeys(`<key id="a" n="${n}" e="${e}" /><key n="${n}" e="${e}" id="b" />`);
    expect(read).toMatchObject({ keys: [{ kid: 'a' }, { kid: 'b' }] });
  });

  it('as a JWK with leading zeros loses them', async () => {
    const { n = '', e = '' } = jwk(rsa.publicKey);
    const zeros = (member: string) =>
      Buffer.concat([Buffer.alloc(2), Buffer.from(member, 'base64url')]).toString('base64url');
    const { publicJwk } = await readOne(JSON.stringify({ kty: 'RSA', n: zeros(n), e: zeros(e) }));
    expect(publicJwk).toEqual({ kty: 'RSA', n, e });
  });
});

describe('a number of a JWK', () => {
  const { kty, n = '', e } = jwk(rsa.publicKey);
  const pem = publicPem(rsa.publicKey);
  const spki = rsa.publicKey.export({ type: 'spki', format: 'der' });
  const hex = Buffer.from(n, 'base64url').toString('hex');

  it('is the same with base64 padding', async () => {
    const { publicJwk } = await readOne(JSON.stringify({ kty, n: `${n}==`, e }));
    expect(publicJwk).toEqual({ kty, n, e });
  });

  it('that is a PEM in base64 is reported, and not used', async () => {
    const inBase64 = Buffer.from(pem).toString('base64url');
    expect(await readProblem(JSON.stringify({ kty, n: inBase64, e }))).toContain('key_problem_member_is_pem');
  });

  it.each([
    ['a PEM', pem, 'is_pem'],
    ['a PEM in standard base64', Buffer.from(pem).toString('base64'), 'is_pem'],
    ['SPKI', spki.toString('base64url'), 'is_der'],
    ['SPKI in standard base64', spki.toString('base64'), 'is_der'],
    ['PKCS#1', rsa.publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'), 'is_der'],
    ['a certificate', certificate.replace(/-----.*-----|\n/g, ''), 'is_der'],
    ['hex in base64', Buffer.from(hex).toString('base64url'), 'is_text'],
    ['decimal in base64', Buffer.from(BigInt(`0x${hex}`).toString()).toString('base64'), 'is_text'],
    ['base64 in base64', Buffer.from(n).toString('base64'), 'is_text'],
    ['XML in base64', Buffer.from(`<Modulus>${n}</Modulus>`).toString('base64'), 'is_text'],
    ['other letters', `${n}!`, 'not_base64url'],
    ['a length of base64 that is impossible', `${n}AAA`, 'not_base64url'],
  ])('that is %s is reported, and makes no token invalid', async (_, member, problem) => {
    const text = JSON.stringify({ kty, n: member, e });
    expect(await readProblem(text)).toContain(`key_problem_member_${problem}`);
    const keys = JSON.stringify({ keys: [{ kty, n: member, e, kid: 'a' }] });
    for (const key of [text, keys]) {
      const token = signToken({ alg: 'RS256', kid: 'a' }, { sub: 'alice' }, rsa.privateKey);
      expect(await check(token, key)).toMatchObject({ status: 'unchecked', reason: 'key_unreadable' });
    }
  });

  it.each([
    ['padding', { n: `${n}==` }, ['n']],
    ['standard base64', { n: Buffer.from(n, 'base64url').toString('base64') }, ['n']],
    ['a leading zero', { n: Buffer.from(`00${hex}`, 'hex').toString('base64url') }, ['n']],
    ['hex', { n: hex }, ['n']],
    ['decimal', { e: 65537 }, ['e']],
    ['no change', {}, undefined],
  ])('with %s is read, and the verdict states that others reject it', async (_, members, repaired) => {
    const token = signToken({ alg: 'RS256' }, { sub: 'alice' }, rsa.privateKey);
    const { status, notes } = await check(token, { kty, n, e, ...members });
    expect(status).toBe('valid');
    expect(notes).toEqual(repaired && [{ code: 'jwk_repaired', params: [repaired] }]);
  });
});

describe('a PEM whose armor is damaged', () => {
  const pem = publicPem(rsa.publicKey).trim();
  const token = signToken({ alg: 'RS256' }, { sub: 'alice' }, rsa.privateKey);

  it.each([
    ['a dash less', pem.slice(0, -1)],
    ['a dash more', `-${pem}`],
    ['no dashes', pem.replaceAll('-----', '')],
    ['no last line', pem.replace(/\n-.*$/, '')],
  ])('with %s is read, and the verdict states that others reject it', async (_, text) => {
    expect((await check(token, text)).notes).toEqual([{ code: 'pem_repaired', params: [] }]);
    expect((await check(token, pem)).notes).toBeUndefined();
  });

  it.each([
    ['truncated', pem.slice(0, 300)],
    ['truncated, with its last line', `${pem.slice(0, 300)}\n${pem.slice(-24, -1)}`],
    ['without a line', pem.replace(/\n.{64}\n/, '\n').slice(0, -1)],
    ['two of them', `${pem.slice(1)}\n${pem.slice(0, -1)}`.replaceAll('-----', '')],
    ['only words', 'BEGIN PUBLIC KEY END PUBLIC KEY'],
  ])('is not read if it is incomplete: %s', async (_, text) => {
    const verdict = await check(token, text);
    expect(verdict).toMatchObject({ status: 'unchecked', reason: 'key_unreadable' });
  });
});

describe('the keys of a realm or a service', () => {
  const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');
  const entry = (kid: string, use: string, algorithm: string) => ({
    kid,
    use,
    algorithm,
    type: 'RSA',
    status: 'ACTIVE',
    publicKey: spki(rsa.publicKey),
  });

  it('have their kid, algorithm and use', async () => {
    const keys = [entry('a', 'SIG', 'RS256'), entry('b', 'ENC', 'RSA-OAEP'), { kid: 'c', type: 'OCT' }];
    expect(await readKeys(JSON.stringify({ active: { RS256: 'a' }, keys }))).toMatchObject({
      form: 'jwks',
      keys: [
        { kid: 'a', alg: 'RS256', use: 'sig' },
        { kid: 'b', alg: 'RSA-OAEP', use: 'enc' },
      ],
      unread: [{ kid: 'c', why: { code: 'key_problem_kty_missing' } }],
    });
  });

  it('are selected by kid', async () => {
    const token = signToken({ alg: 'RS256', kid: 'c' }, { sub: 'alice' }, rsa.privateKey);
    const keys = JSON.stringify({ keys: [entry('a', 'SIG', 'RS256')] });
    expect(await check(token, keys)).toMatchObject({ status: 'unchecked', reason: 'kid_not_in_set' });
    const pair = JSON.stringify({
      public_key: publicPem(rsa.publicKey),
      private_key: privatePem(rsa.privateKey),
    });
    expect((await check(token, pair)).status).toBe('valid');
  });

  it('in a DID document are selected by the fragment of their ID as well', async () => {
    const methods = [{ id: '#one', publicKeyJwk: jwk(p256.publicKey) }];
    const document = JSON.stringify({ id: 'did:web:x', verificationMethod: methods });
    for (const kid of ['one', '#one', 'did:web:x#one']) {
      const token = signToken({ alg: 'ES256', kid }, { sub: 'alice' }, p256.privateKey);
      expect((await check(token, document)).status).toBe('valid');
    }
    const other = signToken({ alg: 'ES256', kid: 'did:web:y#one' }, { sub: 'alice' }, p256.privateKey);
    expect((await check(other, document)).reason).toBe('kid_not_in_set');
  });
});

describe('the files of a Kubernetes secret', () => {
  const encodeFile = (text: string) => Buffer.from(text).toString('base64');
  const describeKeys = (reading: Awaited<ReturnType<typeof readKeys>>) =>
    'problem' in reading ? reading : reading.keys.map(({ form, kty, kid }) => [form, kty, kid ?? '']);

  it.each([
    [
      'a certificate, its issuer and a private key',
      { 'ca.crt': certificate, 'tls.crt': certificate, 'tls.key': privatePem(rsa.privateKey) },
      [
        ['certificate', 'EC', ''],
        ['certificate', 'EC', ''],
        ['pem-private', 'RSA', ''],
      ],
    ],
    [
      'a JWKS and a PEM',
      {
        'jwks.json': JSON.stringify({ keys: [{ ...jwk(p256.publicKey), kid: 'a' }] }),
        'public.pem': publicPem(ed25519.publicKey),
      },
      [
        ['jwks', 'EC', 'a'],
        ['pem-public', 'OKP', ''],
      ],
    ],
  ])('are all read: %s', async (_, files, keys) => {
    const encoded = Object.entries(files).map(([name, text]) => [name, encodeFile(text)] as const);
    const yaml = `data:\n${encoded.map(([name, text]) => `  ${name}: ${text}\n`).join('')}kind: Secret\n`;
    expect(describeKeys(await readKeys(yaml))).toEqual(keys);
    const quoted = `data:\n${encoded.map(([name, text]) => `  ${name}: "${text}"\n`).join('')}`;
    expect(describeKeys(await readKeys(quoted))).toEqual(keys);
  });

  it('are reported if one of them is damaged', async () => {
    const files = [publicPem(p256.publicKey), publicPem(p384.publicKey).replace(/\nM.*/, '\nAAAA')];
    const yaml = files.map((text, index) => `file-${index}: ${encodeFile(text)}`).join('\n');
    expect(await readKeys(yaml)).toMatchObject({ keys: [{ kty: 'EC' }], unread: [{}] });
  });

  it('beyond the limit are reported', async () => {
    const file = encodeFile(publicPem(p256.publicKey));
    const yaml = Array.from({ length: maxCandidateKeys + 5 }, (_, index) => `k${index}: ${file}`).join('\n');
    const reading = await readKeys(yaml);
    if ('problem' in reading) throw new Error(reading.problem);
    expect(reading.keys).toHaveLength(maxCandidateKeys);
    expect(reading.unread.length).toBeGreaterThan(0);
  });
});

describe('a set beyond the limit', () => {
  it('keeps the kids of entries that are not read', async () => {
    const keys = Array.from({ length: maxCandidateKeys + 2 }, (_, index) => ({
      ...jwk(p256.publicKey),
      kid: `key-${index}`,
    }));
    const reading = await readKeys(JSON.stringify({ keys }));
    if ('problem' in reading) throw new Error(reading.problem);
    expect(reading.keys).toHaveLength(maxCandidateKeys);
    expect(reading.unread.map(({ kid }) => kid)).toEqual(['key-100', 'key-101']);
  });

  it("keeps the kids of entries that aren't keys", async () => {
    const keys = [jwk(p256.publicKey), { kty: 'EC', kid: 'broken' }, 'x'];
    expect(await readKeys(JSON.stringify({ keys }))).toMatchObject({
      unread: [{ kid: 'broken' }, { why: { code: 'key_problem_entry_not_object' } }],
    });
  });
});

const listNumbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a long text', () => {
  it.each([
    ['equals signs', '='.repeat(maxKeyLength - 1) + 'x'],
    ['line breaks', '\n'.repeat(maxKeyLength - 1) + 'x'],
    ['backslashes', '-----BEGIN ' + '\\'.repeat(maxKeyLength - 20) + 'x'],
    ['beginnings', '-----BEGIN A-----'.repeat(60_000)],
    ['brackets', '['.repeat(maxKeyLength)],
    ['nested objects', '{"jwks":'.repeat(100_000)],
    ['colons', 'kty : '.repeat(150_000)],
    ['dashes', '-'.repeat(maxKeyLength)],
    ['hex', '30'.repeat(maxKeyLength / 2)],
    ['base64', 'M'.repeat(maxKeyLength)],
    ['dashes in pairs', '-- BEGIN '.repeat(110_000)],
    ['beginnings in capitals', 'BEGIN PUBLIC '.repeat(80_000)],
    ['endings in lower case', `M${'A'.repeat(40)} ${'end public '.repeat(90_000)}`],
    ['beginnings of a PEM without dashes', 'BEGINEND'.repeat(130_000)],
    ['numbers of OpenSSL', 'modulus: aa:'.repeat(80_000)],
    ['calls after a name', `modulus = ${'new a.b('.repeat(120_000)}`],
    ['names with calls', 'n=new Number('.repeat(75_000)],
    ['numbers of Go', '{1234567890'.repeat(90_000)],
    ['numbers of Java', `${`BigInteger("${'7'.repeat(150)}"), `.repeat(6_000)}`],
    ['pairs of digits', `pub: ${'aa:'.repeat(340_000)}`],
    ['letters of SSH', 'ssh-rsa AAAA'.repeat(80_000)],
    ['blobs of SSH', `${'AAAA'.repeat(20)} `.repeat(12_000)],
    ['SSH types', 'ssh-rsa '.repeat(130_000)],
    ['elements', '<Modulus '.repeat(110_000)],
    ['elements that are closed', '<Modulus>'.repeat(110_000)],
    ['comments', `<Modulus>${'<!--'.repeat(260_000)}`],
    ['members of a JWK', '"n":'.repeat(250_000)],
    ['backslashes after a member', `kty${'\\'.repeat(maxKeyLength - 4)}`],
    ['spaces after a member', 'kty  n  x  y  crv  '.repeat(50_000)],
    ['runs of base64', `${'M'.repeat(44)} `.repeat(23_000)],
    ['lines of a hex dump', '00000000: 3030 3030\n'.repeat(50_000)],
    ['names of a DID', `did:key:z${'6'.repeat(maxKeyLength - 10)}`],
    ['zero-width characters', '\u200b'.repeat(maxKeyLength)],
    ['assignments', 'a='.repeat(maxKeyLength / 2)],
    ['colons and spaces', 'a : '.repeat(260_000)],
    ['quotes before an armor', '"-----BEGIN '.repeat(90_000)],
    ['literals', `"-----BEGIN A-----${'" + "'.repeat(200_000)}`],
    ['escaped quotes', `kty${'\\\\"'.repeat(200_000)}`],
    ['members of code', 'kty:kty:'.repeat(130_000)],
    ['members of code with equals signs', 'kty=n=e=d='.repeat(100_000)],
    ['braces of code', `kty:'EC'${'{}'.repeat(500_000)}`],
    ['members of JSON', JSON.stringify(Object.fromEntries(listNumbers(60_000).map((n) => [n, 'a'])))],
    ['objects in JSON', JSON.stringify(listNumbers(60_000).map((n) => ({ a: { n } })))],
    ['wrapped strings in JSON', `{${'"\\\n\\"\n'.repeat(160_000)}`],
    ['texts in JSON', JSON.stringify(listNumbers(100_000).map(String))],
    ['digits', `modulus: ${'7'.repeat(maxKeyLength - 20)}`],
    ['numbers of a JWK', JSON.stringify({ kty: 'RSA', n: '7'.repeat(maxKeyLength - 60), e: 'AQAB' })],
    ['PEMs in base64', `${'LS0tLS1CRUdJTi'.repeat(4)} `.repeat(18_000)],
    ['lines of base64', `x: ${`MIIB${'A'.repeat(44)}\n`.repeat(20_000)}`],
    ['percent signs', '%22kty'.repeat(170_000)],
    ['numbers in brackets', `[${'11 '.repeat(340_000)}`],
    ['digits in brackets', `[${'1'.repeat(maxKeyLength - 1)}`],
    ['brackets and numbers', '[1,1,1,'.repeat(140_000)],
    ['escaped bytes', '\\x30\\x'.repeat(170_000)],
    ['tags', `-----BEGIN A-----${'<a '.repeat(340_000)}`],
    ['psql', `-----BEGIN A-----${'+ '.repeat(250_000)}\n${'   '.repeat(150_000)}\n-----END A-----`],
    ['prefixes', `${'1 '.repeat(30)}-----BEGIN A-----${'\n1 1 1'.repeat(150_000)}\n-----END A-----`],
  ])('of %s is read in linear time', async (_, text) => {
    expect(await readKeys(text)).toBeDefined();
  });
});
