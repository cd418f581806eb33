import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { readTyp } from '../claims/claim-readers';
import { findTrailing, listJsonParts, walkNumbers, type JsonPart } from './json-parts';
import type { Hit, Rule, Subject } from '../rule';
import { walkMembers, walkTexts } from '../walk';

const group = 'Encoding and JSON';

/** Names that control how a token is read. A name that only looks like one of them is misleading. */
const CORE_NAMES: ReadonlySet<string> = new Set(
  'alg typ cty kid enc zip jku jwk x5u x5c x5t crit b64 iss sub aud exp nbf iat jti azp nonce scope'.split(
    ' ',
  ),
);

/**
 * Controls except tab and line ends, bidi overrides and isolates, zero-width characters (Unicode TR 36 §2.5). Names in
 * right-to-left scripts may have bidi marks.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- The pattern has to match controls.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[!-~][\u200C\u200D]/u;

const MARKUP = /<[a-z][a-z0-9-]{0,20}[\s/>]|<\/[a-z][a-z0-9-]{0,20}>|<!--|^\s{0,20}javascript:/i;

/** Byte-order marks of UTF-8, UTF-16 and UTF-32, and `{` in UTF-16 and UTF-32 without one. */
const FOREIGN_STARTS = [
  [0xef, 0xbb, 0xbf],
  [0xfe, 0xff],
  [0xff, 0xfe],
  [0x7b, 0x00],
  [0x00, 0x7b],
  [0x00, 0x00, 0x00, 0x7b],
  [0x00, 0x00, 0xfe, 0xff],
] as const;

/** Rules about the JSON itself: duplicates, inexact numbers, UTF-8, and characters that look like others (RFC 8259). */
export const jsonRules: readonly Rule[] = [
  {
    id: 'JSON-DUP',
    group,
    severity: 'medium',
    source: 'RFC 7515 §4, §10.12; RFC 7519 §4; RFC 8259 §4',
    find: (subject) =>
      listJsonParts(subject).flatMap(({ name, exact }) =>
        (exact?.duplicates ?? []).map((duplicate) => ({
          at: `${name}${duplicate.pointer}`,
          params: [quoteForSentence(duplicate.name)],
        })),
      ),
  },
  {
    id: 'JSON-TRAILING',
    group,
    severity: 'medium',
    source: 'RFC 7515 §10.12',
    find: (subject) =>
      firstHit(subject, ({ name, text }) => {
        const offset = text === undefined ? undefined : findTrailing(text);
        return offset === undefined ? undefined : { at: name, params: [offset + 1] };
      }),
  },
  {
    id: 'JSON-UTF8',
    group,
    severity: 'low',
    source: 'RFC 8725 §2.6, §3.7; RFC 7515 §5.2; RFC 8259 §8.1',
    find: (subject) =>
      firstHit(subject, (part) => (isOfOtherEncoding(part, subject) ? { at: part.name } : undefined)),
  },
  {
    id: 'JSON-NOT-OBJECT',
    group,
    severity: 'low',
    source: 'RFC 7519 §7.2; RFC 7515 §4',
    find: ({ token, header }) =>
      token.kind !== 'malformed' &&
      token.kind !== 'jwe' &&
      token.payloadProblem?.reason === 'payload_not_object' &&
      // A JWS that isn't a JWT can contain anything.
      readTyp(header) === 'jwt' &&
      header.cty === undefined
        ? { at: 'payload' }
        : undefined,
  },
  {
    id: 'JSON-BIGNUM',
    group,
    severity: 'low',
    source: 'RFC 8259 §6; RFC 7493 §2.2',
    find: (subject) =>
      firstHit(subject, ({ name, exact }) => {
        for (const { text, value, isExact } of exact === undefined ? [] : walkNumbers(exact)) {
          if (!isExact || (Number.isInteger(value) && !Number.isSafeInteger(value)))
            return { at: name, params: [quoteForSentence(text), String(value)] };
        }
        return undefined;
      }),
  },
  {
    id: 'JSON-PROTO',
    group,
    severity: 'medium',
    source: 'CWE-1321',
    find: (subject) => findMember(subject, ({ name }) => name === '__proto__'),
  },
  {
    id: 'JSON-LOOKALIKE',
    group,
    severity: 'medium',
    source: 'RFC 7515 §5.3; RFC 8259 §8.3; Unicode TR 36 §2',
    find: ({ header, claims }) => {
      for (const [part, object] of [
        ['header', header],
        ['claims', claims],
      ] as const) {
        const pair = findLookalikes(object);
        if (pair !== undefined) return { at: part, params: pair.map(quoteForSentence) };
      }
      return undefined;
    },
  },
  {
    id: 'JSON-BIDI',
    group,
    severity: 'low',
    source: 'Unicode TR 36 §2.5; Unicode TR 55',
    find: (subject) =>
      findMember(
        subject,
        ({ name, value }) => INVISIBLE.test(name) || (typeof value === 'string' && INVISIBLE.test(value)),
      ),
  },
  {
    id: 'JSON-HTML',
    group,
    severity: 'info',
    source: 'OWASP Cross Site Scripting Prevention Cheat Sheet',
    find: ({ header, claims }) => {
      for (const [part, object] of [
        ['header', header],
        ['claims', claims],
      ] as const) {
        for (const { path, value } of walkTexts(object)) {
          if (MARKUP.test(value)) return { at: `${part}.${path}`, params: [quoteForSentence(path)] };
        }
      }
      return undefined;
    },
  },
];

function firstHit(subject: Subject, find: (part: JsonPart) => Hit | undefined): Hit | undefined {
  for (const part of listJsonParts(subject)) {
    const hit = find(part);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** The first member of header or claims, at any depth, that passes the test. */
function findMember(
  { header, claims }: Subject,
  test: (member: { readonly name: string; readonly value: unknown }) => boolean,
): Hit | undefined {
  for (const [part, object] of [
    ['header', header],
    ['claims', claims],
  ] as const) {
    for (const member of walkMembers(object)) {
      if (test(member)) return { at: `${part}.${member.path}`, params: [quoteForSentence(member.path)] };
    }
  }
  return undefined;
}

function isOfOtherEncoding({ name, bytes, text }: JsonPart, { header }: Subject): boolean {
  if (FOREIGN_STARTS.some((start) => start.every((byte, index) => bytes[index] === byte))) return true;
  // The payload of a JWS may be binary; a header and claims may not.
  return text === undefined && (name !== 'payload' || bytes[0] === 0x7b || readTyp(header) === 'jwt');
}

/** Two names of a header or of claims, or one and a core name, that look the same. */
function findLookalikes(object: JsonObject): readonly string[] | undefined {
  const seen = new Map<string, string>();
  for (const name of Object.keys(object)) {
    const plain = name
      .normalize('NFKC')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .toLowerCase();
    const other = seen.get(plain) ?? (CORE_NAMES.has(plain) ? plain : undefined);
    if (other !== undefined && other !== name) return [name, other];
    seen.set(plain, name);
  }
  return undefined;
}
