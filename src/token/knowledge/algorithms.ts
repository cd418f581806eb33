import type { KnowledgeCode } from './knowledge-code';

/** What is known about an `alg` or `enc` value, by IANA's registry “JSON Web Signature and Encryption Algorithms”. */
export interface AlgorithmFact {
  readonly code: Extract<KnowledgeCode, `values.alg.${string}`>;
  readonly params: readonly string[];
  readonly purpose: 'signature' | 'key management' | 'content encryption' | 'key';
  readonly family: string;
  readonly status: 'registered' | 'deprecated' | 'discouraged' | 'prohibited' | 'draft' | 'unregistered';
  /** '' if there is none. */
  readonly reference: string;
}

type Row = readonly [
  name: string,
  code: AlgorithmFact['code'],
  params: string,
  family: string,
  reference: string,
  status?: AlgorithmFact['status'],
];

/** `alg` of a JWS. Params are separated by commas. */
const signatures: readonly Row[] = [
  ['HS256', 'values.alg.hmac', 'SHA-256', 'HMAC', 'RFC 7518 §3.2'],
  ['HS384', 'values.alg.hmac', 'SHA-384', 'HMAC', 'RFC 7518 §3.2'],
  ['HS512', 'values.alg.hmac', 'SHA-512', 'HMAC', 'RFC 7518 §3.2'],
  ['RS256', 'values.alg.rsa_pkcs1', 'SHA-256', 'RSA', 'RFC 7518 §3.3'],
  ['RS384', 'values.alg.rsa_pkcs1', 'SHA-384', 'RSA', 'RFC 7518 §3.3'],
  ['RS512', 'values.alg.rsa_pkcs1', 'SHA-512', 'RSA', 'RFC 7518 §3.3'],
  ['ES256', 'values.alg.ecdsa', 'P-256,SHA-256', 'ECDSA', 'RFC 7518 §3.4'],
  ['ES384', 'values.alg.ecdsa', 'P-384,SHA-384', 'ECDSA', 'RFC 7518 §3.4'],
  ['ES512', 'values.alg.ecdsa', 'P-521,SHA-512', 'ECDSA', 'RFC 7518 §3.4'],
  ['PS256', 'values.alg.rsa_pss', 'SHA-256', 'RSA', 'RFC 7518 §3.5'],
  ['PS384', 'values.alg.rsa_pss', 'SHA-384', 'RSA', 'RFC 7518 §3.5'],
  ['PS512', 'values.alg.rsa_pss', 'SHA-512', 'RSA', 'RFC 7518 §3.5'],
  ['none', 'values.alg.none', '', 'none', 'RFC 7518 §3.6', 'discouraged'],
  ['ES256K', 'values.alg.ecdsa', 'secp256k1,SHA-256', 'ECDSA', 'RFC 8812 §3.2'],
  ['EdDSA', 'values.alg.eddsa', '', 'EdDSA', 'RFC 8037 §3.1', 'deprecated'],
  ['Ed25519', 'values.alg.eddsa_on', 'Ed25519', 'EdDSA', 'RFC 9864 §2.2'],
  ['Ed448', 'values.alg.eddsa_on', 'Ed448', 'EdDSA', 'RFC 9864 §2.2'],
  ['ML-DSA-44', 'values.alg.ml_dsa', 'ML-DSA-44', 'ML-DSA', 'RFC 9964'],
  ['ML-DSA-65', 'values.alg.ml_dsa', 'ML-DSA-65', 'ML-DSA', 'RFC 9964'],
  ['ML-DSA-87', 'values.alg.ml_dsa', 'ML-DSA-87', 'ML-DSA', 'RFC 9964'],
  ['ES256K-R', 'values.alg.recoverable', '', 'ECDSA', '', 'unregistered'],
  ['BBS', 'values.alg.bbs', '', 'BBS', 'draft-ietf-jose-json-proof-algorithms', 'draft'],
  ['SM3withSM2', 'values.alg.chinese', '', 'SM2', '', 'unregistered'],
  ['SM2', 'values.alg.chinese', '', 'SM2', '', 'unregistered'],
  ['GOST', 'values.alg.russian', '', 'GOST', '', 'unregistered'],
];

