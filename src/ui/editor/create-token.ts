import {
  decode,
  encrypt,
  readPlaintext,
  sign,
  verify,
  type Decryption,
  type JsonObject,
  type Making,
  type MakingFailure,
  type Verdict,
} from '../../token';
import type { DecryptionCommands } from '../commands';
import { isEncryption } from './editable-text';
import { findJsonProblems, isError, type EditorPart } from './json-problems';
import type { UsedKey } from './signing-key';

/** What a token is created from. */
export interface CreationInput {
  /** The JSON of the parts, as it will be signed. */
  readonly texts: Readonly<Record<EditorPart, string>>;
  /** What follows the signature. */
  readonly suffix: string;
  readonly key: UsedKey | undefined;
}

/** How the created token was checked. */
export type CreationCheck =
  | { readonly kind: 'verified'; readonly verdict: Verdict }
  | { readonly kind: 'unsigned' }
  /** Decrypted with the key: `isSame` if the result is what was encrypted. */
  | { readonly kind: 'decrypted'; readonly decryption: Decryption; readonly isSame: boolean }
  /** Only the owner of the private key can decrypt it. */
  | { readonly kind: 'encrypted' };

/** A created token, or why there is none. */
export type Creation =
  | { readonly token: string; readonly check: CreationCheck }
  | { readonly failure: MakingFailure }
  /** The text of this part has a problem, which its document describes. */
  | { readonly part: EditorPart };

/**
 * Signs or encrypts the claims, as the header requires, and checks the result with the verifier and the decryption that
 * every other token is checked with. Checks the texts first.
 */
export async function createToken(
  { texts, suffix, key }: CreationInput,
  commands: DecryptionCommands,
  signal: AbortSignal,
): Promise<Creation> {
  for (const part of ['header', 'claims'] as const) {
    if ((await findJsonProblems(part, texts[part])).some(isError)) return { part };
  }
  const header = JSON.parse(texts.header) as JsonObject;
  const keyText = key?.text ?? '';
  const isEncrypted = isEncryption(header);
  const making: Making = isEncrypted
    ? await encrypt(header, texts.claims, keyText)
    : await sign(texts.header, texts.claims, keyText, { allowNone: true });
  if (!('token' in making)) return { failure: making };
  const token = isEncrypted ? making.token : making.token + suffix;
  if (!isEncrypted && header['alg'] === 'none') return { token, check: { kind: 'unsigned' } };
  if (!isEncrypted) {
    const verdict = await verify(decode(token), key?.verifyText ?? '', { signal });
    return { token, check: { kind: 'verified', verdict } };
  }
  const decryption = await commands.decrypt(token, keyText, {
    allowHighP2c: true,
    onProgress: () => {},
    signal,
  });
  if (decryption.reason === 'key_is_public') return { token, check: { kind: 'encrypted' } };
  const isSame = decryption.status === 'decrypted' && readPlaintext(decryption) === texts.claims;
  return { token, check: { kind: 'decrypted', decryption, isSame } };
}
