import { createHash, type KeyObject } from 'node:crypto';
import { jsonForms } from './json-forms.fixture';
import { pemForms } from './pem-forms.fixture';
import {
  certificate,
  certificatePublicKey,
  p256,
  p384,
  p521,
  ed25519,
  publicPem,
  rsa,
} from '../verify/keys.fixture';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export function encodeBase58(bytes: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = `${BASE58[Number(number % 58n)]}${text}`;
  const first = bytes.findIndex((byte) => byte !== 0);
  return `${'1'.repeat(first === -1 ? bytes.length : first)}${text}`;
}

/** The coordinates of a key as bytes. */
export function coordinatesOf(key: KeyObject): { readonly x: Buffer; readonly y: Buffer } {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
}

/** SEC 1 §2.3.3. */
export function uncompressed(key: KeyObject): Buffer {
  const { x, y } = coordinatesOf(key);
  return Buffer.concat([Buffer.from([4]), x, y]);
}

/** SEC 1 §2.3.3. */
export function compressed(key: KeyObject): Buffer {
  const { x, y } = coordinatesOf(key);
  return Buffer.concat([Buffer.from([2 + ((y.at(-1) ?? 0) & 1)]), x]);
}

function string(bytes: Uint8Array | string): Buffer {
  const content = Buffer.from(bytes as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

function mpint(member: string | undefined): Buffer {
  const bytes = Buffer.from(member ?? '', 'base64url');
  return string((bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

const rsaJwk = rsa.publicKey.export({ format: 'jwk' });
const edX = coordinatesOf(ed25519.publicKey).x;

/** RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4. */
export const sshBlobs = {
  rsa: Buffer.concat([string('ssh-rsa'), mpint(rsaJwk.e), mpint(rsaJwk.n)]),
  p256: Buffer.concat([
    string('ecdsa-sha2-nistp256'),
    string('nistp256'),
    string(uncompressed(p256.publicKey)),
  ]),
  p521: Buffer.concat([
    string('ecdsa-sha2-nistp521'),
    string('nistp521'),
    string(uncompressed(p521.publicKey)),
  ]),
  ed25519: Buffer.concat([string('ssh-ed25519'), string(edX)]),
  dsa: Buffer.concat([string('ssh-dss'), string(Buffer.alloc(128, 7))]),
  securityKey: Buffer.concat([string('sk-ssh-ed25519@openssh.com'), string(edX), string('ssh:')]),
  /** PROTOCOL.certkeys: a nonce, the key, and fields that aren't read. */
  certificate: Buffer.concat([
    string('ssh-ed25519-cert-v01@openssh.com'),
    string(Buffer.alloc(32, 5)),
    string(edX),
    Buffer.alloc(40),
  ]),
};

const rsaXml = (jwk: typeof rsaJwk) => {
  const part = (name: string, member: string | undefined) =>
    `<${name}>${Buffer.from(member ?? '', 'base64url').toString('base64')}</${name}>`;
  return `${part('Modulus', jwk.n)}${part('Exponent', jwk.e)}`;
};

const colons = (bytes: Buffer, indent = '    ') =>
  (bytes.toString('hex').match(/.{1,30}/g) ?? [])
    .map(
      (line, index, all) =>
        `${indent}${(line.match(/../g) ?? []).join(':')}${index + 1 < all.length ? ':' : ''}`,
    )
    .join('\n');

/** In the format of `xxd`. */
const dump = (bytes: Buffer) =>
  Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) => {
    const part = bytes.subarray(16 * line, 16 * line + 16);
    const hex = (part.toString('hex').match(/.{1,4}/g) ?? []).join(' ').padEnd(40);
    return `${(16 * line).toString(16).padStart(8, '0')}: ${hex} ${part.toString('latin1').replace(/[^ -~]/g, '.')}`;
  }).join('\n');

const n = Buffer.from(rsaJwk.n ?? '', 'base64url');
const pem = publicPem(rsa.publicKey);
const ecJwk = p256.publicKey.export({ format: 'jwk' });
const edJwk = ed25519.publicKey.export({ format: 'jwk' });
const p256Point = uncompressed(p256.publicKey);
const p256Spki = p256.publicKey.export({ type: 'spki', format: 'der' });
const multikey = (prefix: readonly number[], bytes: Uint8Array) =>
  `z${encodeBase58(Buffer.concat([Buffer.from(prefix), bytes]))}`;
const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'der' });
const edSeed = Buffer.from(ed25519.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A key of a NATS user: prefix, key, CRC-16/XMODEM. */
const createNkey = (prefix: readonly number[], key: Uint8Array) => {
  const bytes = Buffer.concat([Buffer.from(prefix), key]);
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  const all = Buffer.concat([bytes, Buffer.from([crc & 0xff, crc >> 8])]);
  const bits = Array.from(all, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => base32[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};
export const nkey = createNkey([20 << 3], edX);
/** Two bytes with the prefix of a seed and that of its key. */
const nkeySeed = createNkey([(18 << 3) | (20 >> 2), (20 & 3) << 6], edSeed);

/** Readable key material as people publish and paste it, and its key. */
export const readable: Readonly<Record<string, readonly [text: string, key: KeyObject]>> = {
  ...pemForms,
  ...jsonForms,
  'PEM with CR alone': [pem.replaceAll('\n', '\r'), rsa.publicKey],
  'PEM with tabs': [pem.replaceAll('\n', '\n\t\t'), rsa.publicKey],
  'PEM with no-break spaces': [pem.replaceAll(' ', '\u00a0').replaceAll('\n', '\u00a0'), rsa.publicKey],
  'PEM with zero-width characters': [
    pem.replaceAll(/(.{20})/g, '$1\u200b').replace('BEGIN', 'BEG\ufeffIN'),
    rsa.publicKey,
  ],
  'PEM with typographic dashes': [pem.replaceAll('-----', '\u2014\u2014\u2013'), rsa.publicKey],
  'PEM with fewer dashes': [pem.replaceAll('-----', '---'), rsa.publicKey],
  'PEM with more dashes': [pem.replaceAll('-----', '-------'), rsa.publicKey],
  'PEM with spaces in its armor': [
    pem.replaceAll('-----B', '----- B').replaceAll('Y-----', 'Y -----'),
    rsa.publicKey,
  ],
  'PEM in lower-case armor': [
    pem.replace('BEGIN PUBLIC KEY', 'begin public key').replace('END PUBLIC KEY', 'end public key'),
    rsa.publicKey,
  ],
  'PEM with line separators': [pem.replaceAll('\n', '\u2028'), rsa.publicKey],
  'PEM on one line without any space': [pem.replaceAll('\n', ''), rsa.publicKey],
  'PEM as concatenated strings': [
    pem
      .trim()
      .split('\n')
      .map((line) => `"${line}\\n"`)
      .join(' +\n  '),
    rsa.publicKey,
  ],
  'PEM as Visual Basic strings': [
    pem
      .trim()
      .split('\n')
      .map((line) => `"${line}"`)
      .join(' & _\n'),
    rsa.publicKey,
  ],
  'PEM in typographic quotes': [`\u201c${pem}\u201d`, rsa.publicKey],
  'PEM in an array of lines': [JSON.stringify([pem]), rsa.publicKey],
  'PEM in hex': [Buffer.from(pem).toString('hex'), rsa.publicKey],
  '.NET XML': [`<RSAKeyValue>${rsaXml(rsaJwk)}</RSAKeyValue>`, rsa.publicKey],
  '.NET XML, indented': [
    `<?xml version="1.0"?>\n<RSAKeyValue>\n  ${rsaXml(rsaJwk).replaceAll('><', '>\n  <')}\n</RSAKeyValue>`,
    rsa.publicKey,
  ],
  '.NET XML of RSAParameters': [
    `<RSAParameters xmlns:xsi="http://x.test">${rsaXml(rsaJwk)}</RSAParameters>`,
    rsa.publicKey,
  ],
  '.NET XML in base64': [
    Buffer.from(`<RSAKeyValue>${rsaXml(rsaJwk)}</RSAKeyValue>`).toString('base64'),
    rsa.publicKey,
  ],
  '.NET XML in a JSON string': [
    JSON.stringify(`<RSAKeyValue>${rsaXml(rsaJwk)}</RSAKeyValue>`),
    rsa.publicKey,
  ],
  '.NET XML, escaped': [
    `&lt;RSAKeyValue&gt;${rsaXml(rsaJwk).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}&lt;/RSAKeyValue&gt;`,
    rsa.publicKey,
  ],
  'XML Signature': [
    `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyValue><ds:RSAKeyValue>${rsaXml(rsaJwk)
      .replace(/<(\/?)/g, '<$1ds:')
      .replace(
        '<ds:Modulus>',
        '<ds:Modulus Id="m"><!-- a key -->\n',
      )}</ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>`,
    rsa.publicKey,
  ],
  'XML Signature with EC': [
    `<dsig11:ECKeyValue xmlns:dsig11="x"><dsig11:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><dsig11:PublicKey>\n${p256Point.toString('base64')}\n</dsig11:PublicKey></dsig11:ECKeyValue>`,
    p256.publicKey,
  ],
  'XML Signature with DER': [
    `<dsig11:DEREncodedKeyValue>${rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}</dsig11:DEREncodedKeyValue>`,
    rsa.publicKey,
  ],
  'SSH RSA': [`ssh-rsa ${sshBlobs.rsa.toString('base64')} alice@host.test`, rsa.publicKey],
  'SSH RSA without a comment': [`ssh-rsa ${sshBlobs.rsa.toString('base64')}\n`, rsa.publicKey],
  'SSH RSA with options': [
    `no-pty,command="echo ssh-rsa x",from="10.0.0.0/8" ssh-rsa ${sshBlobs.rsa.toString('base64')} me`,
    rsa.publicKey,
  ],
  'SSH RSA from known_hosts': [`[host.test]:22 ssh-rsa ${sshBlobs.rsa.toString('base64')}`, rsa.publicKey],
  'SSH RSA on a line of an environment file': [
    `SSH_KEY="ssh-rsa ${sshBlobs.rsa.toString('base64')} me"`,
    rsa.publicKey,
  ],
  'SSH blob of RSA': [sshBlobs.rsa.toString('base64'), rsa.publicKey],
  'SSH blob in hex': [sshBlobs.p256.toString('hex'), p256.publicKey],
  'SSH ECDSA': [`ecdsa-sha2-nistp256 ${sshBlobs.p256.toString('base64')} me`, p256.publicKey],
  'SSH blob of ECDSA on P-521': [sshBlobs.p521.toString('base64'), p521.publicKey],
  'SSH Ed25519': [`ssh-ed25519 ${sshBlobs.ed25519.toString('base64')}`, ed25519.publicKey],
  'SSH blob of Ed25519': [sshBlobs.ed25519.toString('base64'), ed25519.publicKey],
  'SSH certificate': [
    `ssh-ed25519-cert-v01@openssh.com ${sshBlobs.certificate.toString('base64')} me`,
    ed25519.publicKey,
  ],
  'SSH line in base64': [
    Buffer.from(`ssh-ed25519 ${sshBlobs.ed25519.toString('base64')} me`).toString('base64'),
    ed25519.publicKey,
  ],
  'point in hex': [p256Point.toString('hex'), p256.publicKey],
  'point in upper-case hex with 0x': [`0x${p256Point.toString('hex').toUpperCase()}`, p256.publicKey],
  'point in hex with colons': [(p256Point.toString('hex').match(/../g) ?? []).join(':'), p256.publicKey],
  'point in hex with spaces': [(p256Point.toString('hex').match(/../g) ?? []).join(' '), p256.publicKey],
  'point in a C array': [
    `{ ${Array.from(p256Point, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')} }`,
    p256.publicKey,
  ],
  'point in a hex dump': [dump(p256Point), p256.publicKey],
  'point in a hex dump without text': [dump(p256Point).replaceAll(/ {2}.*/g, ''), p256.publicKey],
  'point as an array': [JSON.stringify([...p256Point]), p256.publicKey],
  'point in base64': [p256Point.toString('base64'), p256.publicKey],
  'point in base64url': [p256Point.toString('base64url'), p256.publicKey],
  'point in base58': [encodeBase58(p256Point), p256.publicKey],
  'point after a name': [`VAPID_PUBLIC_KEY=${p256Point.toString('base64url')}`, p256.publicKey],
  'point after words': [`Public key: ${p256Point.toString('hex')}`, p256.publicKey],
  'point in a JSON member': [JSON.stringify({ publicKey: p256Point.toString('base64') }), p256.publicKey],
  'hybrid point': [
    Buffer.concat([Buffer.from([6 + ((p256Point.at(-1) ?? 0) & 1)]), p256Point.subarray(1)]).toString('hex'),
    p256.publicKey,
  ],
  'point without its first byte': [p256Point.subarray(1).toString('hex'), p256.publicKey],
  'point without its first byte in base64': [p256Point.subarray(1).toString('base64'), p256.publicKey],
  'P-384 point without its first byte': [
    uncompressed(p384.publicKey).subarray(1).toString('hex'),
    p384.publicKey,
  ],
  'P-521 point': [uncompressed(p521.publicKey).toString('hex'), p521.publicKey],
  'compressed point': [compressed(p256.publicKey).toString('hex'), p256.publicKey],
  'compressed point in base64url': [compressed(p256.publicKey).toString('base64url'), p256.publicKey],
  'compressed P-384 point': [compressed(p384.publicKey).toString('base64'), p384.publicKey],
  'DER on lines of a properties file': [
    `mp.jwt.verify.publickey=${(p256Spki.toString('base64').match(/.{1,40}/g) ?? []).join('\\\n    ')}`,
    p256.publicKey,
  ],
  'DER as bytes in C#': [
    `new byte[] { ${[...p256Spki].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')} };`,
    p256.publicKey,
  ],
  'DER as bytes in Go': [`[]byte{${[...p256Spki].join(', ')}}`, p256.publicKey],
  'DER as bytes in Python': [
    `b'${[...p256Spki].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`,
    p256.publicKey,
  ],
  'DER as signed bytes of Java': [JSON.stringify([...new Int8Array(p256Spki)]), p256.publicKey],
  'DER as casts of Java': [
    `{ ${[...p256Spki].map((byte) => `(byte) 0x${byte.toString(16)}`).join(', ')} }`,
    p256.publicKey,
  ],
  'DER as a Uint8Array': [
    `Uint8Array(${p256Spki.length}) [\n  ${[...p256Spki].join(', ')}\n]`,
    p256.publicKey,
  ],
  'DER as a Buffer': [`<Buffer ${(p256Spki.toString('hex').match(/../g) ?? []).join(' ')}>`, p256.publicKey],
  'DER as a Buffer in JSON': [JSON.stringify(p256Spki), p256.publicKey],
  'DER in binary': [
    Buffer.from(certificate.replace(/-----.*-----|\n/g, ''), 'base64').toString('latin1'),
    certificatePublicKey,
  ],
  'did:key of Ed25519': [`did:key:${multikey([0xed, 1], edX)}`, ed25519.publicKey],
  'did:key with a fragment': [
    `did:key:${multikey([0xed, 1], edX)}#${multikey([0xed, 1], edX)}`,
    ed25519.publicKey,
  ],
  'did:key of P-256': [`did:key:${multikey([0x80, 0x24], compressed(p256.publicKey))}`, p256.publicKey],
  'did:key of RSA': [`did:key:${multikey([0x85, 0x24], pkcs1)}`, rsa.publicKey],
  'multibase in base58': [multikey([0xed, 1], edX), ed25519.publicKey],
  'multibase in base64url': [
    `u${Buffer.concat([Buffer.from([0xed, 1]), edX]).toString('base64url')}`,
    ed25519.publicKey,
  ],
  'multibase in hex': [`f${Buffer.concat([Buffer.from([0xed, 1]), edX]).toString('hex')}`, ed25519.publicKey],
  'did:jwk': [`did:jwk:${Buffer.from(JSON.stringify(ecJwk)).toString('base64url')}#0`, p256.publicKey],
  'DID document with JWK': [
    JSON.stringify({
      id: 'did:web:x',
      verificationMethod: [{ id: '#1', type: 'JsonWebKey2020', publicKeyJwk: ecJwk }],
    }),
    p256.publicKey,
  ],
  'DID document with multibase': [
    JSON.stringify({
      didDocument: {
        id: 'did:web:x',
        verificationMethod: [
          { id: 'did:web:x#1', type: 'Multikey', publicKeyMultibase: multikey([0xed, 1], edX) },
        ],
      },
    }),
    ed25519.publicKey,
  ],
  'DID document with base58': [
    JSON.stringify({
      id: 'did:x:y',
      publicKey: [{ id: '#1', type: 'Ed25519VerificationKey2018', publicKeyBase58: encodeBase58(edX) }],
    }),
    ed25519.publicKey,
  ],
  'JWK without braces': [JSON.stringify(rsaJwk).slice(1, -1), rsa.publicKey],
  'JWK without braces, with a comma': [
    `${JSON.stringify(ecJwk, undefined, 2).slice(1, -1).trim()},`,
    p256.publicKey,
  ],
  'JWKS without braces': [JSON.stringify({ keys: [ecJwk] }).slice(1, -1), p256.publicKey],
  'JWK as "jwk"': [JSON.stringify({ jwk: edJwk }), ed25519.publicKey],
  'x5c array of DER': [
    `{"x5c":["x"],"public_key":"${rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}"}`,
    rsa.publicKey,
  ],
  'DKIM record': [
    `v=DKIM1; k=rsa; p=${rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
    rsa.publicKey,
  ],
  'openssl rsa -text': [
    `Public-Key: (2048 bit)\nModulus:\n${colons(Buffer.concat([Buffer.from([0]), n]))}\nExponent: 65537 (0x10001)\n`,
    rsa.publicKey,
  ],
  'openssl ec -text': [
    `Public-Key: (256 bit)\npub:\n${colons(p256Point)}\nASN1 OID: prime256v1\nNIST CURVE: P-256\n`,
    p256.publicKey,
  ],
  'openssl pkey -text of Ed25519': [`ED25519 Public-Key:\npub:\n${colons(edX)}\n`, ed25519.publicKey],
  'openssl x509 -text': [
    `Certificate:\n    Data:\n        Subject Public Key Info:\n            Public Key Algorithm: rsaEncryption\n                Public-Key: (2048 bit)\n                Modulus:\n${colons(Buffer.concat([Buffer.from([0]), n]), '                    ')}\n                Exponent: 65537 (0x10001)\n`,
    rsa.publicKey,
  ],
  'NATS nkey': [nkey, ed25519.publicKey],
  'Ed25519 pair in base64': [Buffer.concat([edSeed, edX]).toString('base64'), ed25519.publicKey],
  'Ed25519 pair in base58': [encodeBase58(Buffer.concat([edSeed, edX])), ed25519.publicKey],
  'Ed25519 pair as an array': [JSON.stringify([...edSeed, ...edX]), ed25519.publicKey],
};

const ecX = Buffer.from(ecJwk.x ?? '', 'base64url').toString('hex');
const digest = createHash('sha256').update('x').digest();

/** Unreadable key material, and the code of its kind. */
export const unreadable: Readonly<Record<string, readonly [text: string, material: string]>> = {
  'only the first line of a PEM': ['-----BEGIN PUBLIC KEY-----', 'pem_broken'],
  'PEM with truncated content': [`${pem.slice(0, 200)}\n-----END PUBLIC KEY-----`, 'der_cut'],
  'RFC 4716': [
    `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "me"\n${sshBlobs.rsa.toString('base64').replaceAll(/(.{70})/g, '$1\n')}\n---- END SSH2 PUBLIC KEY ----\n`,
    'ssh2_public',
  ],
  'OpenSSH private key': [
    '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----',
    'ssh_private',
  ],
  'OpenSSH private key without armor': [
    Buffer.from(`openssh-key-v1\0\0\0\0\x04none${'\0'.repeat(60)}`).toString('base64'),
    'ssh_private',
  ],
  'PuTTY key without its first lines': [
    'Comment: a\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 0123\n',
    'putty',
  ],
  'PuTTY key': ['PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n', 'putty'],
  'SSH DSA': [`ssh-dss ${sshBlobs.dsa.toString('base64')}`, 'ssh_public'],
  'truncated SSH RSA': [`ssh-rsa ${sshBlobs.rsa.toString('base64').slice(0, 80)} me`, 'ssh_public'],
  'truncated SSH blob': [sshBlobs.rsa.toString('base64').slice(0, 80), 'ssh_public'],
  'SSH security key': [
    `sk-ssh-ed25519@openssh.com ${sshBlobs.securityKey.toString('base64')} me`,
    'ssh_security_key',
  ],
  'truncated XML': [`<RSAKeyValue>${rsaXml(rsaJwk).slice(0, 200)}`, 'xml'],
  'XML of DSA': ['<DSAKeyValue><P>AQAB</P><Q>AQ</Q><G>AQ</G><Y>AQ</Y></DSAKeyValue>', 'xml'],
  'XML of RFC 4050': [
    '<ECDSAKeyValue xmlns="http://www.w3.org/2001/04/xmldsig-more#"><DomainParameters><NamedCurve URN="urn:oid:1.2.840.10045.3.1.7"/></DomainParameters><PublicKey><X Value="1"/><Y Value="2"/></PublicKey></ECDSAKeyValue>',
    'xml',
  ],
  'openssl -modulus': [`Modulus=${n.toString('hex').toUpperCase()}\n`, 'modulus'],
  'openssl -text of a private key': [
    `Private-Key: (2048 bit, 2 primes)\nmodulus:\n${colons(n)}\npublicExponent: 65537 (0x10001)\nprivateExponent:\n    01:02\n`,
    'openssl_text',
  ],
  'truncated JWK': [JSON.stringify(rsaJwk).slice(0, 200), 'jwk_broken'],
  'JWK in Ruby syntax': [`{ :kty => "RSA", :n => "${rsaJwk.n}" }`, 'jwk_broken'],
  'numbers of an RSA JWK': [JSON.stringify({ n: rsaJwk.n, e: rsaJwk.e }), 'jwk_broken'],
  'numbers of an RSA JWK without braces': [`"n":"${rsaJwk.n}","e":"AQAB"`, 'jwk_broken'],
  'numbers of an RSA JWK without quotes': [`n: ${rsaJwk.n}, e: AQAB`, 'jwk_broken'],
  'coordinates of a JWK': [`"x": "${ecJwk.x}", "y": "${ecJwk.y}"`, 'jwk_broken'],
  'truncated JWKS': [JSON.stringify({ keys: [ecJwk, rsaJwk] }).slice(0, 300), 'jwk_broken'],
  'JSON of something else': ['{"a":1}', 'json_no_key'],
  'did:web': ['did:web:id.example.test', 'did'],
  'truncated did:key': [`did:key:${multikey([0xed, 1], edX).slice(0, 30)}`, 'did'],
  'private multikey': [multikey([0x80, 0x26], edSeed), 'multikey_private'],
  'PKCS#7': [
    Buffer.from(`3082011a06092a864886f70d010702a082010b${'00'.repeat(0x107)}`, 'hex').toString('base64'),
    'pkcs7',
  ],
  'PKCS#12': [
    Buffer.from(`30820120020103308201190609${'2a864886f70d010701'}${'00'.repeat(0x10e)}`, 'hex').toString(
      'base64',
    ),
    'pkcs12',
  ],
  'Java keystore': [Buffer.from(`feedfeed00000002${'00'.repeat(60)}`, 'hex').toString('base64'), 'keystore'],
  'truncated DER': [
    rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64').slice(0, 200),
    'der_cut',
  ],
  'PKCS#12 in PEM': ['-----BEGIN PKCS12-----\nMIIB\n-----END PKCS12-----', 'pkcs12'],
  'PKCS#12 in binary': [
    Buffer.from(`30820120020103308201190609${'2a864886f70d010701'}${'00'.repeat(0x10e)}`, 'hex').toString(
      'latin1',
    ),
    'pkcs12',
  ],
  'DER decoded as UTF-8': [rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('utf8'), 'der_cut'],
  PGP: ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\n-----END PGP PUBLIC KEY BLOCK-----', 'pgp'],
  minisign: [
    'untrusted comment: minisign public key 0123\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3',
    'minisign',
  ],
  'minisign without its comment': ['RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3', 'minisign'],
  'binary PGP key in base64': [
    Buffer.from(`983304650000001600${'9'.repeat(91)}`, 'hex').toString('base64'),
    'pgp',
  ],
  'COSE key in hex': [`a5010203262001215820${ecX}225820${ecX}`, 'cose'],
  'openssl asn1parse': [
    '    0:d=0  hl=2 l=  89 cons: SEQUENCE\n    2:d=1  hl=2 l=  19 cons: SEQUENCE',
    'openssl_text',
  ],
  age: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', 'age'],
  'age private': ['AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQZZPN9Q', 'age'],
  'NATS seed': [nkeySeed, 'nkey'],
  Nostr: ['npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg', 'nostr'],
  PASERK: [`k4.public.${digest.toString('base64url')}`, 'paserk'],
};

/** The rows of the table in `docs/formats.md` with the forms that are read, by the names of the forms here. */
export const readRows: readonly (readonly [row: string, names: RegExp])[] = [
  ['PEM', /^PEM (?!in code:)/],
  ['PEM in source code', /^PEM in code:/],
  ['Damaged PEM', /^damaged /],
  ['X.509 certificate', /^certificates? /],
  ['DER', /^(?:DER|DKIM|x5c array) /],
  ['JWK and JWKS', /^JWK[Ss]? (?!with\b|in (?:standard|hex|decimal))|^JWK with (?:a trailing|escaped)/],
  [
    'JWK with unusual numbers',
    /^JWK (?:of Ed25519 )?(?:with\b(?! a trailing| escaped)|in (?:standard|hex|decimal))/,
  ],
  ['JSON with a key in it', /^JSON |in a Kubernetes/],
  ['DID', /^(?:did:|DID |multibase)/],
  ['SSH public key', /^SSH /],
  ['XML', /XML/],
  ['Point', /\bpoint\b/],
  ['Bare key', /^(?:Ed25519 pair|NATS) /],
  ['Printed key', /^(?:openssl|numbers|coordinates) /],
];

/** The rows with the forms that are identified, by their `KeyMaterial`. */
export const identifiedRows: Readonly<Record<string, readonly string[]>> = {
  'Incomplete key': ['pem_broken', 'der_cut', 'jwk_broken', 'ssh_public', 'xml', 'modulus', 'openssl_text'],
  'OpenSSH or PuTTY private key': ['ssh_private', 'putty'],
  'RFC 4716 public key': ['ssh2_public'],
  'Key container': ['pkcs12', 'pkcs7', 'keystore'],
  'DID without a key': ['did', 'multikey_private'],
  'Key of another system': ['pgp', 'minisign', 'age', 'nkey', 'cose', 'nostr', 'paserk', 'ssh_security_key'],
  'JSON without a key': ['json_no_key'],
};
