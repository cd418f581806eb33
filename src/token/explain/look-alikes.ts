import type { MissingReason } from '../missing';

interface LookAlike {
  readonly reason: MissingReason;
  /** Group 1 is what the sentence names. */
  readonly pattern: RegExp;
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
  { reason: 'django', pattern: /^([\w-]+:[\w-]{6,}:)[\w-]{27,}$/ },
];

/** What a text without white space and quotes is, when it is a well-known kind of value that is no JOSE token. */
export function findLookAlike(
  text: string,
): { readonly reason: MissingReason; readonly param: string } | undefined {
  for (const { reason, pattern } of lookAlikes) {
    const match = pattern.exec(text);
    if (match !== null) return { reason, param: match[1] ?? '' };
  }
  return undefined;
}

/** Payload, a time of four bytes, an HMAC of 20 bytes or more. */
const FLASK = /^ey[\w-]*\.[\w-]{6}\.[\w-]{27,}$/;

/** Whether a text whose first part has no `alg` is built like a session that Flask signs. */
export function isFlaskSession(text: string): boolean {
  return FLASK.test(text);
}
