import { decodeLeniently } from '../decode/base64url';
import { isJsonObject } from '../json/read-json';
import { maxTokenLength } from '../limits';
import type { KeyMaterial } from './key-material';
import {
  ELEMENT,
  findSecretMembers,
  findTriedMembers,
  isSecretName,
  listSecretEntries,
  listSecretTexts,
} from './secret-text';
import { maxExcerptLength, maxTokensInKeyText } from './limits';

/** A name before the value, its quotes, and what ends a line of code. */
const NAME = String.raw`(?:["'\x60]?[\w.-]{1,60}["'\x60]?\s{0,4}[=:]\s{0,4})?["'\x60<]?`;
const END = String.raw`["'\x60>]?[,;]?`;
const URL_TEXT = new RegExp(
  String.raw`^(?:(?:GET|POST|HEAD)\s{1,4}|\[[^\]\r\n]{0,80}\]\()?${NAME}[a-z][a-z\d+.-]{1,20}:\/\/[^\s"'\x60<>]+${END}$`,
  'i',
);
const FILE_URL = new RegExp(`^${NAME}file:`, 'i');
/** A host with a path that publishes keys, or a host in a usual domain. */
const HOST =
  /^(?:www\.|(?:localhost|(?:\d{1,3}\.){3}\d{1,3})(?::\d{1,5}\/|\/)|(?:[\w-]{1,63}\.){1,10}[a-z]{2,20}(?::\d{1,5})?\/(?:\S*\/)?(?:\.well-known|jwks?|certs|keys)\b)\S*$|^(?:[\w-]{1,63}\.){1,10}(?:com|org|net|io|dev|app|cloud)(?::\d{1,5})?(?:\/\S*)?$/i;
/** A path on a server that publishes keys. */
const SERVER_PATH =
  /^(?:[\w-]{1,63}:\d{1,5})?\/(?:[\w.~{}-]{1,80}\/){0,10}(?:\.well-known\/\S{1,80}|jwks?(?:\.json)?|certs)$/;
