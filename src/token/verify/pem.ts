import { exportJWK, importPKCS8, importSPKI, importX509 } from 'jose';
import type { KeySummary } from '../verdict';
import { readPublicHalf, type Key } from './key';
import type { PemBlock } from './key-text';

type Import = (pem: string, alg: string, options: { extractable: boolean }) => Promise<CryptoKey>;

interface Encoding {
  readonly form: KeySummary['form'];
  readonly label: string;
  readonly read: Import;
}

/** RFC 7468 §13, §10 and §5. */
const encodings: readonly Encoding[] = [
  { form: 'pem-public', label: 'PUBLIC KEY', read: importSPKI },
  { form: 'pem-private', label: 'PRIVATE KEY', read: importPKCS8 },
  { form: 'certificate', label: 'CERTIFICATE', read: importX509 },
];

/** WebCrypto must be told what a key is before it reads it: one algorithm for each kind. */
const KINDS = ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519'];

/** Undefined when the label or the inside is none that can be read. */
export async function readPemBlock({ label, base64 }: PemBlock): Promise<Key | undefined> {
  const encoding = encodings.find((candidate) => candidate.label === label.replace(/^X509 /, ''));
  return encoding === undefined ? undefined : readAs(encoding, base64);
}

/** A key or a certificate without its armour; only trying tells which. */
export async function readDer(base64: string): Promise<Key | undefined> {
  for (const encoding of encodings) {
    const key = await readAs(encoding, base64);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Of a private key only the public half is kept. */
async function readAs({ form, label, read }: Encoding, base64: string): Promise<Key | undefined> {
  const standard = base64.replaceAll('-', '+').replaceAll('_', '/');
  const pem = `-----BEGIN ${label}-----\n${standard}\n-----END ${label}-----`;
  for (const alg of KINDS) {
    try {
      const jwk = await exportJWK(await read(pem, alg, { extractable: true }));
      const material = readPublicHalf({ ...jwk });
      if (material !== undefined) return { form, material, privatePasted: form === 'pem-private' };
    } catch {
      continue;
    }
  }
  return undefined;
}
