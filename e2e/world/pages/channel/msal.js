/**
 * A localStorage entry as MSAL.js writes it since version 4: AES-GCM with a key that is derived from the one in its
 * session cookie.
 */
export async function encryptAsMsal(entry, clientId, { id, key } = readCookie() ?? createCookie()) {
  const nonce = crypto.getRandomValues(new Uint8Array(16));
  const baseKey = await crypto.subtle.importKey('raw', decode(key), 'HKDF', false, ['deriveKey']);
  const entryKey = await crypto.subtle.deriveKey(
    { name: 'HKDF', salt: nonce, hash: 'SHA-256', info: new TextEncoder().encode(clientId) },
    baseKey,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const plaintext = new TextEncoder().encode(JSON.stringify(entry));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, entryKey, plaintext);
  return JSON.stringify({
    id,
    nonce: encode(nonce),
    data: encode(new Uint8Array(data)),
    lastUpdatedAt: String(Date.now()),
  });
}

export const msalKey = (name) =>
  `msal.3|oid-${name}.tenant|login.microsoftonline.com|accesstoken|client-${name}|tenant|orders.read|`;

export function makeKey() {
  return { id: crypto.randomUUID(), key: encode(crypto.getRandomValues(new Uint8Array(32))) };
}

const cookieName = 'msal.cache.encryption';

function readCookie() {
  const [, value] =
    document.cookie
      .split('; ')
      .map((cookie) => cookie.split('='))
      .find(([name]) => name === cookieName) ?? [];
  return value && JSON.parse(decodeURIComponent(value));
}

function createCookie() {
  const made = makeKey();
  document.cookie = `${cookieName}=${encodeURIComponent(JSON.stringify(made))}; Path=/; SameSite=Lax`;
  return made;
}

function encode(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
