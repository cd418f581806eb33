import type { KeyObject } from 'node:crypto';
import {
  certificate,
  certificatePublicKey,
  ed25519,
  p256,
  privatePem,
  publicPem,
  rsa,
} from '../verify/keys.fixture';

type Form = readonly [text: string, key: KeyObject];

const pem = publicPem(rsa.publicKey);
const spki = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const certificateBase64 = certificate.replace(/-----.*-----|\n/g, '');
const json = JSON.stringify;
const hex = (member: string) => Buffer.from(member, 'base64url').toString('hex');
const base64 = (member: string) => Buffer.from(member, 'base64url').toString('base64');
const withZero = (member: string) => Buffer.from(`00${hex(member)}`, 'hex').toString('base64');
const decimal = (member: string) => BigInt(`0x${hex(member)}`).toString();
const colons = (member: string) => (hex(member).match(/../g) ?? []).join(':');

const { n = '', e = '' } = rsa.publicKey.export({ format: 'jwk' });
const privateJwk = rsa.privateKey.export({ format: 'jwk' });
const { x = '', y = '' } = p256.publicKey.export({ format: 'jwk' });
const { x: edX = '' } = ed25519.publicKey.export({ format: 'jwk' });
const jwk = { kty: 'RSA', n, e };
const ecJwk = { kty: 'EC', crv: 'P-256', x, y };
const edJwk = { kty: 'OKP', crv: 'Ed25519', x: edX };

/** RSA keys in JSON. */
const rsaForms: Readonly<Record<string, unknown>> = {
  'JSON of a Keycloak realm': { realm: 'x', public_key: spki, 'token-service': 'https://id.test/realms/x' },
  'JSON of the keys of a Keycloak realm': {
    active: { RS256: 'a' },
    keys: [
      { providerId: 'b', kid: 'z', status: 'ACTIVE', type: 'OCT', algorithm: 'HS512', use: 'SIG' },
      { kid: 'a', type: 'RSA', algorithm: 'RS256', publicKey: spki, certificate: 'MIIC', use: 'SIG' },
    ],
  },
  'JSON of a Google service account': {
    type: 'service_account',
    private_key_id: 'a'.repeat(40),
    private_key: privatePem(rsa.privateKey),
    client_email: 'x@x.iam.test',
    auth_uri: 'https://accounts.test/o/oauth2/auth',
  },
  'JSON for Hasura': { type: 'RS256', key: pem },
  'JSON for Hasura with more members': {
    type: 'RS256',
    key: pem,
    claims_namespace: 'https://x',
    audience: ['a'],
  },
  'JSON for Clerk': { jwtKey: pem, authorizedParties: ['https://x.test'] },
  'JSON of Google Cloud KMS': { pem, algorithm: 'RSA_SIGN_PKCS1_2048_SHA256', pemCrc32c: '1' },
  'JSON of AWS KMS': {
    KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    PublicKey: spki,
    KeySpec: 'RSA_2048',
    KeyUsage: 'SIGN_VERIFY',
  },
  'JSON of Azure Key Vault': {
    attributes: { enabled: true },
    key: { kid: 'https://v.vault.test/keys/k/1', kty: 'RSA-HSM', n: base64(n), e: 'AQAB' },
  },
  'JSON of Vault': { data: { keys: { 1: { name: 'rsa-2048', public_key: pem } }, type: 'rsa-2048' } },
  'JSON of FusionAuth': { keys: [{ algorithm: 'RS256', id: 'a', kid: 'b', publicKey: pem, type: 'RSA' }] },
  'JSON of FusionAuth by kid': { publicKeys: { a: pem } },
  'JSON of UAA': { alg: 'SHA256withRSA', value: pem },
  'JSON of UAA with a JWK': { kty: 'RSA', use: 'sig', alg: 'RS256', value: pem },
  'JSON with a set deep inside': { status: 'ok', response: [{ result: { jwks: { keys: [jwk] } } }] },
  'JSON with a public and a private PEM': { publicKey: pem, privateKey: privatePem(rsa.privateKey) },
  'JSON of .NET': { Modulus: base64(n), Exponent: base64(e) },
  'JSON of .NET in camel case': { d: null, modulus: base64(n), exponent: base64(e) },
  'JSON of .NET with a private key': {
    Modulus: base64(n),
    Exponent: base64(e),
    D: base64(privateJwk.d ?? ''),
    P: base64(privateJwk.p ?? ''),
    Q: base64(privateJwk.q ?? ''),
    DP: base64(privateJwk.dp ?? ''),
    DQ: base64(privateJwk.dq ?? ''),
    InverseQ: base64(privateJwk.qi ?? ''),
  },
  'JSON of .NET with bytes': { Modulus: [...Buffer.from(n, 'base64url')], Exponent: [1, 0, 1] },
  'JSON of JsonWebKey in .NET': { AdditionalData: {}, Alg: null, Crv: null, Kty: 'RSA', N: n, E: e, X5c: [] },
  'JSON of JsonWebKeySet in .NET': { Keys: [{ Kty: 'RSA', N: n, E: e, KeyId: null }] },
  'JWKS in a list': [{ keys: [jwk] }],
  'JWK with padding': { ...jwk, n: `${n}==` },
  'JWK in standard base64': { ...jwk, n: base64(n), e: base64(e) },
  'JWK with a leading zero': { ...jwk, n: Buffer.from(`00${hex(n)}`, 'hex').toString('base64') },
  'JWK with line breaks': { ...jwk, n: n.replaceAll(/(.{64})/g, '$1\n') },
  'JWK in hex': { ...jwk, n: hex(n) },
  'JWK in hex with 0x': { ...jwk, n: `0x${hex(n)}`, e: '0x10001' },
  'JWK in hex with colons': { ...jwk, n: `00:${colons(n)}` },
  'JWK in decimal': { ...jwk, n: decimal(n), e: 65537 },
  'JWK with arrays of bytes': { ...jwk, n: [...Buffer.from(n, 'base64url')], e: [1, 0, 1] },
  'JWK with the exponent in decimal': { ...jwk, e: '65537' },
  'JWK with the type in lower case': { ...jwk, kty: 'rsa' },
};

