import { decodeBase64url } from '../decode/base64url';
import { encodeBase64url } from '../keys/formats/encode';
import type { Jws, JwsSignature } from '../token';
import { decodeUtf8 } from '../decode/utf8';

/** Microsoft Graph as an audience: its identifier, and its address with and without the trailing slash. */
const GRAPH_AUDIENCES: ReadonlySet<unknown> = new Set([
  '00000003-0000-0000-c000-000000000000',
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
]);

/** Whether only Microsoft Graph can verify this token. */
export function isGraphToken({ claims }: Jws, { header }: JwsSignature): boolean {
  return typeof header['nonce'] === 'string' && GRAPH_AUDIENCES.has(claims?.['aud']);
}

/**
 * The protected header as Entra signed it: with the nonce's SHA-256 in base64url instead of the nonce, and otherwise
 * unchanged. Undefined if the nonce isn't found in the text.
 */
export async function rewriteNonce({ header, protectedText }: JwsSignature): Promise<string | undefined> {
  const text = decodeUtf8(decodeBase64url(protectedText));
  const nonce = String(header['nonce']);
  const written = JSON.stringify(nonce);
  const name = /"nonce"\s*:\s*(?=")/.exec(text ?? '');
  const start = name === null ? -1 : name.index + name[0].length;
  if (text === undefined || start === -1 || !text.startsWith(written, start)) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nonce));
  const hashed = JSON.stringify(encodeBase64url(new Uint8Array(digest)));
  const rewritten = text.slice(0, start) + hashed + text.slice(start + written.length);
  return encodeBase64url(new TextEncoder().encode(rewritten));
}
