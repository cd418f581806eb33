const LIFETIME_SECONDS = 3600;

/** A JWT signed in the page with a temporary key: a token that was never sent over the network. */
export async function sign(claims) {
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const iat = Math.floor(Date.now() / 1000);
  const header = encode(toBytes({ alg: 'HS256', typ: 'JWT' }));
  const payload = encode(toBytes({ iss: location.origin, ...claims, iat, exp: iat + LIFETIME_SECONDS }));
  const input = `${header}.${payload}`;
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input));
  return `${input}.${encode(new Uint8Array(signature))}`;
}

function toBytes(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}

function encode(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
