import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxKeyLength } from '../limits';
import { check, claims, outcome, rs256 } from '../verify/check.fixture';
import { rsa, signToken } from '../verify/keys.fixture';
import { readSecrets } from './secret';
import { listSecretTexts } from './secret-text';
import { maxSecretReadings, maxSecretTexts } from './limits';

const text = 'a-secret.of_thirty-two~characters';
const bytes = createHash('sha512').update('x').digest();
const base64 = bytes.toString('base64');
const hex = bytes.toString('hex');
const lines = `${base64.slice(0, 64)}\n${base64.slice(64)}`;

const sign = (secret: string | Uint8Array) => signToken({ alg: 'HS256' }, claims, secret);

/** The bytes in lines with an offset, in groups, with the bytes as text. */
function dumpOf(groups: number, afterOffset: string, beforeText: string): string {
  const digits = 32 / groups;
  return Array.from({ length: bytes.length / 16 }, (_, line) => {
    const part = hex.slice(32 * line, 32 * line + 32);
    const pairs = (part.match(new RegExp(`.{${digits}}`, 'g')) ?? []).join(' ');
    return `${(16 * line).toString(16).padStart(8, '0')}${afterOffset} ${pairs} ${beforeText}${'.'.repeat(16)}`;
  }).join('\n');
}

/** Lines and excerpts as people paste them; the secret is `text`. */
const excerpts: readonly string[] = [
  `JWT_SECRET=${text}`,
  `JWT_SECRET="${text}"`,
  `JWT_SECRET='${text}' # at least 32 characters`,
  `JWT_SECRET=${text} # for development`,
  `JWT_SECRET = ${text}`,
  `export JWT_SECRET=${text}`,
  `export JWT_SECRET="${text}";`,
  `set JWT_SECRET=${text}`,
  `setx JWT_SECRET ${text}`,
  `set -x JWT_SECRET ${text}`,
  `$env:JWT_SECRET = "${text}"`,
  `ENV JWT_SECRET=${text}`,
  `ENV JWT_SECRET ${text}`,
  `docker run -e JWT_SECRET=${text}`,
  `docker run -e JWT_SECRET=${text} -p 3000:3000 app`,
  `docker run -p 3000:3000 -e JWT_SECRET=${text} app`,
  `heroku config:set JWT_SECRET=${text} NODE_ENV=production`,
  `JWT_SECRET=${text} node server.js`,
  `"Env": [\n  "PATH=/usr/bin",\n  "JWT_SECRET=${text}"\n],`,
  `["an-older-secret-of-the-app", "${text}"]`,
  `      - JWT_SECRET=${text}`,
  `      - "JWT_SECRET=${text}"`,
  `      JWT_SECRET: "\${JWT_SECRET:-${text}}"`,
  `Environment="JWT_SECRET=${text}"`,
  `--from-literal=jwt-secret=${text}`,
  `  secretKey: ${text}`,
  `  secret: '${text}'   # rotate yearly`,
  `secret: \${JWT_SECRET:${text}}`,
  `jwt.secret=${text}`,
  `spring.security.jwt.secret = ${text}`,
  `jwt.secret: ${text}`,
  `"secret": "${text}",`,
  `"Jwt:Key": "${text}"`,
  `{"secret":"${text}"}`,
  `{"Jwt":{"Issuer":"https://id.test","Key":"${text}","ExpiryMinutes":60}}`,
  `{"name":"JWT_SECRET","value":"${text}"}`,
  `  default     = "${text}"`,
  `jwt_secret = "${text}" // terraform.tfvars`,
  `jwt_secret = <<EOT\n${text}\nEOT`,
  `[jwt]\nsecret = "${text}"\nexpires = 3600`,
  `secret: |\n  ${text}\n`,
  `jwt:\n  expires: 3600\n  secret: >-\n    ${text}\n  issuer: id.test`,
  `- name: JWT_SECRET\n  value: "${text}"`,
  `DB_HOST=localhost\nDB_PORT=5432\nJWT_SECRET=${text}\nJWT_EXPIRES_IN=1h\n`,
  `define('JWT_SECRET', '${text}');`,
  `'secret' => env('JWT_SECRET', '${text}'),`,
  `const secret = process.env.JWT_SECRET || '${text}';`,
  `private static final String SECRET = "${text}";`,
  `var jwtKey = []byte("${text}")`,
  `SECRET_KEY = '${text}'  # noqa`,
  `public string Key { get; set; } = "${text}";`,
  `new SymmetricSecurityKey(Encoding.UTF8.GetBytes("${text}"))`,
  `Buffer.from('${text}', 'utf8')`,
  `<add key="JwtSecret" value="${text}" />`,
  `<secret>${text}</secret>`,
  `<code>${text}</code>`,
  `<td>${text}</td>`,
  `<span class="x">${text}</span>`,
  `<p>JWT_SECRET=${text}</p>`,
  `b'${text}'`,
  `secret = "${text.slice(0, 12)}" +\n  "${text.slice(12)}"`,
  `jwt.secret=${text.slice(0, 12)}\\\n    ${text.slice(12)}`,
  `kubectl config set secret=${text}`,
  `Key           Value\n---           -----\njwt_secret    ${text}`,
  `jwt_secret\t${text}`,
  `JWT_SECRET=\u201c${text}\u201d`,
  `"Jwt": {\n    "Key": "${text}",\n    "Issuer": "id.test"\n  },`,
  `HASURA_GRAPHQL_JWT_SECRET='{"type":"HS256","key":"${text}"}'`,
  `HASURA_GRAPHQL_JWT_SECRET: {"type":"HS256", "key": "${text}"}`,
  `jwt: {secret: ${text}, expiration: 3600}`,
  `secret = "${text.slice(0, 12)}" & _\n  "${text.slice(12)}"`,
  `local secret = "${text.slice(0, 12)}" ..\n  "${text.slice(12)}"`,
  `secret := '${text.slice(0, 12)}' ||\n  '${text.slice(12)}'`,
  `\u201c${text}\u201d`,
  `${text}\u200b`,
  JSON.stringify({ SecretString: JSON.stringify({ JWT_SECRET: text }), VersionStages: ['AWSCURRENT'] }),
  JSON.stringify({
    env: [
      { name: 'PORT', value: '80' },
      { name: 'JWT_SECRET', value: text },
    ],
  }),
  JSON.stringify([
    { name: 'PORT', value: '80' },
    { name: 'JWT_SECRET', value: text },
  ]),
  JSON.stringify({ jwt: { sensitive: true, type: 'string', value: text } }),
  `apiVersion: v1\nkind: Secret\ndata:\n  jwt-secret: ${Buffer.from(text).toString('base64')}\ntype: Opaque`,
];

