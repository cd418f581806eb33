import { RsaSaPssParams } from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import type { KeyRestriction } from '../../key';
import { parseAsn1 } from './asn1';

/** RFC 4055 §3.1. */
const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** Object identifiers of keys for one scheme only (RFC 4055 §4.1, RFC 5480 §2.1.2), and its algorithms in JOSE. */
const restrictions: ReadonlyMap<string, KeyRestriction> = new Map([
  [RSASSA_PSS, { scheme: 'RSASSA-PSS', algorithms: ['PS256', 'PS384', 'PS512'] }],
  [
    '1.2.840.113549.1.1.7',
    { scheme: 'RSAES-OAEP', algorithms: ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'] },
  ],
  [
    '1.3.132.1.12',
    { scheme: 'ECDH', algorithms: ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'] },
  ],
]);

/** RFC 4055 §2.1: the name of each hash, its algorithm in JOSE (RFC 7518 §3.5) and its bytes. */
const hashes: ReadonlyMap<string, { readonly name: string; readonly alg?: string; readonly bytes: number }> =
  new Map([
    ['1.3.14.3.2.26', { name: 'SHA-1', bytes: 20 }],
    ['2.16.840.1.101.3.4.2.4', { name: 'SHA-224', bytes: 28 }],
    ['2.16.840.1.101.3.4.2.1', { name: 'SHA-256', alg: 'PS256', bytes: 32 }],
    ['2.16.840.1.101.3.4.2.2', { name: 'SHA-384', alg: 'PS384', bytes: 48 }],
    ['2.16.840.1.101.3.4.2.3', { name: 'SHA-512', alg: 'PS512', bytes: 64 }],
  ]);

/**
 * The scheme that the algorithm identifier of a key restricts it to, with the hash if its parameters state one;
 * undefined for a key for any. A certificate's signature algorithm isn't that of its key.
 */
export function findKeyRestriction({
  algorithm,
  parameters,
}: AlgorithmIdentifier): KeyRestriction | undefined {
  const restriction = restrictions.get(algorithm);
  // RFC 4055 §3.3: without parameters, a key is for any hash and salt.
  const params = algorithm === RSASSA_PSS && parameters ? parseAsn1(parameters, RsaSaPssParams) : undefined;
  return params === undefined ? restriction : readPssParams(params);
}

/** RFC 7518 §3.5: MGF1 has the hash of the algorithm. RFC 4055 §3.3: the salt of a key is the shortest one allowed. */
function readPssParams({ hashAlgorithm, maskGenAlgorithm, saltLength }: RsaSaPssParams): KeyRestriction {
  const oid = hashAlgorithm.algorithm;
  const hash = hashes.get(oid);
  const mask = maskGenAlgorithm.parameters && parseAsn1(maskGenAlgorithm.parameters, AlgorithmIdentifier);
  const maskOid = mask?.algorithm ?? '';
  const facts = [
    'RSASSA-PSS',
    hash?.name ?? oid,
    ...(maskOid === oid ? [] : [`MGF1 ${hashes.get(maskOid)?.name ?? maskOid}`.trim()]),
    ...(saltLength > (hash?.bytes ?? saltLength) ? [`salt ≥ ${saltLength}`] : []),
  ];
  const isDefined = facts.length === 2 && hash?.alg !== undefined;
  return { scheme: facts.join(', '), algorithms: isDefined ? [hash.alg] : [] };
}
