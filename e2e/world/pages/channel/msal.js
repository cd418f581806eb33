/**
 * A localStorage entry as MSAL.js writes it since version 4: AES-GCM with a derived key, whose base key is in a session
 * cookie.
 */
export async function encryptAsMsal(entry) {
  const id = crypto.randomUUID();
  const base = crypto.getRandomValues(new Uint8Array(32));
  document.cookie = `msal.cache.encryption=${encodeURIComponent(JSON.stringify({ id, key: encode(base) }))}; Path=/; SameSite=Lax`;
  const nonce = crypto.getRandomValues(new Uint8Array(16));
  const baseKey = await crypto.subtle.importKey('raw', base, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', salt: nonce, hash: 'SHA-256', info: new TextEncoder().encode('client-encrypted') },
    baseKey,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const plaintext = new TextEncoder().encode(JSON.stringify(entry));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, plaintext);
  return JSON.stringify({
    id,
    nonce: encode(nonce),
    data: encode(new Uint8Array(data)),
    lastUpdatedAt: String(Date.now()),
  });
}

function encode(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