/** `alg` of a JWE. Params are separated by commas. */
const keyManagement: readonly Row[] = [
  ['RSA1_5', 'values.alg.rsa_encryption', '', 'RSA', 'RFC 7518 §4.2', 'discouraged'],
  ['RSA-OAEP', 'values.alg.rsa_oaep', 'SHA-1', 'RSA', 'RFC 7518 §4.3'],
  ['RSA-OAEP-256', 'values.alg.rsa_oaep', 'SHA-256', 'RSA', 'RFC 7518 §4.3'],
  ['RSA-OAEP-384', 'values.alg.rsa_oaep', 'SHA-384', 'RSA', 'W3C Web Cryptography API'],
  ['RSA-OAEP-512', 'values.alg.rsa_oaep', 'SHA-512', 'RSA', 'W3C Web Cryptography API'],
  ['A128KW', 'values.alg.key_wrap', '128', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['A192KW', 'values.alg.key_wrap', '192', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['A256KW', 'values.alg.key_wrap', '256', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['dir', 'values.alg.direct', '', 'shared key', 'RFC 7518 §4.5'],
  ['ECDH-ES', 'values.alg.ecdh', '', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A128KW', 'values.alg.ecdh_wrap', '128', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A192KW', 'values.alg.ecdh_wrap', '192', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A256KW', 'values.alg.ecdh_wrap', '256', 'ECDH', 'RFC 7518 §4.6'],
  ['A128GCMKW', 'values.alg.gcm_key_wrap', '128', 'AES-GCM', 'RFC 7518 §4.7'],
  ['A192GCMKW', 'values.alg.gcm_key_wrap', '192', 'AES-GCM', 'RFC 7518 §4.7'],
  ['A256GCMKW', 'values.alg.gcm_key_wrap', '256', 'AES-GCM', 'RFC 7518 §4.7'],
  ['PBES2-HS256+A128KW', 'values.alg.password', 'HMAC-SHA-256', 'PBES2', 'RFC 7518 §4.8'],
  ['PBES2-HS384+A192KW', 'values.alg.password', 'HMAC-SHA-384', 'PBES2', 'RFC 7518 §4.8'],
  ['PBES2-HS512+A256KW', 'values.alg.password', 'HMAC-SHA-512', 'PBES2', 'RFC 7518 §4.8'],
  ['HPKE-0', 'values.alg.hpke', '', 'HPKE', 'draft-ietf-jose-hpke-encrypt', 'draft'],
];

/** `enc` of a JWE. Params are separated by commas. */
const contentEncryption: readonly Row[] = [
  ['A128CBC-HS256', 'values.alg.cbc_hmac', '128,SHA-256', 'AES-CBC', 'RFC 7518 §5.2.3'],
  ['A192CBC-HS384', 'values.alg.cbc_hmac', '192,SHA-384', 'AES-CBC', 'RFC 7518 §5.2.4'],
  ['A256CBC-HS512', 'values.alg.cbc_hmac', '256,SHA-512', 'AES-CBC', 'RFC 7518 §5.2.5'],
  ['A128GCM', 'values.alg.gcm', '128', 'AES-GCM', 'RFC 7518 §5.3'],
  ['A192GCM', 'values.alg.gcm', '192', 'AES-GCM', 'RFC 7518 §5.3'],
  ['A256GCM', 'values.alg.gcm', '256', 'AES-GCM', 'RFC 7518 §5.3'],
];

/** `alg` that only a JWK may have (IANA: prohibited in tokens). Params are separated by commas. */
const keyAlgorithms: readonly Row[] = [
  ['A128CBC', 'values.alg.aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A192CBC', 'values.alg.aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A256CBC', 'values.alg.aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A128CTR', 'values.alg.aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['A192CTR', 'values.alg.aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['A256CTR', 'values.alg.aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['RS1', 'values.alg.sha1_signature', 'RSA (PKCS #1 v1.5)', 'RSA', 'W3C Web Cryptography API', 'prohibited'],
  ['HS1', 'values.alg.sha1_signature', 'HMAC', 'HMAC', 'W3C Web Cryptography API', 'prohibited'],
];

/** The registered algorithms, and a few others that tokens use. A Map, because `alg` could be `constructor`. */
export const algorithms: ReadonlyMap<string, AlgorithmFact> = new Map([
  ...list(signatures, 'signature'),
  ...list(keyManagement, 'key management'),
  ...list(contentEncryption, 'content encryption'),
  ...list(keyAlgorithms, 'key'),
]);

function list(rows: readonly Row[], purpose: AlgorithmFact['purpose']) {
  return rows.map(
    ([name, code, params, family, reference, status = 'registered']): [string, AlgorithmFact] => [
      name,
      { code, params: params === '' ? [] : params.split(','), purpose, family, status, reference },
    ],
  );
}