const tables: readonly string[] = [
  ` current_setting \n-----------------\n ${text}\n(1 row)\n`,
  `-[ RECORD 1 ]---\nid         | 1\njwt_secret | ${text}\n`,
  `| Name | Value |\n| --- | --- |\n| PORT | 80 |\n| JWT_SECRET | ${text} |`,
  `+------------+-----+\n| name       | value |\n+------------+-----+\n| jwt_secret | ${text} |\n+------------+-----+`,
  `| JWT_SECRET | ${text} |`,
  `┌────────────┬────┐\n│ NAME       │ VALUE │\n├────────────┼────┤\n│ JWT_SECRET │ ${text} │\n└────────────┴────┘`,
  `│ JWT_SECRET │ ${text} │`,
  `PARAMETER\tarn:aws:ssm:x\ttext\t2026\t/app/jwt\tSecureString\t${text}\t1`,
  `Client Secret\n${text}`,
  `JWT Secret\n\n${text}\nCopy`,
];

describe('a secret in a table or after a label', () => {
  it.each(tables)('%j is found', async (pasted) => {
    expect(await outcome(sign(text), pasted)).toBe('valid signature_matches');
  });

  it.each(tables)('%j does not match a token signed with another secret', async (pasted) => {
    expect((await check(sign(`${text}!`), pasted)).status).not.toBe('valid');
  });

  it('is not a line of wrapped base64', () => {
    const [first = ''] = lines.split('\n');
    for (const wrapped of [lines, `${lines}\n`, `${first}\nabcd1234`]) {
      expect(listSecretTexts(wrapped).map((one) => one.text)).not.toContain(first);
    }
  });
});

const base64Text = Buffer.from(text).toString('base64');

