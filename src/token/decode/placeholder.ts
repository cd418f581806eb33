import type { Token } from '../token';

/** How a placeholder begins that an export wrote instead of a signature. By chance, one signature in 2^54 does. */
export const placeholderSignature = 'SANITIZED';

/** Whether the signature was removed when the token was exported, so that it can't be verified. */
export function hasPlaceholderSignature(token: Token): boolean {
  if (token.kind === 'sd-jwt') return hasPlaceholderSignature(token.jws);
  if (token.kind !== 'jws') return false;
  return token.serialization === 'compact'
    ? token.raw.startsWith(placeholderSignature, token.raw.lastIndexOf('.') + 1)
    : token.raw.includes(`"${placeholderSignature}`);
}
