import { decodeLeniently } from '../../decode/base64url';
import { NO_VALUE } from '../../decode/credentials';
import { decodeUtf8 } from '../../decode/utf8';
import type { MissingReason } from './missing';
import { quoteForSentence } from '../../wording';

interface LookAlike {
  readonly reason: MissingReason;
  /** Group 1 is quoted in the message. */
  readonly pattern: RegExp;
  /** The product that issues such values, if the reason doesn't specify it. */
  readonly owner?: string;
}

/** Well-known values that may be mistaken for a JWT, recognized by their beginning and structure. */
const lookAlikes: readonly LookAlike[] = [
  { reason: 'opaque_google', pattern: /^(ya29\.|1\/\/0)[\w.-]/ },
  // A refresh token or an authorization code of Microsoft Entra ID, or of a Microsoft account.
  { reason: 'opaque_microsoft', pattern: /^([01]\.A[\w-]{2}|M\.[CR]\d{1,4}_[A-Z\d]{2,5}\.)[\w.!*$-]{40,}$/ },
  {
    reason: 'other_scheme',
    pattern:
      /^([Bb]asic(?=\s+(?=\S*[\d=+/]|\S[a-z]*[A-Z])[\w+/-]{4,}={0,2}$)|(?:[Nn]egotiate|NTLM|Kerberos)(?=\s+[\w+/]{8,}={0,2}$)|[Dd]igest(?=\s+\w{1,20}=)|AWS4-HMAC-SHA256(?=\s+Credential=)|Hawk(?=\s+\w{1,20}=")|SharedKey(?:Lite)?(?=\s+\S{1,80}:)|SharedAccessSignature(?=\s+s\w{1,2}=))/,
  },
  { reason: 'opaque_github', pattern: /^(gh[oprsu]_|github_pat_)\w/ },
  { reason: 'opaque_gitlab', pattern: /^(gl[a-z]{2,8}-)[\w-]/ },
  { reason: 'opaque_slack', pattern: /^(xox[a-z]-|xapp-)[\w-]/ },
  { reason: 'opaque_stripe', pattern: /^([prs]k_(?:live|test)_|whsec_)\w/ },
  { reason: 'paseto', pattern: /^(v[1-4]\.(?:local|public))\./ },
  { reason: 'iron', pattern: /^(Fe26\.[12])(?:\*|%2A)/i },
  // `{"iv":` in base64.
  { reason: 'laravel', pattern: /^(eyJpdiI6)[\w+/%=-]+$/ },
  // The header 0x09F0C9F0 of ASP.NET Core's data protection.
  { reason: 'data_protection', pattern: /^(CfDJ8)[\w-]{20,}/ },
  // `HS256`, `HS384` or `HS512` in base64.
  { reason: 'phoenix', pattern: /^(SFMyNTY|SFMzODQ|SFM1MTI)\.[\w-]+\.[\w-]+$/ },
  { reason: 'health_certificate', pattern: /^(HC1:)[\dA-Z $%*+./:-]{20,}/ },
  // Version byte 0x80 and a 64-bit time of this epoch.
  { reason: 'fernet', pattern: /^(gAAAAA)[\w-]{10,}={0,2}$/ },
  // `<saml`, `<?xml` or `<Response` in base64.
  { reason: 'saml', pattern: /^(PHNhbW|PD94bW|PFJlc3Bvbn)/ },
  { reason: 'django', pattern: /^(\.?[\w-]+:[\w-]{6,}:)[\w-]{27,}$/ },
  // Compressed: a dot, then the first byte of zlib.
  { reason: 'flask', pattern: /^(\.eJ)[\w-]+\.[\w-]{5,7}\.[\w-]{27,}$/ },
  { reason: 'opaque_secret', owner: 'npm', pattern: /^(npm_)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'Okta', pattern: /^(SSWS )[\w-]{16,}/i },
  { reason: 'opaque_secret', owner: 'HashiCorp Vault', pattern: /^(hv[sbr]\.)[\w-]{16,}/ },
  { reason: 'opaque_secret', owner: 'Shopify', pattern: /^(shp(?:at|ca|pa|ss)_)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'Atlassian', pattern: /^(AT[AC]TT3xFf)[\w=-]{16,}/ },
  { reason: 'opaque_secret', owner: 'Databricks', pattern: /^(dapi)[\da-f]{32}/ },
  { reason: 'opaque_secret', owner: 'DigitalOcean', pattern: /^(do[opr]_v1_)[\da-f]{16,}/ },
  { reason: 'opaque_secret', owner: 'Doppler', pattern: /^(dp\.[a-z]{2,4}\.)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'Hugging Face', pattern: /^(hf_)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'Linear', pattern: /^(lin_(?:api|oauth)_)\w{16,}/ },
  { reason: 'opaque_secret', owner: 'OpenAI', pattern: /^(sk-(?:proj-|svcacct-)?)[\w-]{20,}$/ },
  { reason: 'opaque_secret', owner: 'Ory', pattern: /^(ory_(?:at|rt|ac|pat)_)[\w-]{16,}/ },
  { reason: 'opaque_secret', owner: 'Postman', pattern: /^(PMAK-)[\da-f-]{16,}/ },
  { reason: 'opaque_secret', owner: 'SendGrid', pattern: /^(SG\.)[\w-]{16,}\.[\w-]{16,}/ },
  { reason: 'opaque_secret', owner: 'Sentry', pattern: /^(sntry[su]_)\w{16,}/ },
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

/** Values that are only recognized if they are all of a text: every second cookie has one. */
const loneValues: readonly LookAlike[] = [
  { reason: 'no_value', pattern: NO_VALUE },
  {
    reason: 'masked',
    pattern:
      /^((?:[*•●▪]{3,}|x{5,})(?:\.(?:[*•●▪]{3,}|x{5,}))*|(?:redacted|masked|filtered|sensitive|hidden)(?: (?:value|token))?)$/i,
  },
  { reason: 'object_text', pattern: /^(\[object \w{1,60}\])$/ },
  { reason: 'uuid', pattern: /^([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})$/i },
  { reason: 'opaque', pattern: /^([\da-f]{32,512})$/i },
  // Random letters and digits, rather than words.
  { reason: 'opaque', pattern: /^(?=(?:\D*\d){2})(?=.*[a-z])(?=.*[A-Z])([\w~-]{20,512}={0,2})$/ },
];

interface Recognized {
  readonly reason: MissingReason;
  readonly params: readonly string[];
}

/** Recognizes a well-known kind of value that isn't a JOSE token, in a text without white space and quotes. */
export function findLookAlike(text: string): Recognized | undefined {
  return findIn(lookAlikes, text);
}

/** Recognizes the text of a missing value, a UUID, and other values without a structure. */
export function findLoneValue(text: string): Recognized | undefined {
  const found = findIn(loneValues, text);
  return found?.reason === 'opaque' && isEncodedText(text) ? undefined : found;
}

/** Whether this is the base64 of readable text. */
function isEncodedText(text: string): boolean {
  const decoded = decodeUtf8(decodeLeniently(text));
  return decoded !== undefined && !/\p{Cc}/u.test(decoded);
}

function findIn(values: readonly LookAlike[], text: string): Recognized | undefined {
  for (const { reason, pattern, owner } of values) {
    const match = pattern.exec(text);
    const quoted = quoteForSentence(match?.[1] ?? '');
    if (match !== null) return { reason, params: owner === undefined ? [quoted] : [owner, quoted] };
  }
  return undefined;
}

/** Payload, a timestamp of four bytes, and an HMAC of 20 bytes or more. */
const FLASK = /^ey[\w-]*\.[\w-]{6}\.[\w-]{27,}$/;

/** Whether a text whose first part has no `alg` has the structure of a session signed by Flask. */
export function isFlaskSession(text: string): boolean {
  return FLASK.test(text);
}