/** JSON of tools and of secret stores. */
const jsonExcerpts: readonly unknown[] = [
  [{ Id: 'c0ffee', Config: { Env: ['PATH=/bin', `JWT_SECRET=${text}`], Cmd: ['node'] } }],
  ['PATH=/bin', `JWT_SECRET=${text}`],
  { secret: { inbox: { string: text } } },
  { secrets: [text] },
  { kind: 'Secret', type: 'Opaque', data: { auth: base64Text } },
  { kind: 'List', items: [{ kind: 'Secret', stringData: { auth: text } }] },
  {
    kind: 'Secret',
    metadata: { annotations: { signer: 'another-secret-of-the-cluster' } },
    data: { auth: base64Text },
  },
  { name: 'projects/1/secrets/x/versions/1', payload: { data: base64Text } },
  { APIxyz123: text },
  { data: { inbox: text }, errors: null, warnings: null },
  { ...Buffer.from(text) },
  { jwt: { ...Buffer.from(text) } },
  { images: Array.from({ length: 900 }, (_, index) => `image-${index}`), env: [`JWT_SECRET=${text}`] },
];

it('a public key in base64 of a configuration file is not a secret', async () => {
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const key = `The public key:\n${der}`;
  const file = Buffer.from(`SIGNING_KEY=${JSON.stringify(key)}\nPORT=1`).toString('base64');
  expect((await check(sign(key), file)).status).not.toBe('valid');
  const other = Buffer.from(`PORT=1\nSIGNING_KEY=${text}\n`).toString('base64');
  expect((await check(sign(text), other)).status).toBe('valid');
});

describe('a secret in JSON', () => {
  it.each(jsonExcerpts)('%j is found', async (value) => {
    for (const excerpt of [JSON.stringify(value), JSON.stringify(value, undefined, 2)]) {
      expect(await check(sign(text), excerpt)).toMatchObject({ status: 'valid', key: { form: 'secret' } });
    }
  });

  it.each(jsonExcerpts.filter((value) => !Array.isArray(value) || typeof value[0] !== 'string'))(
    '%j is JSON without a key if it does not match',
    async (value) => {
      for (const token of [sign('another secret'), rs256]) {
        expect(await check(token, JSON.stringify(value))).toMatchObject({
          status: 'unchecked',
          reason: 'key_unreadable',
          keyMaterial: 'json_no_key',
        });
      }
    },
  );

  it.each([
    [{ sub: 'alice', nickname: text }, 'json_no_key'],
    [{ error: 'invalid', detail: text }, 'error_response'],
    [{ jwks_uri: 'https://id.test/jwks', other: text }, undefined],
    [{ cookie: `${rs256}`, other: text }, 'json_no_key'],
    [{ publicKey: text }, 'json_no_key'],
  ])('%j is not tried', async (value, keyMaterial) => {
    const verdict = await check(sign(text), JSON.stringify(value));
    expect(verdict).toMatchObject({ status: 'unchecked', ...(keyMaterial && { keyMaterial }) });
    // The note is about the value, not the whole text.
    for (const note of verdict.notes ?? []) {
      expect(note).toMatchObject({ params: [{ code: 'secret_reading_value' }] });
    }
  });
});

