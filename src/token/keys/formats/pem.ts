import { decodeLeniently } from '../../decode/base64url';
import { quoteForSentence } from '../../wording';
import type { readAsn1Key } from './asn1/asn1-key';
import { linkCertificates } from './asn1/certificate-chain';
import { findDerLength } from './key-bytes';
import type { Unread } from '../jwk';
import type { Key } from '../key';
import { describeModulusProblem } from './modulus';
import type { KeyMaterial } from '../key-material';
import type { CodeParam } from '../../param';
import type { PemBlock } from './text';

/** Labels of keys and certificates (RFC 7468 §5, §10, §13), also those of other software. */
const KEY_LABEL = /\b(?:CERTIFICATE|(?:PUBLIC|PRIVATE) ?KEY|KEY)$/;
/** The curve's name, which the following key contains as well. */
const SKIPPED_LABEL = 'EC PARAMETERS';

/** Labels of keys from other software and of key containers. */
const foreignLabels: readonly (readonly [RegExp, KeyMaterial])[] = [
  [/^(?:OPENSSH|SSH2)(?: ENCRYPTED)? PRIVATE KEY$/, 'ssh_private'],
  [/^SSH2 PUBLIC KEY$/, 'ssh2_public'],
  [/^PGP /, 'pgp'],
  [/^(?:PKCS7|PKCS #7 SIGNED DATA|CMS)$/, 'pkcs7'],
];

/** Labels of content without a key for JWTs, and what it is. The DER of parameters can be that of an RSA key. */
const keylessLabels: readonly (readonly [RegExp, CodeParam])[] = [
  [/^(?:X509 )?CRL$/, { code: 'key_problem_pem_crl' }],
  [/^ATTRIBUTE CERTIFICATE$/, { code: 'key_problem_pem_attribute_certificate' }],
  [/^DSA (?:PUBLIC|PRIVATE) KEY$/, { code: 'key_problem_pem_dsa' }],
  [/\bPARAMETERS$/, { code: 'key_problem_pem_parameters' }],
];

/** The keys of a PEM text, each certificate with its chain. */
export async function readPem(blocks: readonly PemBlock[]): Promise<readonly (Key | Unread)[]> {
  const read = await Promise.all(
    blocks.filter(({ label }) => label !== SKIPPED_LABEL).map((block) => readBlock(block)),
  );
  return linkCertificates(read);
}

async function readBlock({ label, base64, isEncrypted }: PemBlock): Promise<Key | Unread> {
  const foreign = foreignLabels.find(([pattern]) => pattern.test(label))?.[1];
  if (foreign !== undefined) return { why: { code: `key_material_${foreign}` }, material: foreign };
  const keyless = keylessLabels.find(([pattern]) => pattern.test(label))?.[1];
  if (keyless !== undefined) return { why: keyless };
  if (isEncrypted) return { why: { code: 'key_problem_encrypted' } };
  const asn1 = await import('./asn1/asn1-key');
  const bytes = decodeLeniently(base64);
  const key = await readDer(bytes, asn1.readAsn1Key);
  const length = findDerLength(bytes) ?? bytes.length;
  // Other software may read a label strictly, but the content determines what it is.
  if (!('why' in key) || key.why.code !== 'key_problem_not_key') return key;
  if (length !== bytes.length) return { why: { code: 'key_material_der_cut' }, material: 'der_cut' };
  return KEY_LABEL.test(label)
    ? key
    : { why: { code: 'key_problem_pem_label', params: [quoteForSentence(label)] } };
}

/** A key or a certificate in bare DER; its content determines which. */
export async function readBareDer(bytes: Uint8Array): Promise<Key | Unread> {
  const asn1 = await import('./asn1/asn1-key');
  const key = await readDer(new Uint8Array(bytes), asn1.readAsn1Key);
  return 'why' in key || key.form === 'certificate' ? key : { ...key, form: 'der' };
}

async function readDer(bytes: Uint8Array<ArrayBuffer>, read: typeof readAsn1Key): Promise<Key | Unread> {
  const reading = await read(bytes);
  if ('why' in reading) return reading;
  const { publicJwk, privateJwk, certificate, restriction } = reading;
  const why = describeModulusProblem(publicJwk);
  if (why !== undefined) return { why };
  return {
    form: certificate ? 'certificate' : privateJwk ? 'pem-private' : 'pem-public',
    kty: publicJwk.kty,
    publicJwk,
    ...(privateJwk && { privateJwk }),
    ...(restriction && { restriction }),
    ...(certificate && {
      x5t: certificate.x5t,
      x5tS256: certificate.x5tS256,
      certificates: [certificate],
    }),
    problems: [],
  };
}