/** A document, or a part of one that was copied from the inspector. */
const HTML =
  /^(?:<!--[^]{0,2000}?-->\s*)?(?:<|&lt;)(?:!--\[if|!doctype\s+html|html|head|body|title|meta|script|style|link|noscript|template|iframe|div|span|section|article|main|header|footer|nav|table|tr|td|form|button|input|label|pre|p|h[1-6]|hr|br|ul|ol|li|a|b|i|strong|em|center|img|svg|code)(?:[\s/>]|&gt;)/i;
const XML =
  /^(?:<\?xml\s|<(?:[\w-]{1,40}:)?(?:Error|Response|Assertion|EntityDescriptor|EntitiesDescriptor|Envelope)[\s>])/;
/** A token as it's pasted: after a scheme or a header's name, with the name of a cookie, in quotes. */
const TOKEN = new RegExp(
  String.raw`^(?:(?:proxy-)?authorization\s{0,4}:\s{0,4})?(?:(?:bearer|dpop|jwt|token)\s{1,4})?${NAME}(?:bearer\s{1,4})?(e[yw][\w-]{8,})\.[.~\w=\s-]*${END}$`,
  'i',
);
/** A token anywhere in a text, such as a list of cookies or a command. */
const TOKEN_INSIDE = /(?<![\w.-])(e[yw][\w-]{8,})\.[\w-]*\.[\w-]+/g;
const PASETO = /^v[1-4]\.(?:local|public)\.[\w-]{20,}(?:\.[\w-]*)?$/;
/** What servers respond in plain text. */
const ERROR_TEXT =
  /^(?:(?:HTTP\/[\d.]{1,3} |Error:? )?\d{3}[ :-]{1,3})?(?:page |file )?(?:not found|unauthorized|forbidden|bad request|access denied|internal server error|service unavailable|bad gateway|gateway timeout|too many requests|method not allowed)\.?$/i;
const FILE_EXTENSION =
  '(?:pem|key|pub|crt|cer|cert|der|p12|pfx|p8|pk8|p7b|jks|keystore|ppk|jwks?|json|asc|gpg|env|ya?ml|toml|properties|ini|conf|cfg|txt|secret|hex|bin)';
const FILE_NAME = new RegExp(
  String.raw`^(?:(?:classpath|file|resource|@):?)?(?:[\w .()~$%{}@+-]{0,80}[\\/]){0,20}[\w ()@+-]{0,80}\.(?:[\w-]{1,30}\.){0,3}${FILE_EXTENSION}$`,
  'i',
);
/** An absolute or relative path. Base64 can begin with a slash, but has no second one before a dot by chance. */
const PATH =
  /^@?(?:[A-Za-z]:[\\/]|\\\\|~[\\/]|\.{1,2}[\\/]|\/(?:etc|usr|var|home|opt|run|root|tmp|mnt|srv|app|Users|secrets|keys|certs|vault)\/)[^\r\n]*$/;
const SSH_FILE = /^(?:\S*[\\/])?id_(?:rsa|dsa|ecdsa|ed25519)$/;
/** A reference to a variable in a shell, a template or code, or a placeholder in brackets. */
const VARIABLE =
  /^(?:\$?\{\{[^{}]{1,100}\}\}|\$\{[^{}]{1,100}\}|\$[A-Za-z_]\w{0,80}|%[A-Za-z_]\w{0,80}%|#\{[^{}]{1,100}\}|<[\w .-]{2,60}>|\[[A-Za-z_ .-]{2,60}\]|(?:process\.env|import\.meta\.env|os\.environ|System\.getenv|Deno\.env|ENV|env|var|config|secrets)(?:\.[\w.]{1,100}|[[(][^\r\n]{1,100}[\])]))$/;
/** A reference to a value of CloudFormation, and to an environment variable, in YAML. */
const TAGGED_REFERENCE = /^!(?:Ref|GetAtt|Sub|ImportValue|env(?:_var)?)\s[^\r\n]{1,200}$/i;
/** A name in the notation of environment variables that says what it's for. */
const VARIABLE_NAME =
  /^(?=[A-Z\d_]*(?:SECRET|KEY|TOKEN|JWT|PASSWORD))[A-Z][A-Z\d]{0,40}(?:_[A-Z\d]{1,40}){1,8}$/;
/** An object as JavaScript, Node, Python, Ruby, Java and .NET print it, without its content. */
const OBJECT_TEXT =
  /^(?:\[object \w{1,60}\]|<[\w.]{1,200} object at 0x[\da-f]{4,16}>|#<[\w:]{1,120}:0x[\da-f]{4,16}[^<>]{0,200}>|(?:[\w$]{1,60}\.){1,12}[\w$]{1,60}@[\da-f]{4,8}|(?:System|Microsoft)(?:\.[\w`[\]]{1,80}){1,12}(?:, [^\r\n]{0,300})?|(?:Public|Private|Secret)KeyObject \{[^{}]{0,200}\}|CryptoKey \{[^]{0,1000}\}|[{[](?:[^{}[\]]{1,60}[{[]){0,8}\s{0,10}\[(?:Object|Array)\][^]{0,1000})$/;
/** A hash of a key by OpenSSH, OpenSSL or keytool. */
const FINGERPRINT =
  /^(?:\d{3,5} )?(?:SHA256:[\w+/]{43}=?|MD5:(?:[\da-f]{2}:){15}[\da-f]{2})(?:\s[^\r\n]{0,200})?$|^(?:sha-?1(?: fingerprint)?\s{0,4}[=:]\s{0,4})?(?:[\da-f]{2}:){19}[\da-f]{2}$|^sha-?256(?: fingerprint)?\s{0,4}[=:]\s{0,4}(?:[\da-f]{2}:){31}[\da-f]{2}$/i;
/** Stars and dots of logs, settings pages and CI, text cut in the middle, and words in brackets, as Terraform prints them. */
const MASKED =
  /^(?:.{0,8}[*•●▪]{3,}.{0,8}|.{0,8}x{4,}.{0,8}|\S{1,8}(?:\.{3,}|…)\S{1,8}|\.{3,}|…|[[(<](?:redacted|sensitive(?: value)?|known after apply|hidden|masked|filtered|secret)[\])>])$/i;
/** Values in the output of `kubectl describe`, and a buffer of which Node prints only the first bytes. */
const NOT_SHOWN =
  /^(?:\d{1,7} bytes|<set to the key '[^']{0,260}' (?:in|of) secret '[^']{0,260}'>.{0,80}|<Buffer(?: [\da-f]{2}){1,200} \.{3} \d{1,9} more bytes?>)$/i;
/** The output of `kubectl describe secret` and `kubectl get secret`. */
const SECRET_OVERVIEW =
  /^Data\r?\n={4}\s*$|^(?:NAMESPACE[ \t]{1,100})?NAME[ \t]{1,300}TYPE[ \t]{1,100}DATA[ \t]{1,20}AGE[ \t]{0,20}$/m;
/** A variable of a container whose value is in a Kubernetes secret, and the name of one that has its value. */
const SECRET_REFERENCE = /^[ \t]{0,40}(?:- )?(?:valueFrom|secretKeyRef):/m;
const GIVEN_VALUE = /\bname:[ \t]{0,20}["']?([\w.-]{1,100})["']?[ \t]{0,20}\r?\n[ \t]{0,40}value:/g;
/** A SealedSecret of Kubernetes. */
const ENCRYPTED_RESOURCE = /^[ \t]{0,40}(?:kind:[ \t]{1,20}SealedSecret|encryptedData:)[ \t]{0,20}$/m;
/** Values that Jasypt, Spring Cloud Config, Vault, Ansible, SOPS and Rails encrypted, and references to a secret store. */
const ENCRYPTED =
  /^(?:ENC[([]|\{cipher\}|vault:v\d+:|vault:|\$ANSIBLE_VAULT;|arn:aws:|projects\/\S+\/secrets\/|op:\/\/|@Microsoft\.KeyVault\(|\{\{resolve:|\$2[aby]\$\d\d\$|\$argon2|\$pbkdf2)/;
const COMMAND =
  /^(?:[$#%>]\s{1,4})?(?:sudo\s)?(?:openssl|ssh-keygen|cat|echo|curl|wget|node|python3?|php|kubectl|docker|heroku|vault|aws|gcloud|az|npx|head|base64|pwgen|uuidgen|keytool|puttygen|step|ruby|rake|rails|dotnet|java|Get-Content|type)\s(?=[^\r\n]*[-/$.='"])[^\r\n]*$/;

/**
 * What a text is that certainly isn't a key or a secret, although parts of it may look like one: a token, alone or in the
 * response of a token endpoint.
 */
export function findToken(text: string): KeyMaterial | undefined {
  const trimmed = text.trim();
  if (trimmed.length > maxTokenLength) return undefined;
  if (PASETO.test(trimmed)) return 'token';
  const header = TOKEN.exec(trimmed)?.[1];
  if (header !== undefined && isHeader(header) && !trimmed.includes('BEGIN')) return 'token';
  return findJson(trimmed) === 'token' ? 'token' : undefined;
}

/** What a text is that certainly isn't a key or a secret; undefined for any other text. */
export function findOtherInput(text: string): KeyMaterial | undefined {
  const trimmed = text.trim();
  if (URL_TEXT.test(trimmed)) return FILE_URL.test(trimmed) ? 'file_name' : 'url';
  // A secret may have been copied with the element around it.
  if (HTML.test(trimmed) && !ELEMENT.test(trimmed)) return 'html';
  if (XML.test(trimmed)) return 'xml';
  return findJson(trimmed);
}

/** What a text looks like that can also be a secret; undefined for any other text. */
export function findLookAlike(text: string): KeyMaterial | undefined {
  const trimmed = text.trim().replace(/^(["'`])(.*)\1[,;]?$/s, '$2');
  if (hasToken(text) || hasToken(text.replace(/\r?\n[>\s]{0,20}/g, ''))) return 'token';
  if (ERROR_TEXT.test(trimmed)) return 'error_response';
  if (HTML.test(trimmed)) return 'html';
  if (findTriedMembers(text).length > 0) return 'json_no_key';
  // Each can be the name of something, but none is long.
  const ofText = trimmed.length > 1_000 ? undefined : findShortLookAlike(trimmed);
  return ofText ?? findExcerptLookAlike(trimmed);
}

function findShortLookAlike(text: string): KeyMaterial | undefined {
  const lines = text.split(/[\r\n]+/);
  const isUrl = lines.every((line) => /\bhttps?:\/\/\S/i.test(line));
  if (isUrl || HOST.test(text) || SERVER_PATH.test(text)) return 'url';
  if (ENCRYPTED.test(text)) return 'encrypted_value';
  if (COMMAND.test(text.replace(/\\\r?\n/g, ' '))) return 'command';
  if (lines.every(isFileName)) return 'file_name';
  if (MASKED.test(text)) return 'masked';
  if (NOT_SHOWN.test(text)) return 'value_not_shown';
  if (OBJECT_TEXT.test(text)) return 'object_text';
  if (FINGERPRINT.test(text)) return 'fingerprint';
  if ([VARIABLE, VARIABLE_NAME, TAGGED_REFERENCE].some((name) => name.test(text))) return 'variable';
  return lines.length === 1 ? findInnerLookAlike(text) : undefined;
}

/** What the secrets of a configuration file or of a terminal's output are instead, if none of them is shown. */
function findExcerptLookAlike(text: string): KeyMaterial | undefined {
  if (text.length > maxExcerptLength || !/[\r\n]/.test(text)) return undefined;
  if (SECRET_OVERVIEW.test(text)) return 'value_not_shown';
  if (ENCRYPTED_RESOURCE.test(text)) return 'encrypted_value';
  const isReference = SECRET_REFERENCE.test(text);
  if (isReference && ![...text.matchAll(GIVEN_VALUE)].some(([, name = '']) => isSecretName(name))) {
    return 'value_not_shown';
  }
  const [first, ...others] = listSecretEntries(text).map(findInnerLookAlike);
  return others.includes(undefined) ? undefined : first;
}

/** What the value of an entry of a configuration file or of code is instead of the secret. */
function findInnerLookAlike(entry: string): KeyMaterial | undefined {
  const values = listSecretTexts(entry).flatMap(({ text, part }) =>
    part === undefined ? [] : [text.trim()],
  );
  if (values.some((value) => TAGGED_REFERENCE.test(value))) return 'variable';
  if (values.some(isFileName)) return 'file_name';
  if (values.some((value) => ENCRYPTED.test(value))) return 'encrypted_value';
  if (values.some((value) => MASKED.test(value))) return 'masked';
  if (values.some((value) => NOT_SHOWN.test(value))) return 'value_not_shown';
  // A variable with a default may have this value.
  return values.some((value) => VARIABLE.test(value) && !/[,|:?]/.test(value)) ? 'variable' : undefined;
}

function isFileName(text: string): boolean {
  return FILE_NAME.test(text) || PATH.test(text) || SSH_FILE.test(text);
}

function hasToken(text: string): boolean {
  let count = 0;
  for (const [, header = ''] of text.matchAll(TOKEN_INSIDE)) {
    count += 1;
    if (isHeader(header)) return true;
    if (count >= maxTokensInKeyText) return false;
  }
  return false;
}

function isHeader(text: string): boolean {
  const header = new TextDecoder().decode(decodeLeniently(text.slice(0, 4_000)));
  return /^\s*\{/.test(header) && /"(?:alg|enc|typ|kid)"/.test(header);
}

/** RFC 7515 §7.2, RFC 7516 §7.2, RFC 6749 §5.1 and §5.2, RFC 9457 §3, and the errors of web frameworks. */
function findJson(text: string): 'token' | 'error_response' | undefined {
  if (!text.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const has = (...names: readonly string[]) => names.some((name) => (value[name] ?? undefined) !== undefined);
  if (has('payload') && has('signature', 'signatures', 'protected')) return 'token';
  if (has('ciphertext') && has('iv', 'tag', 'protected', 'recipients')) return 'token';
  if (['access_token', 'id_token', 'refresh_token'].some((name) => typeof value[name] === 'string'))
    return 'token';
  if (has('keys', 'kty', 'jwks_uri', 'jwks', 'jwk') || findSecretMembers(text).length > 0) return undefined;
  const isError =
    has('error', 'errors', 'error_description', 'errorCode', 'fault', 'Message') ||
    (has('message', 'title', 'detail', 'msg') &&
      has('status', 'statusCode', 'code', 'success', 'timestamp')) ||
    (has('message', 'detail') && Object.keys(value).length === 1);
  return isError ? 'error_response' : undefined;
}
