import type { KeyReading, Key, KeySummary } from './key';
import type { CodeParam } from '../param';

/** One key of a pasted text, with its parts as separate texts. */
export interface ListedKey {
  readonly summary: KeySummary;
  /** The public key as a JWK with its `kid` and `alg`; absent for a secret. */
  readonly publicText?: string;
  /** Nothing states that the bytes are a public key: they may be a secret. Never store it. */
  readonly isGuess?: true;
  /** The private key as a JWK, or the secret, for `sign` and `decrypt`; absent for a public key. */
  readonly privateText?: string;
}

/** The keys in a pasted text, or the reason why there are none. */
export type KeyListing =
  | {
      readonly keys: readonly ListedKey[];
      /** Entries of a set that can't be read. */
      readonly unread: readonly { readonly kid?: string; readonly why: CodeParam }[];
    }
  | Extract<KeyReading, { readonly problem: unknown }>;

/**
 * Lists the keys in a pasted text, each with its public and its private part. A text that's tried as a secret in several
 * encodings is one key. Checks no token or certificate. A `problem` has the message `verdict_…`. Never throws; loads
 * the code that reads keys when first called, and caches nothing.
 */
export async function listKeys(keyText: string): Promise<KeyListing> {
  const [{ readKeys }, { summarizeKey }, { encodeBase64url }] = await Promise.all([
    import('./read-keys'),
    import('./summarize'),
    import('./formats/encode'),
  ]);
  const reading = await readKeys(keyText);
  if ('problem' in reading) return reading;
  const { keys, unread } = reading;
  const [first] = keys;
  if (first?.form === 'secret') {
    const { secretEncoding: _, ...summary } = await summarizeKey(first, keys.length);
    return { keys: [{ summary, privateText: keyText }], unread };
  }
  const list = async (key: Key): Promise<ListedKey> => ({
    summary: await summarizeKey(key, 1),
    ...describeParts(key, encodeBase64url),
    ...(key.isGuess && { isGuess: true as const }),
  });
  return { keys: await Promise.all(keys.map(list)), unread };
}

/**
 * Reads the public key from a text for storing it: its JWK has the members of a public key and nothing else. Undefined
 * if the text contains anything but one public key, such as a private key, a secret, or bytes that may be one.
 */
export async function readPublicKey(
  text: string,
): Promise<{ readonly jwk: string; readonly thumbprint: string } | undefined> {
  const listing = await listKeys(text);
  if ('problem' in listing || listing.keys.length !== 1 || listing.unread.length > 0) return undefined;
  const [key] = listing.keys;
  const { publicText, privateText, summary } = key ?? {};
  if (publicText === undefined || privateText !== undefined || key?.isGuess) return undefined;
  if (summary?.thumbprint === undefined) return undefined;
  return { jwk: publicText, thumbprint: summary.thumbprint };
}

function describeParts(
  { kty, publicJwk, privateJwk, secret, kid, alg: statedAlg, restriction }: Key,
  toBase64url: (bytes: Uint8Array) => string,
): Omit<ListedKey, 'summary'> {
  // A JWK states the scheme of its key by `alg` only.
  const [restrictedAlg, ...otherAlgs] = restriction?.algorithms ?? [];
  const alg = statedAlg ?? (otherAlgs.length === 0 ? restrictedAlg : undefined);
  const about = { ...(kid !== undefined && { kid }), ...(alg !== undefined && kty !== 'AKP' && { alg }) };
  if (secret !== undefined) {
    return { privateText: JSON.stringify({ kty: 'oct', k: toBase64url(secret), ...about }) };
  }
  return {
    ...(publicJwk &&
      !isMixedUp(publicJwk, privateJwk) && { publicText: JSON.stringify({ ...publicJwk, ...about }) }),
    ...(privateJwk && { privateText: JSON.stringify({ ...privateJwk, ...about }) }),
  };
}

/** Whether a private number was entered as a public one, so that the public key isn't public. */
function isMixedUp(publicJwk: object, privateJwk: object = {}): boolean {
  const names = new Set(Object.keys(publicJwk));
  const publicValues = new Set(Object.values(publicJwk) as string[]);
  return Object.entries(privateJwk).some(
    ([name, value]) => !names.has(name) && publicValues.has(value as string),
  );
}
