import type { MissingReason } from './missing';
import { quoteForSentence } from '../../wording';

interface LookAlike {
  readonly reason: MissingReason;
  /** Group 1 is what the sentence names. */
  readonly pattern: RegExp;
  /** Whose it is, where the reason does not say so. */
  readonly owner?: string;
}

/** Text that is taken for a token and is none, told by how its whole begins and is built. */
const lookAlikes: readonly LookAlike[] = [
  { reason: 'opaque_google', pattern: /^(ya29\.|1\/\/0)[\w.-]/ },
  { reason: 'opaque_github', pattern: /^(gh[oprsu]_|github_pat_)\w/ },
  { reason: 'opaque_gitlab', pattern: /^(gl[a-z]{2,8}-)[\w-]/ },
  { reason: 'opaque_slack', pattern: /^(xox[a-z]-|xapp-)[\w-]/ },
  { reason: 'opaque_stripe', pattern: /^([prs]k_(?:live|test)_|whsec_)\w/ },
  { reason: 'paseto', pattern: /^(v[1-4]\.(?:local|public))\./ },
  // Version byte 0x80 and a 64-bit time of this epoch.
  { reason: 'fernet', pattern: /^(gAAAAA)[\w-]{10,}={0,2}$/ },
  // `<saml`, `<?xml` or `<Response` in base64.
  { reason: 'saml', pattern: /^(PHNhbW|PD94bW|PFJlc3Bvbn)/ },
  { reason: 'django', pattern: /^(\.?[\w-]+:[\w-]{6,}:)[\w-]{27,}$/ },
  // Deflated: a dot in front, then zlib's first byte.
  { reason: 'flask', pattern: /^(\.eJ)[\w-]+\.[\w-]{5,7}\.[\w-]{27,}$/ },
  { reason: 'opaque_secret', owner: 'npm', pattern: /^(npm_)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'Okta', pattern: /^(SSWS )[\w-]{16,}/i },
  { reason: 'opaque_secret', owner: 'HashiCorp Vault', pattern: /^(hv[sbr]\.)[\w-]{16,}/ },
  { reason: 'opaque_secret', owner: 'Shopify', pattern: /^(shp(?:at|ca|pa|ss)_)\w{16,}/ },
  // An exclamation mark or a control character, `origin` and its length in base64; or the older form's version bytes.
  { reason: 'aws_session', pattern: /^(IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[\w+/]/ },
  // A MessageVerifier's digest in hexadecimal, or an encryptor's three parts.
  { reason: 'rails', pattern: /^([\w+/%=]{8,})--(?:[\da-f]{40,128}$|[\w+/%=]{16}--[\w+/%=]{24,}$)/ },
  { reason: 'express', pattern: /^(s(?::|%3A))[\w-]+\.[\w+/%=-]{27,}$/i },
  { reason: 'aspnet_chunks', pattern: /^(chunks[-:]\d{1,3})$/ },
  { reason: 'oauth2_proxy', pattern: /^([\w=+/-]{16,})\|\d{10}\|[\w=+/-]{27,}$/ },
  // Four hexadecimal digits, then `location` or `identifier`, in base64.
  { reason: 'macaroon', pattern: /^(MD[A-D][\w-][M-OYZ])[2GWm](?:xvY2F0aW9u|lkZW50aWZpZXI)/ },
];

/** What a text without white space and quotes is, when it is a well-known kind of value that is no JOSE token. */
export function findLookAlike(
  text: string,
): { readonly reason: MissingReason; readonly params: readonly string[] } | undefined {
  for (const { reason, pattern, owner } of lookAlikes) {
    const match = pattern.exec(text);
    const named = quoteForSentence(match?.[1] ?? '');
    if (match !== null) return { reason, params: owner === undefined ? [named] : [owner, named] };
  }
  return undefined;
}

/** Payload, a time of four bytes, an HMAC of 20 bytes or more. */
const FLASK = /^ey[\w-]*\.[\w-]{6}\.[\w-]{27,}$/;

/** Whether a text whose first part has no `alg` is built like a session that Flask signs. */
export function isFlaskSession(text: string): boolean {
  return FLASK.test(text);
}