const ecForms: Readonly<Record<string, unknown>> = {
  'JSON for Supabase': { keys: [{ ...ecJwk, alg: 'ES256', key_ops: ['verify'], ext: true, use: 'sig' }] },
  'JSON of Azure Key Vault with EC': { key: { kty: 'EC-HSM', crv: 'P-256', x: base64(x), y: base64(y) } },
  'JSON of .NET with EC': {
    Curve: { CurveType: 2, Oid: { Value: '1.2.840.10045.3.1.7', FriendlyName: 'nistP256' } },
    Q: { X: base64(x), Y: base64(y) },
  },
  'JSON of .NET with EC and without an OID': {
    Curve: { Oid: { Value: null, FriendlyName: 'ECDSA_P256' } },
    Q: { X: base64(x), Y: base64(y) },
  },
  'JWK with coordinates in hex': { ...ecJwk, x: hex(x), y: hex(y) },
  'JWK with another name of the curve': { ...ecJwk, crv: 'secp256r1' },
  'JWK with padded coordinates': { ...ecJwk, x: base64(x), y: base64(y) },
  'DID document with an embedded method': {
    id: 'did:web:x',
    authentication: ['#1', { id: '#2', type: 'JsonWebKey2020', publicKeyJwk: ecJwk }],
  },
  'DID document without an ID': { verificationMethod: [{ id: '#1', publicKeyJwk: ecJwk }] },
};

