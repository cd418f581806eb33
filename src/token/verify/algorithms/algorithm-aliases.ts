/** XML Signature URIs end in the algorithm: `http://www.w3.org/2001/04/xmldsig-more#rsa-sha256` (RFC 9231 §2). */
const XML_URI = /^https?:\/\/www\.w3\.org\/[\w./-]{1,60}#/i;
/** Maximum characters of a name. */
const maxAliasLength = 120;

/**
 * Names of other software for the algorithms of JWS, without case and punctuation: Java, .NET, XML Signature, OpenSSL,
 * AWS KMS, Google Cloud KMS and others. The capture is the hash.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^(?:hs|hmac|hmac(?:with|using)?sha2?)(256|384|512)(?:signature)?$/, 'HS'],
  [/^sha2?(256|384|512)(?:with)?hmac$/, 'HS'],
  [/^(?:rs|rsa|rsa(?:ssa)?(?:pkcs1?(?:v15)?)?(?:with|using|and)?sha2?)(256|384|512)(?:signature)?$/, 'RS'],
  [/^(?:sha|hash)2?(256|384|512)(?:with)?rsa(?:encryption|pkcs1(?:v15)?)?$/, 'RS'],
  [/^rsasignpkcs1(?:\d{4})sha(256|384|512)$/, 'RS'],
  [/^(?:ps|pss|rsapss|rsassapss|rsa(?:ssa)?pss(?:with|using|and)?sha2?)(256|384|512)(?:signature)?$/, 'PS'],
  [/^sha2?(256|384|512)(?:with)?rsa(?:and|ssa)?(?:pss|mgf1)$/, 'PS'],
  [/^rsasignpss(?:\d{4})sha(256|384|512)$/, 'PS'],
  [/^(?:es|ecdsa|ec|ecdsa(?:with|using)?(?:p(?:256|384|521))?sha2?)(256|384|512)(?:signature)?$/, 'ES'],
  [/^sha2?(256|384|512)(?:with)?(?:plain)?ecdsa(?:inp1363format)?$/, 'ES'],
  [/^ecsignp(?:256|384|521)sha(256|384|512)$/, 'ES'],
];

/** Names that don't follow a pattern. */
const names: ReadonlyMap<string, string> = new Map([
  ['es521', 'ES512'],
  // RFC 9864 §4.2.1, SSH (RFC 5656 §3.1), and the names of curves.
  ...(['256', '384', '521'] as const).flatMap((size) => {
    const alg = size === '521' ? 'ES512' : `ES${size}`;
    return [`ecdsap${size}`, `ecdsasha2nistp${size}`, `p${size}`, `secp${size}r1`].map(
      (name) => [name, alg] as const,
    );
  }),
  ['prime256v1', 'ES256'],
  ['esp256', 'ES256'],
  ['esp384', 'ES384'],
  ['esp512', 'ES512'],
  ['es256k', 'ES256K'],
  ['es256k1', 'ES256K'],
  ['secp256k1', 'ES256K'],
  ['ecdsasecp256k1sha256', 'ES256K'],
  ['ecsignsecp256k1sha256', 'ES256K'],
  ['eddsa', 'EdDSA'],
  ['pureeddsa', 'EdDSA'],
  ['ed25519', 'Ed25519'],
  // NATS (github.com/nats-io/jwt, version 2).
  ['ed25519nkey', 'Ed25519'],
  ['eddsaed25519', 'Ed25519'],
  ['sshed25519', 'Ed25519'],
  ['ed25519sha512', 'Ed25519'],
  ['ed25519signature2018', 'Ed25519'],
  ['ed25519signature2020', 'Ed25519'],
  ['ecsigned25519', 'Ed25519'],
  ['ed448', 'Ed448'],
  ['eddsaed448', 'Ed448'],
  ['mldsa44', 'ML-DSA-44'],
  ['mldsa65', 'ML-DSA-65'],
  ['mldsa87', 'ML-DSA-87'],
  ['idmldsa44', 'ML-DSA-44'],
  ['idmldsa65', 'ML-DSA-65'],
  ['idmldsa87', 'ML-DSA-87'],
]);
/** RFC 4231 §3.1, RFC 8017 appendix A.2.4, RFC 5758 §3.2, RFC 8410 §3. */
const oids: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.9', 'HS256'],
  ['1.2.840.113549.2.10', 'HS384'],
  ['1.2.840.113549.2.11', 'HS512'],
  ['1.2.840.113549.1.1.11', 'RS256'],
  ['1.2.840.113549.1.1.12', 'RS384'],
  ['1.2.840.113549.1.1.13', 'RS512'],
  ['1.2.840.10045.4.3.2', 'ES256'],
  ['1.2.840.10045.4.3.3', 'ES384'],
  ['1.2.840.10045.4.3.4', 'ES512'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
]);

/**
 * The algorithm of JWS that another name stands for: `HmacSHA256`, `hs256`, `SHA256withRSA`, `ed25519-nkey`, an XML
 * Signature URI, an object identifier. Undefined for any other text. Only for showing and trying: RFC
 * 7515 §4.1.1 compares names exactly, so a strict verifier rejects an alias.
 */
export function findAliased(alg: unknown): string | undefined {
  if (typeof alg !== 'string' || alg.length > maxAliasLength) return undefined;
  const text = alg.trim();
  const oid = oids.get(text.replace(/^urn:oid:/i, ''));
  if (oid !== undefined) return oid;
  // A constant of a library: `SignatureAlgorithm.HS256`, `SecurityAlgorithms.HmacSha256`.
  const bare = text.replace(XML_URI, '').replace(/^(?:[A-Za-z]\w{0,40}(?:\.|::|->))+(?=[A-Za-z])/, '');
  const name = bare.toLowerCase().replace(/[\s_./:()+-]/g, '');
  const known = names.get(name);
  if (known !== undefined) return known;
  for (const [pattern, family] of patterns) {
    const hash = pattern.exec(name)?.[1];
    if (hash !== undefined) return `${family}${hash}`;
  }
  return undefined;
}
