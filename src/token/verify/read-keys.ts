import type { Verdict } from '../verdict';
import { quoteForSentence } from '../wording';
import type { Algorithm } from './algorithms';
import { readJwk, type Key } from './key';
import { parseKeyText, type PemBlock } from './key-text';
import { readDer, readPemBlock } from './pem';
import { readSecrets, type SecretEncoding } from './secret';
import { createVerdict } from './verdicts';

/**
 * The keys in a pasted text, or why there are none. A text that looks like a key is never read as a secret, nor the
 * other way round: the algorithm in the header must not decide what the key is (RFC 8725 §2.1).
 */
export async function readKeys(
  keyText: string,
  alg: string,
  algorithm: Algorithm,
  secretEncoding: SecretEncoding | undefined,
): Promise<readonly Key[] | Verdict> {
  const text = parseKeyText(keyText);
  const needsSecret = algorithm.kty === 'oct';
  switch (text.form) {
    case 'unreadable':
      return createVerdict('key_unreadable', [text.why]);
    case 'secret': {
      if (!needsSecret)
        return createVerdict('key_wrong_kind', ['text that can only be a secret', alg, algorithm.needs]);
      const keys = readSecrets(text.text, secretEncoding);
      return keys.length > 0
        ? keys
        : createVerdict('key_unreadable', [`it is not ${secretEncoding ?? 'a secret'}`]);
    }
    case 'pem': {
      const labels = text.blocks.map((block) => block.label).join(', ');
      if (needsSecret)
        return createVerdict('key_wrong_kind', [`a PEM (${quoteForSentence(labels)})`, alg, algorithm.needs]);
      const keys = await readPem(text.blocks);
      return keys.length > 0 ? keys : createVerdict('key_unreadable', [describeUnreadablePem(labels)]);
    }
    case 'der': {
      if (needsSecret)
        return createVerdict('key_wrong_kind', ['a key in base64 (DER)', alg, algorithm.needs]);
      const key = await readDer(text.base64);
      return key === undefined
        ? createVerdict('key_unreadable', [
            'it is base64 of DER, but no public key, private key or certificate of RSA, P-256, P-384, P-521 or Ed25519',
          ])
        : [key];
    }
    case 'jwk': {
      const key = readJwk(text.jwk, 'jwk');
      return key === undefined
        ? createVerdict('key_unreadable', [describeUnreadableJwk(text.jwk.kty)])
        : [key];
    }
    case 'jwks': {
      if (text.keys.length === 0) return createVerdict('set_empty');
      const keys = text.keys.map((jwk) => readJwk(jwk, 'jwks')).filter((key) => key !== undefined);
      return keys.length > 0
        ? keys
        : createVerdict('key_unreadable', ['no key of the set has a type that is read']);
    }
  }
}

async function readPem(blocks: readonly PemBlock[]): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (const block of blocks) {
    const key = await readPemBlock(block);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

function describeUnreadablePem(labels: string): string {
  return /^(?:X509 )?(?:PUBLIC KEY|PRIVATE KEY|CERTIFICATE)$/.test(labels)
    ? `its inside is no ${labels.toLowerCase()} of RSA, P-256, P-384, P-521 or Ed25519`
    : `a PEM of the kind ${quoteForSentence(labels)} is not read. Convert it to PUBLIC KEY`;
}

function describeUnreadableJwk(kty: unknown): string {
  return kty === 'RSA' || kty === 'EC' || kty === 'OKP' || kty === 'oct'
    ? `the JWK of type ${kty} lacks a member that its type must have`
    : `JWKs of type "${quoteForSentence(String(kty))}" are not read`;
}