const certificateForms: Readonly<Record<string, unknown>> = {
  'certificate as x5c alone': { x5c: [certificateBase64] },
  'certificate in a list': [certificateBase64],
  'certificate in a JWK without numbers': { kty: 'EC', x5c: [certificateBase64] },
  'certificate in a JWK as PEM': { kty: 'EC', x5c: [certificate] },
  'certificates by kid': { a: certificate, b: certificate },
  'certificates in base64 by kid': { a: certificateBase64, b: certificateBase64 },
  'certificates by kid with other members': { a: certificate, expires: 1_790_000_000 },
  'certificates of the Auth0 Management API': [
    { kid: 'a', cert: certificate, pkcs7: '-----BEGIN PKCS7-----\nMII\n-----END PKCS7-----', current: true },
    { kid: 'b', cert: certificate, fingerprint: 'AA:BB' },
  ],
};

/** JWKs outside of JSON. */
const looseForms: Readonly<Record<string, Form>> = {
  '.NET XML with a private key': [
    `<RSAKeyValue>${(
      [
        ['Modulus', 'n'],
        ['Exponent', 'e'],
        ['P', 'p'],
        ['Q', 'q'],
        ['DP', 'dp'],
        ['DQ', 'dq'],
        ['InverseQ', 'qi'],
        ['D', 'd'],
      ] as const
    )
      .map(([element, member]) => `<${element}>${base64(String(privateJwk[member]))}</${element}>`)
      .join('')}</RSAKeyValue>`,
    rsa.publicKey,
  ],
  '.NET XML in code': [
    `rsa.FromXmlString("<RSAKeyValue><Modulus>${base64(n).slice(0, 99)}" +\n  "${base64(n).slice(99)}</Modulus>" +\n  "<Exponent>AQAB</Exponent></RSAKeyValue>");`,
    rsa.publicKey,
  ],
  'XML of a policy of Azure': [`<key n="${n}" e="AQAB" />`, rsa.publicKey],
  'XML of a policy of Azure with two keys': [
    `<issuer-signing-keys>\n  <key id='a' e='AQAB' n='${n}'/>\n  <key id="b" n="${n}" e="AQAB"></key>\n</issuer-signing-keys>`,
    rsa.publicKey,
  ],
  'JWK in a table with tabs': [`kty\tRSA\ne\tAQAB\nn\t${n}\n`, rsa.publicKey],
  "JWK in Firefox's JSON viewer": [`kty\t"EC"\ncrv\t"P-256"\nx\t"${x}"\ny\t"${y}"`, p256.publicKey],
  'JWK printed by PHP': [`Array\n(\n    [kty] => RSA\n    [n] => ${n}\n    [e] => AQAB\n)\n`, rsa.publicKey],
  'JWK printed by Go': [`{Kty:RSA N:${n} E:AQAB}`, rsa.publicKey],
  'JWKS printed by Go': [`{Keys:[{Kty:EC Kid:a Crv:P-256 X:${x} Y:${y}}]}`, p256.publicKey],
  'JWK in JavaScript': [
    `const jwk = {\n  kty: 'EC', // a key\n  crv: 'P-256',\n  x: '${x}',\n  y: '${y}',\n};`,
    p256.publicKey,
  ],
  'JWK printed by Node': [`{ kty: 'RSA', n: '${n}', e: 'AQAB' }`, rsa.publicKey],
  'JWK printed by Python': [
    `{'kty': 'OKP', 'crv': 'Ed25519', 'x': '${edX}', 'kid': None}`,
    ed25519.publicKey,
  ],
  'JWK in Ruby': [`{ :kty => "EC", :crv => "P-256", :x => "${x}", :y => "${y}" }`, p256.publicKey],
  'JWK in YAML': [`kty: EC\ncrv: P-256\nx: ${x}\ny: ${y}\n`, p256.publicKey],
  'JWK without quotes': [json(ecJwk).replaceAll('"', ''), p256.publicKey],
  'JWK in other quotes': [json(jwk).replaceAll('"', "'"), rsa.publicKey],
  'JWK with a trailing comma': [json(ecJwk).replace('}', ',}'), p256.publicKey],
  'JWK in a statement': [`const key = ${json(ecJwk)};`, p256.publicKey],
  'JWK with escaped quotes': [json(ecJwk).replaceAll('"', String.raw`\"`), p256.publicKey],
  'JWK in a URL': [encodeURIComponent(json(ecJwk)), p256.publicKey],
  'JWK in lines of a terminal': [json(jwk).replaceAll(/.{80}/g, '$&\n'), rsa.publicKey],
  'JWKS in lines of mail': [json({ keys: [jwk, ecJwk] }).replaceAll(/.{76}/g, '$&\r\n\t  '), rsa.publicKey],
  'JWKS in lines after a command': [
    `$ curl https://id.test/jwks\n${json({ keys: [ecJwk] }).replaceAll(/.{40}/g, '$&\n')}`,
    p256.publicKey,
  ],
  'JWK in lines of ten letters': [
    json({ kty: 'EC', x5c: [certificateBase64] }).replaceAll(/.{10}/g, '$&\n'),
    certificatePublicKey,
  ],
  'JWK in lines that split an escape': [
    json({ ...jwk, kid: 'a"b' })
      .replaceAll('\\', '\\\n')
      .replaceAll(/[\w-]{70}/g, '$&\n'),
    rsa.publicKey,
  ],
  'JWKs on lines': [`${json(ecJwk)}\n${json(jwk)}`, rsa.publicKey],
  'JWKS in JavaScript': [`{ keys: [ { kty: 'EC', crv: 'P-256', x: '${x}', y: '${y}' } ] }`, p256.publicKey],
  'JWKS printed by Python': [
    `{'keys': [{'kty': 'RSA', 'n': '${n}', 'e': 'AQAB'}, {'kty': 'EC', 'crv': 'P-256', 'x': '${x}', 'y': '${y}'}]}`,
    p256.publicKey,
  ],
  'JWKS after HTTP headers': [
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${json({ keys: [jwk] })}`,
    rsa.publicKey,
  ],
  'JWKS after a command': [`$ curl https://id.test/jwks\n${json({ keys: [jwk] })}`, rsa.publicKey],
  'JWKS in base64 in YAML': [
    `keys: ${Buffer.from(json({ keys: [ecJwk] })).toString('base64')}`,
    p256.publicKey,
  ],
  'JWKs on a line of an environment file': [`GOTRUE_JWT_KEYS='${json([ecJwk])}'`, p256.publicKey],
  'certificate as x5c without braces': [`"x5c": [\n "${certificateBase64}"\n],`, certificatePublicKey],
  'certificates in quotes with commas': [
    `"${certificateBase64}",\n"${certificateBase64}"`,
    certificatePublicKey,
  ],
  'JWK with a zero before each coordinate': [
    json({ ...ecJwk, x: withZero(x), y: withZero(y) }),
    p256.publicKey,
  ],
  'JWK with spaces in its numbers': [json({ ...jwk, n: n.replace(/(.{60})/g, '$1 ') }), rsa.publicKey],
  'JWK of Ed25519 with padding': [json({ ...edJwk, x: base64(edX), crv: 'ed25519' }), ed25519.publicKey],
  'DID document with hex': [
    json({ id: 'did:x:y', assertionMethod: [{ id: '#1', type: 'Ed25519Key', publicKeyHex: hex(edX) }] }),
    ed25519.publicKey,
  ],
  'DID document with base64': [
    json({
      id: 'did:x:y',
      verificationMethod: [{ id: '#1', type: 'Ed25519Key', publicKeyBase64: base64(edX) }],
    }),
    ed25519.publicKey,
  ],
  'numbers printed by Java': [
    `Sun RSA public key, 2048 bits\n  params: null\n  modulus: ${decimal(n)}\n  public exponent: 65537`,
    rsa.publicKey,
  ],
  'numbers printed by Bouncy Castle': [
    `RSA Public Key [9e:00]\n            modulus: ${hex(n)}\n    public exponent: 10001\n`,
    rsa.publicKey,
  ],
  'numbers printed by Go': [`&{N:+${decimal(n)} E:65537}`, rsa.publicKey],
  'numbers printed by Go without names': [`&{${decimal(n)} 65537}`, rsa.publicKey],
  'numbers in JSON of Go': [`{"N":${decimal(n)},"E":65537}`, rsa.publicKey],
  'numbers in Java': [
    `new RSAPublicKeySpec(new BigInteger("${decimal(n)}"), new BigInteger("65537"))`,
    rsa.publicKey,
  ],
  'numbers in Java in hex': [
    `new RSAPublicKeySpec(\n  new BigInteger("${hex(n)}", 16),\n  new BigInteger("10001", 16))`,
    rsa.publicKey,
  ],
  'numbers in Java with names': [
    `BigInteger modulus = new BigInteger("${decimal(n)}");\nBigInteger exponent = BigInteger.valueOf(65537);`,
    rsa.publicKey,
  ],
  'numbers in C#': [
    `new RSAParameters { Modulus = Convert.FromBase64String("${base64(n)}"), Exponent = Convert.FromBase64String("AQAB") }`,
    rsa.publicKey,
  ],
  'numbers in Dart': [`RSAPublicKey(BigInt.parse('${decimal(n)}'), BigInt.from(65537))`, rsa.publicKey],
  'numbers in Rust': [`DecodingKey::from_rsa_components("${n}", "${e}")`, rsa.publicKey],
  'numbers printed by Erlang': [`{'RSAPublicKey',${decimal(n)},65537}`, rsa.publicKey],
  'numbers printed by Elixir': [
    `%JOSE.JWK{kty: {:jose_jwk_kty_rsa, {:RSAPublicKey, ${decimal(n)}, 65537}}}`,
    rsa.publicKey,
  ],
  'numbers printed by Haskell': [
    `PublicKey {public_size = 256, public_n = ${decimal(n)}, public_e = 65537}`,
    rsa.publicKey,
  ],
  'numbers for PyCryptodome': [`RSA.construct((${decimal(n)}, 65537))`, rsa.publicKey],
  'numbers printed by Python': [`RSAPublicNumbers(e=65537, n=${decimal(n)})`, rsa.publicKey],
  "numbers printed by Python's rsa": [`PublicKey(${decimal(n)}, 65537)`, rsa.publicKey],
  'coordinates printed by Java': [
    `Sun EC public key, 256 bits\n  public x coord: ${decimal(x)}\n  public y coord: ${decimal(y)}\n  parameters: secp256r1 [NIST P-256,X9.62 prime256v1] (1.2.840.10045.3.1.7)`,
    p256.publicKey,
  ],
  'coordinates printed by Bouncy Castle': [
    `EC Public Key [3a]\n            X: ${hex(x)}\n            Y: ${hex(y)}\n`,
    p256.publicKey,
  ],
  'coordinates printed by Go': [
    `&{Curve:{p256Curve:{CurveParams:0xc0000a0000}} X:+${decimal(x)} Y:+${decimal(y)}}`,
    p256.publicKey,
  ],
  'coordinates printed by Go without names': [`&{0xc000010040 ${decimal(x)} ${decimal(y)}}`, p256.publicKey],
  'coordinates in JSON of Go': [`{"Curve":{},"X":${decimal(x)},"Y":${decimal(y)}}`, p256.publicKey],
  'coordinates in hex': [`x: ${hex(x)}\ny: ${hex(y)}`, p256.publicKey],
};

const withKey = (forms: Readonly<Record<string, unknown>>, key: KeyObject) =>
  Object.fromEntries(
    Object.entries(forms).map(([name, value]) => [name, [json(value, undefined, 2), key]] as const),
  );

/** Keys in JSON of issuers, clouds and libraries, and JWKs as code, logs and settings contain them. */
export const jsonForms: Readonly<Record<string, Form>> = {
  ...withKey(rsaForms, rsa.publicKey),
  ...withKey(ecForms, p256.publicKey),
  ...withKey(certificateForms, certificatePublicKey),
  ...looseForms,
};
