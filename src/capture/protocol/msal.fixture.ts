const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A cookie of MSAL.js, with a key that depends only on its number. */
export function makeMsalCookie(number = 1) {
  const id = `0197b4a0-0000-7000-8000-00000000000${number}`;
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => index + number);
  const key = base64url(bytes);
  const value = encodeURIComponent(JSON.stringify({ id, key }));
  return { id, bytes, key, value, text: `msal.cache.encryption=${value}` };
}

export type MsalCookie = ReturnType<typeof makeMsalCookie>;

/** Encrypts as @azure/msal-browser 4.30 and 5.30 do; `info` is the client ID or empty. */
export async function encryptAsMsal(plaintext: string, info: string, cookie = makeMsalCookie()) {
  const nonce = Uint8Array.from({ length: 16 }, (_, index) => 200 - index);
  const baseKey = await crypto.subtle.importKey('raw', cookie.bytes, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: nonce, info: new TextEncoder().encode(info) },
    baseKey,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const iv = new Uint8Array(12);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(plaintext));
  return JSON.stringify({
    id: cookie.id,
    nonce: base64url(nonce),
    data: base64url(new Uint8Array(data)),
    lastUpdatedAt: '1764413949000',
  });
}
