import { maxSecretNameLength } from './limits';

/** Names of parameters, members and headers, without case and separators, whose value is always a secret. */
const secretNames: ReadonlySet<string> = new Set(
  `password passwd pwd passphrase passcode userpassword newpassword oldpassword currentpassword confirmpassword otp totp
  clientsecret appsecret secretkey secret sharedsecret privatekey apikey xapikey apisecret subscriptionkey
  ocpapimsubscriptionkey accesskey awssecretaccesskey xamzsecuritytoken xamzsignature xamzcredential xgoogsignature
  xgoogcredential refreshtoken accesstoken idtoken idtokenhint logouttoken devicecode usercode codeverifier
  clientassertion assertion subjecttoken actortoken devicesecret samlresponse samlrequest wresult
  signaturevalue ciphervalue authorizationcode registrationaccesstoken csrftoken xsrftoken xcsrftoken xxsrftoken csrf xsrf
  authenticitytoken requestverificationtoken sessionid sessiontoken sessionkey phpsessid jsessionid authtoken
  xauthtoken authorization proxyauthorization bearertoken servicetoken logincode mfacode verificationcode
  recoverycode onetimepassword magiclink logintoken resettoken invitetoken providertoken providerrefreshtoken`.split(
    /\s+/,
  ),
);
/** Names whose value is a secret only if it looks like one: `code` is also the name of an error. */
const possibleNames: ReadonlySet<string> = new Set(
  `code token jwt key auth session ticket credential credentials pin sig signature hmac mac pass bearer`.split(
    /\s+/,
  ),
);
const secretEndings =
  /(?:password|passwd|secret|apikey|secretkey|privatekey|accesstoken|refreshtoken|idtoken|sessionid|sessiontoken|csrftoken|xsrftoken|authtoken)$/;
/** Ends with such a word, but is a fact about secrets. */
const facts = /(?:^has|^is|expires|expiry|lifetime|count|type|hint$|url$|endpoint$)/;
/** Private members of a JWK (RFC 7518 §6). */
const privateMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth', 'priv']);
const minPrivateMember = 20;

/** Headers whose values are credentials. `Cookie` and `Set-Cookie` aren't here, since they have names and values. */
const credentialHeaders =
  /^(?:.*authorization|.*api-?key|.*(?:auth|access|session|csrf|xsrf|security)-?token|x-.*secret|.*subscription-key|x-ms-token.*|x-forwarded-access-token|cf-access-client-secret|x-amz-security-token)$/i;

/** Whether a name is that of a secret. `possible`: only if its value looks like one. */
export function secretNameOf(name: string): 'secret' | 'possible' | undefined {
  if (name.length > maxSecretNameLength) return undefined;
  const plain = name.replace(/[-_.\s[\]$]/g, '').toLowerCase();
  if (secretNames.has(plain) || (secretEndings.test(plain) && !facts.test(plain))) return 'secret';
  return possibleNames.has(plain) || plain.endsWith('token') ? 'possible' : undefined;
}

/** Whether a JSON member is a private part of a key. */
export function isPrivateKeyMember(name: string, value: string): boolean {
  return privateMembers.has(name) && value.length >= minPrivateMember && /^[\w+/=-]+$/.test(value);
}

/** Whether a header's value is a credential. */
export function isCredentialHeader(name: string, value: string): boolean {
  if (name.length > maxSecretNameLength) return false;
  if (credentialHeaders.test(name)) return true;
  const byName = secretNameOf(name);
  return byName === 'secret' || (byName === 'possible' && value.split(/\s+/).some((word) => isOpaque(word)));
}

const minOpaque = 8;

/**
 * Whether a text could be a random value: letters mixed with digits or with the other case, without spaces. Words, error
 * codes, URLs, dates and numbers aren't.
 */
export function isOpaque(text: string, minLength = minOpaque): boolean {
  if (text.length < minLength || /\s/.test(text)) return false;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) || /^\d{4}-\d{2}-\d{2}/.test(text)) return false;
  const hasDigit = /\d/.test(text);
  const hasLower = /[a-z]/.test(text);
  const hasUpper = /[A-Z]/.test(text);
  // CamelCase and snake_case words have few changes.
  if (!hasDigit) return hasLower && hasUpper && text.length >= 16 && !/^(?:[A-Z]?[a-z]+[-_.]?)+$/.test(text);
  return hasLower || hasUpper || text.length >= 20;
}

/** A word of a protocol can be a secret's value only by chance, such as the password "password". */
export const protocolWords: ReadonlySet<string> = new Set(
  `authorization_code refresh_token client_credentials password access_token id_token openid profile offline_access
  application/json bearer basic undefined localhost username production development staging`.split(/\s+/),
);
