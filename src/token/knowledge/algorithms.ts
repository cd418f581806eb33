import type { algorithmSentences } from './algorithm-sentences';

type StatusCode = `about_alg_status_${string}`;

export interface AlgorithmFact {
  readonly code: Exclude<keyof typeof algorithmSentences, StatusCode>;
  readonly params: readonly string[];
  readonly purpose: 'signature' | 'key management' | 'content encryption' | 'key';
  readonly family: string;
  readonly status: 'registered' | 'deprecated' | 'discouraged' | 'prohibited' | 'draft' | 'unregistered';
  /** '' where there is none. */
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

/** `alg` of a JWS. Params have commas between them. */
const signatures: readonly Row[] = [
  ['HS256', 'about_alg_hmac', 'SHA-256', 'HMAC', 'RFC 7518 §3.2'],
  ['HS384', 'about_alg_hmac', 'SHA-384', 'HMAC', 'RFC 7518 §3.2'],
  ['HS512', 'about_alg_hmac', 'SHA-512', 'HMAC', 'RFC 7518 §3.2'],
  ['RS256', 'about_alg_rsa_pkcs1', 'SHA-256', 'RSA', 'RFC 7518 §3.3'],
  ['RS384', 'about_alg_rsa_pkcs1', 'SHA-384', 'RSA', 'RFC 7518 §3.3'],
  ['RS512', 'about_alg_rsa_pkcs1', 'SHA-512', 'RSA', 'RFC 7518 §3.3'],
  ['ES256', 'about_alg_ecdsa', 'P-256,SHA-256', 'ECDSA', 'RFC 7518 §3.4'],
  ['ES384', 'about_alg_ecdsa', 'P-384,SHA-384', 'ECDSA', 'RFC 7518 §3.4'],
  ['ES512', 'about_alg_ecdsa', 'P-521,SHA-512', 'ECDSA', 'RFC 7518 §3.4'],
  ['PS256', 'about_alg_rsa_pss', 'SHA-256', 'RSA', 'RFC 7518 §3.5'],
  ['PS384', 'about_alg_rsa_pss', 'SHA-384', 'RSA', 'RFC 7518 §3.5'],
  ['PS512', 'about_alg_rsa_pss', 'SHA-512', 'RSA', 'RFC 7518 §3.5'],
  ['none', 'about_alg_none', '', 'none', 'RFC 7518 §3.6', 'discouraged'],
  ['ES256K', 'about_alg_ecdsa', 'secp256k1,SHA-256', 'ECDSA', 'RFC 8812 §3.2'],
  ['EdDSA', 'about_alg_eddsa', '', 'EdDSA', 'RFC 8037 §3.1', 'deprecated'],
  ['Ed25519', 'about_alg_eddsa_on', 'Ed25519', 'EdDSA', 'RFC 9864 §2.2'],
  ['Ed448', 'about_alg_eddsa_on', 'Ed448', 'EdDSA', 'RFC 9864 §2.2'],
  ['ML-DSA-44', 'about_alg_ml_dsa', 'ML-DSA-44', 'ML-DSA', 'RFC 9964'],
  ['ML-DSA-65', 'about_alg_ml_dsa', 'ML-DSA-65', 'ML-DSA', 'RFC 9964'],
  ['ML-DSA-87', 'about_alg_ml_dsa', 'ML-DSA-87', 'ML-DSA', 'RFC 9964'],
  ['ES256K-R', 'about_alg_recoverable', '', 'ECDSA', '', 'unregistered'],
  ['BBS', 'about_alg_bbs', '', 'BBS', 'draft-ietf-jose-json-proof-algorithms', 'draft'],
  ['SM3withSM2', 'about_alg_chinese', '', 'SM2', '', 'unregistered'],
  ['SM2', 'about_alg_chinese', '', 'SM2', '', 'unregistered'],
  ['GOST', 'about_alg_russian', '', 'GOST', '', 'unregistered'],
];

/** `alg` of a JWE. Params have commas between them. */
const keyManagement: readonly Row[] = [
  ['RSA1_5', 'about_alg_rsa_encryption', '', 'RSA', 'RFC 7518 §4.2', 'discouraged'],
  ['RSA-OAEP', 'about_alg_rsa_oaep', 'SHA-1', 'RSA', 'RFC 7518 §4.3'],
  ['RSA-OAEP-256', 'about_alg_rsa_oaep', 'SHA-256', 'RSA', 'RFC 7518 §4.3'],
  ['RSA-OAEP-384', 'about_alg_rsa_oaep', 'SHA-384', 'RSA', 'W3C Web Cryptography API'],
  ['RSA-OAEP-512', 'about_alg_rsa_oaep', 'SHA-512', 'RSA', 'W3C Web Cryptography API'],
  ['A128KW', 'about_alg_key_wrap', '128', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['A192KW', 'about_alg_key_wrap', '192', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['A256KW', 'about_alg_key_wrap', '256', 'AES Key Wrap', 'RFC 7518 §4.4'],
  ['dir', 'about_alg_direct', '', 'shared key', 'RFC 7518 §4.5'],
  ['ECDH-ES', 'about_alg_ecdh', '', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A128KW', 'about_alg_ecdh_wrap', '128', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A192KW', 'about_alg_ecdh_wrap', '192', 'ECDH', 'RFC 7518 §4.6'],
  ['ECDH-ES+A256KW', 'about_alg_ecdh_wrap', '256', 'ECDH', 'RFC 7518 §4.6'],
  ['A128GCMKW', 'about_alg_gcm_key_wrap', '128', 'AES-GCM', 'RFC 7518 §4.7'],
  ['A192GCMKW', 'about_alg_gcm_key_wrap', '192', 'AES-GCM', 'RFC 7518 §4.7'],
  ['A256GCMKW', 'about_alg_gcm_key_wrap', '256', 'AES-GCM', 'RFC 7518 §4.7'],
  ['PBES2-HS256+A128KW', 'about_alg_password', 'HMAC with SHA-256', 'PBES2', 'RFC 7518 §4.8'],
  ['PBES2-HS384+A192KW', 'about_alg_password', 'HMAC with SHA-384', 'PBES2', 'RFC 7518 §4.8'],
  ['PBES2-HS512+A256KW', 'about_alg_password', 'HMAC with SHA-512', 'PBES2', 'RFC 7518 §4.8'],
  ['HPKE-0', 'about_alg_hpke', '', 'HPKE', 'draft-ietf-jose-hpke-encrypt', 'draft'],
];

/** `enc` of a JWE. Params have commas between them. */
const contentEncryption: readonly Row[] = [
  ['A128CBC-HS256', 'about_alg_cbc_hmac', '128,SHA-256', 'AES-CBC', 'RFC 7518 §5.2.3'],
  ['A192CBC-HS384', 'about_alg_cbc_hmac', '192,SHA-384', 'AES-CBC', 'RFC 7518 §5.2.4'],
  ['A256CBC-HS512', 'about_alg_cbc_hmac', '256,SHA-512', 'AES-CBC', 'RFC 7518 §5.2.5'],
  ['A128GCM', 'about_alg_gcm', '128', 'AES-GCM', 'RFC 7518 §5.3'],
  ['A192GCM', 'about_alg_gcm', '192', 'AES-GCM', 'RFC 7518 §5.3'],
  ['A256GCM', 'about_alg_gcm', '256', 'AES-GCM', 'RFC 7518 §5.3'],
];

/** `alg` of a JWK alone (IANA: prohibited in tokens). Params have commas between them. */
const keysAlone: readonly Row[] = [
  ['A128CBC', 'about_alg_aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A192CBC', 'about_alg_aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A256CBC', 'about_alg_aes_bare', 'CBC', 'AES-CBC', 'W3C Web Cryptography API', 'prohibited'],
  ['A128CTR', 'about_alg_aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['A192CTR', 'about_alg_aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['A256CTR', 'about_alg_aes_bare', 'CTR', 'AES-CTR', 'W3C Web Cryptography API', 'prohibited'],
  ['RS1', 'about_alg_sha1_signature', 'RSA (PKCS #1 v1.5)', 'RSA', 'W3C Web Cryptography API', 'prohibited'],
  ['HS1', 'about_alg_sha1_signature', 'HMAC', 'HMAC', 'W3C Web Cryptography API', 'prohibited'],
];

/** Every algorithm of the registry and a few that are seen without being in it. A Map, since `alg` may be `constructor`. */
export const algorithms: ReadonlyMap<string, AlgorithmFact> = new Map([
  ...list(signatures, 'signature'),
  ...list(keyManagement, 'key management'),
  ...list(contentEncryption, 'content encryption'),
  ...list(keysAlone, 'key'),
]);

function list(rows: readonly Row[], purpose: AlgorithmFact['purpose']) {
  return rows.map(
    ([name, code, params, family, reference, status = 'registered']): [string, AlgorithmFact] => [
      name,
      { code, params: params === '' ? [] : params.split(','), purpose, family, status, reference },
    ],
  );
}
