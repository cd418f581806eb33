import { decodeLeniently } from '../../decode/base64url';
import { curveOids } from './asn1/oids';
import { encodeBase64url } from './encode';
import type { KeyText } from './text';
import { maxXmlLength } from '../limits';

/** Elements of XML Signature (§4.5.2, §4.5.4), its version 1.1, RFC 4050, and of .NET's `RSAParameters`. */
const KEY_ELEMENT =
  /<(?:[\w.-]{1,40}:)?(?:RSAKeyValue|RSAParameters|ECKeyValue|ECDSAKeyValue|ECDHKeyValue|DSAKeyValue|DEREncodedKeyValue|KeyValue|KeyInfo|X509Data|X509Certificate|Modulus)[\s/>]/i;
/** `<key n="…" e="AQAB" />` of a policy of Azure API Management, in any order, with `id`. */
const KEY_TAG = /<key\s[^<>]{20,}>/gi;
const ATTRIBUTE = /(?<![\w-])(n|e|id)\s{0,4}=\s{0,4}(?:"([^"<>]*)"|'([^'<>]*)')/gi;
const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&lt;|\\u003c/gi, '<'],
  [/&gt;|\\u003e/gi, '>'],
  [/&quot;|\\"/g, '"'],
];
/** The end of a string literal in code, an operator, and the beginning of the next literal on another line. */
const CONCATENATED_LITERALS =
  /["'`][ \t]{0,20}[+.&_\\]?[ \t_]{0,20}\r?\n[ \t]{0,60}[+.&]?[ \t]{0,20}@?["'`]/g;
/** The JWK member of each element (RFC 7518 §6.3). */
const rsaMembers = [
  ['n', 'Modulus'],
  ['e', 'Exponent'],
  ['d', 'D'],
  ['p', 'P'],
  ['q', 'Q'],
  ['dp', 'DP'],
  ['dq', 'DQ'],
  ['qi', 'InverseQ'],
] as const;

/**
 * The key in XML: the output of .NET's `ToXmlString`, key values of XML Signature, or certificates as in SAML metadata.
 * Undefined for text without such an element.
 */
export function parseXmlKey(pasted: string): KeyText | undefined {
  if (!/<|&lt;|\\u003c/i.test(pasted)) return undefined;
  const concatenated = pasted.replace(CONCATENATED_LITERALS, '');
  const xml = removeComments(ENTITIES.reduce((text, [from, to]) => text.replace(from, to), concatenated));
  if (!KEY_ELEMENT.test(xml)) return parsePolicy(xml);
  if (xml.length > maxXmlLength) return { form: 'unreadable', material: 'xml' };
  return parseRsa(xml) ?? parseEc(xml) ?? parseDer(xml) ?? { form: 'unreadable', material: 'xml' as const };
}

/** In a single pass: a lazy pattern would search for the end of each comment again. */
function removeComments(xml: string): string {
  let text = '';
  let from = 0;
  for (;;) {
    const start = xml.indexOf('<!--', from);
    const end = start === -1 ? -1 : xml.indexOf('-->', start);
    if (end === -1) return `${text}${xml.slice(from)}`.replace(/<!\[CDATA\[|\]\]>/g, '');
    text += xml.slice(from, start);
    from = end + 3;
  }
}

/** The RSA keys of a policy (`issuer-signing-keys` of `validate-jwt`), as base64url. */
function parsePolicy(xml: string): KeyText | undefined {
  if (xml.length > maxXmlLength) return undefined;
  const keys = [...xml.matchAll(KEY_TAG)].flatMap(([tag]) => {
    const attributes = [...tag.matchAll(ATTRIBUTE)].map(
      ([, name = '', double, single]) => [name.toLowerCase(), double ?? single] as const,
    );
    const { n, e, id } = Object.fromEntries(attributes);
    return n && e ? [{ kty: 'RSA', n, e, ...(id && { kid: id }) }] : [];
  });
  const [jwk, ...others] = keys;
  if (jwk === undefined) return undefined;
  return others.length === 0 ? { form: 'jwk', jwk, as: 'xml' } : { form: 'jwks', keys };
}

function parseRsa(xml: string): KeyText | undefined {
  const jwk: Record<string, string> = { kty: 'RSA' };
  for (const [member, element] of rsaMembers) {
    const [text] = readElements(xml, element);
    if (text !== undefined) jwk[member] = toBase64url(text);
  }
  return jwk['n'] === undefined || jwk['e'] === undefined ? undefined : { form: 'jwk', jwk, as: 'xml' };
}

/** XML Signature 1.1 §4.5.2.3: the curve by its URN, the point as in SEC 1. */
function parseEc(xml: string): KeyText | undefined {
  const oid = /NamedCurve\s[^<>]*?UR[IN]\s*=\s*["']urn:oid:([\d.]{1,40})["']/i.exec(xml)?.[1];
  const crv = curveOids.get(oid ?? '');
  const [point] = readElements(xml, 'PublicKey');
  return crv === undefined || point === undefined || point.trim() === ''
    ? undefined
    : { form: 'point', bytes: decodeLeniently(strip(point)), crvs: [crv], isStated: true, as: 'xml' };
}

function parseDer(xml: string): KeyText | undefined {
  const [spki] = readElements(xml, 'DEREncodedKeyValue');
  if (spki !== undefined) return { form: 'der', bytes: decodeLeniently(strip(spki)) };
  const certificates = readElements(xml, 'X509Certificate');
  if (certificates.length === 0) return undefined;
  // Metadata lists independent signing keys, not a chain.
  const entries = certificates.map((text) => ({
    text: { form: 'der', bytes: decodeLeniently(strip(text)) } as const,
  }));
  return { form: 'named', entries };
}

/** The text of each element of this local name that contains only text. */
function readElements(xml: string, name: string): readonly string[] {
  const element = new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?:\\s[^<>]*)?>([^<]*)</`, 'gi');
  return [...xml.matchAll(element)].flatMap(([, text = '']) => (text.trim() === '' ? [] : [text]));
}

function toBase64url(text: string): string {
  return encodeBase64url(decodeLeniently(strip(text)));
}

function strip(text: string): string {
  return text.replace(/\\[rnt]|\s+/g, '');
}