describe('a secret in an excerpt of a file, code or a terminal', () => {
  it.each(excerpts)('%j is found', async (excerpt) => {
    const verdict = await check(sign(text), excerpt);
    expect(verdict).toMatchObject({ status: 'valid', key: { form: 'secret' } });
    expect(JSON.stringify(verdict)).not.toContain(text);
  });

  it.each(excerpts)(
    '%j makes a token signed with another secret neither valid nor changed',
    async (excerpt) => {
      const verdict = await check(sign(`${text}!`), excerpt);
      expect(verdict.status).not.toBe('valid');
    },
  );

  it.each([
    ['a quoted line break', `SECRET="one\\ntwo of the secret"`, 'one\ntwo of the secret'],
    ['a quote in JSON', `"secret": "one\\"two \\u0026 three",`, 'one"two & three'],
    ['a quote in YAML', `secret: 'it''s a long secret'`, "it's a long secret"],
    ['a dollar of docker-compose', `SECRET: pa$$word-of-the-app`, 'pa$word-of-the-app'],
    ['a separator in a properties file', String.raw`secret=a\=b\:c-and-more`, 'a=b:c-and-more'],
    ['percent-encoding', `secret=a%2Bb%2Fc-and-more`, 'a+b/c-and-more'],
    ['an entity', `<add key="Secret" value="a&amp;b-and-more"/>`, 'a&b-and-more'],
    ['an equals sign', 'SECRET=abc=def=ghi', 'abc=def=ghi'],
    ['a colon', 'secret: user:password', 'user:password'],
    ['a number sign', 'SECRET=abc#def-ghi', 'abc#def-ghi'],
    ['a form', 'client_id=x&client_secret=a%2Bb-and-more&grant_type=y', 'a+b-and-more'],
    ['emphasis', '*correct-horse*', 'correct-horse'],
    ['strong emphasis', '**correct-horse**', 'correct-horse'],
    ['spaces for plus signs', 'ab cd/ef gh12 45', Buffer.from('ab+cd/ef+gh12+45', 'base64')],
    ['doubled quotes', 'secret = @"one""two and three";', 'one"two and three'],
    ['an anchor', 'secret: &jwt correct-horse', 'correct-horse'],
    ['a folded block', 'secret: >-\n  correct horse\n  battery\n', 'correct horse battery'],
    ['escapes of cmd', 'set SECRET=one^&two^|three', 'one&two|three'],
    ['a percent sign of a batch file', 'set SECRET=one%%two-three', 'one%two-three'],
    ['escapes of PowerShell', '$secret = "one`$two-three"', 'one$two-three'],
    ['a dash for two hyphens', 'correct—horse', 'correct--horse'],
    ['letters of full width', 'ｃｏｒｒｅｃｔ-horse', 'correct-horse'],
    ['a number sign after a space', 'SECRET=abc #def', 'abc #def'],
  ])('with %s is read as its program reads it', async (_, excerpt, secret) => {
    expect(await outcome(sign(secret), excerpt)).toBe('valid signature_matches');
  });

  it('may also be the text as pasted', async () => {
    for (const excerpt of excerpts.filter((one) => !/^\s*(?:\{|\[\{)/.test(one))) {
      expect(await outcome(sign(excerpt), excerpt), excerpt).toBe('valid signature_matches');
    }
  });
});

describe('encoded secrets', () => {
  it.each([
    ['0x and hex', `0x${hex}`],
    ['a dump of xxd', dumpOf(8, ':', ' ')],
    ['a dump of hexdump -C', `${dumpOf(16, ' ', ' |')}|\n00000040`],
    ['0X and upper-case hex', `0X${hex.toUpperCase()}`],
    ['quoted hex', `"0x${hex}"`],
    ['hex with colons', hex.replaceAll(/(..)(?=.)/g, '$1:')],
    ['hex with spaces', hex.replaceAll(/(..)(?=.)/g, '$1 ')],
    ['hex of bytes in code', hex.replaceAll(/(..)/g, '\\x$1')],
    ['an array in C', `unsigned char key[] = { ${hex.replaceAll(/(..)/g, '0x$1, ')} };`],
    ['a slice in Go', `var key = []byte{${hex.replaceAll(/(..)/g, '0x$1, ')}}`],
    ['an array in Java', `new byte[] { ${hex.replaceAll(/(..)/g, '(byte) 0x$1, ')} }`],
    ['a list of hex numbers', hex.replaceAll(/(..)/g, '0x$1, ')],
    ['hex over multiple lines', hex.replaceAll(/(.{32})/g, '$1\n')],
    ['a file of Ethereum clients', `0x${hex}\n`],
    ['the prefix of Laravel', `base64:${base64}`],
    ['the line of Laravel', `APP_KEY=base64:${base64}`],
    ['the quoted line of Laravel', `APP_KEY="base64:${base64}"`],
    ['two lines of openssl', lines],
    ['two lines of openssl with CRLF', lines.replace('\n', '\r\n')],
    ['two lines of openssl, indented', `  ${lines.replace('\n', '\n    ')}  `],
    ['two lines of openssl after the command', `$ openssl rand -base64 64\n${lines}\n`],
    ['two lines of openssl after a name', `JWT_SECRET="${lines}"`],
    ['a block of YAML', `secret: |\n  ${lines.replace('\n', '\n  ')}\n`],
    ['base64 of Kubernetes, which encodes base64', `  jwt-secret: ${Buffer.from(base64).toString('base64')}`],
    [
      'base64 of Kubernetes with a line break',
      `  jwt-secret: ${Buffer.from(`${base64}\n`).toString('base64')}`,
    ],
    ['YAML binary', `secret: !!binary ${base64}`],
    ['the code of Node', `Buffer.from('${base64}', 'base64')`],
    ['the code of .NET', `Convert.FromBase64String("${base64}");`],
    ['the code of Python', `SECRET = base64.b64decode("${base64}")`],
    ['a list of bytes in JSON', JSON.stringify([...bytes])],
    ['a buffer in JSON', JSON.stringify(bytes)],
    ['a buffer of Node', `<Buffer ${hex.replaceAll(/(..)(?=.)/g, '$1 ')}>`],
    ['bytes of Erlang', `<<${[...bytes].join(', ')}>>`],
    ['data of Swift', `<${hex.replaceAll(/(.{8})(?=.)/g, '$1 ')}>`],
    ['bytes of Go', `[${[...bytes].join(' ')}]`],
    ['bytes of Java', `new byte[] {${[...new Int8Array(bytes)].join(', ')}}`],
    ['bytes of JavaScript', `new Uint8Array([\n  ${[...bytes].join(',\n  ')},\n])`],
    ['base64url in JSON', `"secret": "${bytes.toString('base64url')}"`],
    [
      'base64 that begins with a slash',
      `SECRET=${Buffer.concat([Buffer.from([255]), bytes]).toString('base64')}`,
    ],
  ])('%s is decoded', async (name, pasted) => {
    const secret = name.includes('slash') ? Buffer.concat([Buffer.from([255]), bytes]) : bytes;
    expect(await outcome(sign(secret), pasted)).toBe('valid signature_matches');
  });

  it('are decoded from a dump of one line', async () => {
    const short = bytes.subarray(0, 12);
    const pairs = short.toString('hex').replaceAll(/(..)(?=.)/g, '$1 ');
    expect(await outcome(sign(short), `00000000  ${pairs}              |${'.'.repeat(12)}|`)).toBe(
      'valid signature_matches',
    );
  });

  it('with wrapped lines are also the text on one line, and the text with its line breaks', async () => {
    for (const secret of [base64, lines, `${lines}\n`]) {
      expect(await outcome(sign(secret), `${lines}\n`)).toBe('valid signature_matches');
    }
  });

  it('with wrapped lines in a field of one line are also the text without spaces', async () => {
    for (const secret of [base64, bytes]) {
      expect(await outcome(sign(secret), lines.replace('\n', ' '))).toBe('valid signature_matches');
    }
  });

  it('with padding inside are read like JJWT from 0.10', async () => {
    const secret = '======AppKey=Of=The=Tutorial==';
    const key = Buffer.from(secret.replaceAll('=', 'A'), 'base64').subarray(0, -2);
    expect(await check(sign(key), `app.jwtSecret= ${secret}`)).toMatchObject({
      status: 'valid',
      key: { secretEncoding: 'lenient base64' },
    });
  });

  it.each(['me@host ~ %', '[me@host ~]$', 'me@host:~$', 'PS C:\\Users\\me>', 'C:\\dev>', '➜'])(
    'with wrapped lines are read without the command after the prompt "%s"',
    async (prompt) => {
      const pasted = `${prompt} openssl rand -base64 64\n${lines}\n${prompt} `;
      for (const secret of [base64, bytes]) {
        expect(await outcome(sign(secret), pasted)).toBe('valid signature_matches');
      }
    },
  );

  it('that Kubernetes encoded are also the text', async () => {
    for (const encoded of [text, `${text}\n`]) {
      const pasted = `jwt-secret: ${Buffer.from(encoded).toString('base64')}`;
      expect(await outcome(sign(text), pasted)).toBe('valid signature_matches');
    }
  });
});

it('with letters of a single-byte encoding is also read in it', async () => {
  for (const encoding of ['latin1', 'utf-8'] as const) {
    const secret = 'pässwörd-für-alle';
    expect(await outcome(sign(Buffer.from(secret, encoding)), secret)).toBe('valid signature_matches');
  }
});

describe('a secret that is read in an unusual way', () => {
  const base64Of = (written: string) => Buffer.from(written).toString('base64');
  const plain = 'correct horse battery staple';
  const letters = 'pässwörd-für-alle';
  // The example of RFC 6238 appendix B, as authenticator apps show it.
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    ['with an escaped line break, which is a real one', 'utf-8', `${plain}\n`, `${plain}\\n`],
    ['with an escaped line break of Windows', 'utf-8', `${plain}\r\n`, `${plain}\\r\\n`],
    ['as a string of .NET', 'utf-16', Buffer.from(plain, 'utf16le'), plain],
    ['as such a value of a file', 'utf-16', Buffer.from(plain, 'utf16le'), `SECRET="${plain}"`],
    ['in base32', 'base32', '12345678901234567890', base32],
    ['in base32 in small letters', 'base32', '12345678901234567890', base32.toLowerCase()],
    ['in base32 in groups', 'base32', '12345678901234567890', base32.replace(/(.{4})(?=.)/g, '$1 ')],
    ['in base32 with padding', 'base32', '1234567890123', 'GEZDGNBVGY3TQOJQGEZDG==='],
    ['in a line of a file in base64', 'base64url', plain, base64Of(`JWT_SECRET=${plain}`)],
    ['in a file in base64', 'base64url', plain, base64Of(`PORT=1\nJWT_SECRET=${plain}\n`)],
    ['in quotes in base64', 'base64url', plain, base64Of(`"${plain}"`)],
    ['in UTF-16 in base64', 'base64url', plain, Buffer.from(`${plain}\r\n`, 'utf16le').toString('base64')],
    [
      'of PowerShell in base64',
      'base64',
      plain,
      Buffer.from(`\ufeff${plain}\r\n`, 'utf16le').toString('base64'),
    ],
    ['in double quotes', 'quoted', `"${plain}"`, plain],
    ['in single quotes', 'quoted', `'${plain}'`, `SECRET=${plain}`],
    ['with a space', 'spaced', `${plain} `, plain],
    ['with a space and a line break of Windows', 'spaced', `${plain} \r\n`, plain],
    ['with two line breaks', 'spaced', `${plain}\n\n`, plain],
    ['with a byte order mark', 'spaced', `\ufeff${plain}`, `SECRET=${plain}`],
    ['as its base64', 'encoded', Buffer.from(plain).toString('base64'), plain],
    ['as its base64 without padding', 'encoded', Buffer.from(`${plain}!`).toString('base64url'), `${plain}!`],
    ['as its base64url', 'encoded', Buffer.from('<???>>>~~').toString('base64url'), '<???>>>~~'],
    ['as its hex', 'encoded', Buffer.from(plain).toString('hex'), `SECRET="${plain}"`],
    ['as its upper-case hex', 'encoded', Buffer.from(plain).toString('hex').toUpperCase(), plain],
    ['with composed letters', 'normalized', letters, letters.normalize('NFD')],
    ['with decomposed letters', 'normalized', letters.normalize('NFD'), letters],
  ] as const)('%s matches', async (_, secretEncoding, secret, pasted) => {
    expect(await check(sign(secret), pasted)).toMatchObject({ status: 'valid', key: { secretEncoding } });
  });

  it('is read as it is first', async () => {
    for (const pasted of [`${plain}\\n`, base32, letters, letters.normalize('NFD')]) {
      expect(await check(sign(pasted), pasted)).toMatchObject({
        status: 'valid',
        key: { secretEncoding: 'utf-8' },
      });
    }
  });

  it("isn't read as base32 if it can't be", () => {
    for (const pasted of ['GEZDGNBVGY3TQOJ1', 'GEZDGNBVGY3TQOJQG', 'GEZDGNBVgy3tqojq', 'SHORTWORD']) {
      expect(readSecrets(pasted).map(({ secretEncoding }) => secretEncoding)).not.toContain('base32');
    }
  });
});

describe('a plain secret that the server decodes as base64', () => {
  /** `DatatypeConverter.parseBase64Binary`: letters in groups of four; what remains is dropped. */
  const decodeAsJava = (plain: string) => {
    const letters = plain.replace(/[^A-Za-z0-9+/]/g, '');
    return Buffer.from(letters.slice(0, letters.length - (letters.length % 4)), 'base64');
  };

  it.each([
    'HuntsSecretXY',
    'HuntsSecretXYz',
    'my-secret-key',
    'my_secret.key!',
    'correct horse battery',
    'a+b/c d',
  ])('%j is decoded like old JJWT, with a note', async (plain) => {
    const verdict = await check(sign(decodeAsJava(plain)), plain);
    expect(verdict).toMatchObject({
      status: 'valid',
      key: { secretEncoding: 'lenient base64' },
      notes: [{ code: 'secret_decoded_leniently' }],
    });
  });

  it.each(['my-secret-key', 'my secret.key', 'it’s ours', 'ab$cd$ef$gh'])(
    '%j is decoded like Node',
    async (plain) => {
      expect(await outcome(sign(Buffer.from(plain, 'base64')), plain)).toBe('valid signature_matches');
    },
  );

  it('is decoded after it is found in a line', async () => {
    expect(await outcome(sign(decodeAsJava('my-secret-key')), 'jwt.secret=my-secret-key')).toBe(
      'valid signature_matches',
    );
  });
});

describe('a key of UAA', () => {
  const key = { kty: 'MAC', alg: 'HS256', value: text, use: 'sig', kid: 'legacy' };

  it.each([
    ['a JWK', key],
    ['the answer of an old server', { alg: 'HMACSHA256', value: text }],
    ['a JWK with the old name of the algorithm', { ...key, alg: 'HMACSHA256' }],
    ['a set', { keys: [{ kty: 'RSA', kid: 'new', n: 'AQAB', e: 'AQAB' }, key] }],
  ])('as %s is read as text', async (_, pasted) => {
    const token = signToken({ alg: 'HS256', kid: 'legacy' }, claims, text);
    expect(await check(token, pasted)).toMatchObject({ status: 'valid', key: { secretEncoding: 'utf-8' } });
  });

  it('without its value is not a key', async () => {
    expect(await outcome(sign(text), { kty: 'MAC', kid: 'x' })).toBe('unchecked key_unreadable');
  });
});

describe('the readings of a secret', () => {
  it.each([
    ['a file', Array.from({ length: 3_000 }, (_, index) => `A${index}="b${index}" # c`).join('\n')],
    ['many quotes', `"'`.repeat(4_000)],
    ['many escaped quotes', `\\"`.repeat(4_000)],
    ['many separators', 'a=b:'.repeat(4_000)],
    ['many semicolons', `${';'.repeat(8_000)}x`],
    ['many spaces', `a${' '.repeat(8_000)}x`],
    ['many members of a form', `${'a=b&'.repeat(2_000)} `],
    ['many printed bytes', `<${'ab '.repeat(2_700)}x`],
    ['many groups of base64', `${'abc '.repeat(2_000)}?`],
    ['many stars', `${'*'.repeat(8_000)}x`],
    ['many spaces in a folded block', `>-\n${' '.repeat(8_000)}x`],
    ['many cells', 'a\t| '.repeat(2_000)],
    ['many tabs and spaces', `${'\t '.repeat(4_000)}x`],
    ['many lines of a table', `${'-'.repeat(7_000)}x\n---\n| a |`],
    ['many encoded values', Buffer.from('SECRET=a\n'.repeat(600)).toString('base64')],
    ['many lines', 'a\n'.repeat(4_000)],
    ['nested names', 'a='.repeat(4_000)],
    ['a long text', 'x y'.repeat(maxKeyLength / 3)],
    ['long base64', 'abcd'.repeat(maxKeyLength / 4)],
  ])('of %s are bounded, in number and in time', { timeout: 5_000 }, (_, pasted) => {
    expect(listSecretTexts(pasted).length).toBeLessThanOrEqual(maxSecretTexts);
    expect(readSecrets(pasted).length).toBeLessThanOrEqual(maxSecretReadings);
  });

  it('are listed if none matches, and the token is not blamed', async () => {
    expect(await check(sign('other'), `SECRET=${base64}`)).toMatchObject({
      status: 'invalid',
      variant: 'signature_mismatch_encodings',
      params: [
        'HS256',
        [
          { code: 'secret_reading_text' },
          'base64',
          'UTF-16LE',
          { code: 'secret_reading_quoted' },
          { code: 'secret_reading_spaced' },
          { code: 'secret_reading_encoded' },
          { code: 'secret_reading_line_break' },
          { code: 'secret_reading_value' },
        ],
      ],
    });
    expect((await check(sign('other'), lines)).params[1]).toContainEqual({ code: 'secret_reading_lines' });
    expect((await check(sign('other'), 'a.b-c d e f')).params[1]).toContainEqual({
      code: 'secret_reading_lenient_base64',
    });
    expect(await check(sign('other'), { kty: 'oct', k: bytes.toString('base64url') })).toMatchObject({
      status: 'invalid',
      params: ['HS256', ['base64url']],
    });
  });
});
