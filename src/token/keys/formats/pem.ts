import { decodeLeniently } from '../../decode/base64url';
import { quoteForSentence } from '../../wording';
import type { readAsn1Key } from './asn1/asn1-key';
import { linkCertificates } from './asn1/certificate-chain';
import { findDerLength } from './key-bytes';
import type { Unread } from '../jwk';
import type { Key } from '../key';
import { describeModulusProblem } from './modulus';
import type { KeyMaterial } from '../key-material';
import type { PemBlock } from './text';

/** RFC 7468 §5, §10 and §13, and the older labels of OpenSSL. */
const READ_LABEL =
  /^(?:(?:X509 |TRUSTED )?CERTIFICATE|(?:RSA |EC |ED25519 |ED448 |X25519 |X448 |ANY )?(?:PUBLIC|PRIVATE) KEY|ENCRYPTED PRIVATE KEY)$/;
/** The curve's name, which the following key contains as well. */
const SKIPPED_LABEL = 'EC PARAMETERS';

/** Labels of keys from other software and of key containers. */
const foreignLabels: readonly (readonly [RegExp, KeyMaterial])[] = [
  [/^(?:OPENSSH|SSH2)(?: ENCRYPTED)? PRIVATE KEY$/, 'ssh_private'],
  [/^SSH2 PUBLIC KEY$/, 'ssh2_public'],
  [/^PGP /, 'pgp'],
  [/^(?:PKCS7|PKCS #7 SIGNED DATA|CMS)$/, 'pkcs7'],
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
  if (!READ_LABEL.test(label)) {
    return { why: { code: 'key_problem_pem_label', params: [quoteForSentence(label)] } };
  }
  if (isEncrypted) return { why: { code: 'key_problem_encrypted' } };
  const asn1 = await import('./asn1/asn1-key');
  const bytes = decodeLeniently(base64);
  const key = await readDer(bytes, asn1.readAsn1Key);
  const length = findDerLength(bytes) ?? bytes.length;
  const isCut = 'why' in key && key.why.code === 'key_problem_not_key' && length !== bytes.length;
  return isCut ? { why: { code: 'key_material_der_cut' }, material: 'der_cut' } : key;
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
