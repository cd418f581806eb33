import type { Certificate, Name } from '@peculiar/asn1-x509';
import type { CertificateSummary } from '../../key';
import { encodeBase64url } from '../encode';

/** The short names of RFC 4514 §3, and others that are common in certificates. */
const attributeNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'E'],
]);

/** A certificate's fields and thumbprints (RFC 7515 §4.1.7, §4.1.8). Checks neither its signature nor its dates. */
export async function summarizeCertificate(
  { tbsCertificate }: Certificate,
  der: Uint8Array<ArrayBuffer>,
): Promise<CertificateSummary> {
  const { subject, issuer, serialNumber, validity } = tbsCertificate;
  return {
    subject: formatName(subject),
    issuer: formatName(issuer),
    serialNumber: formatHex(new Uint8Array(serialNumber)),
    notBeforeSeconds: Math.floor(validity.notBefore.getTime().getTime() / 1000),
    notAfterSeconds: Math.floor(validity.notAfter.getTime().getTime() / 1000),
    x5t: await digest('SHA-1', der),
    x5tS256: await digest('SHA-256', der),
  };
}

/** RFC 4514 §2, but in the certificate's order and without escapes: for display, not for comparison. */
function formatName(name: Name): string {
  return name
    .map((attributes) =>
      attributes
        .map(({ type, value }) => `${attributeNames.get(type) ?? type}=${value.toString()}`)
        .join('+'),
    )
    .join(', ');
}

function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function digest(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest(hash, bytes)));
}
