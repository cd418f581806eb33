import { isJsonObject } from '../../json/read-json';
import { MAX_JSON_DEPTH } from '../../limits';
import { quoteForSentence } from '../../wording';
import { readTyp } from '../claims/claim-readers';
import { findTrailing, listJsonParts, walkNumbers, type JsonPart } from './json-parts';
import type { Hit, Rule, Subject } from '../rule';
import { walkMembers, walkTexts } from '../walk';
import { nameSegment } from '../../segment-name';

const group = 'Encoding and JSON';

/** Names that give access to the prototype of an object in JavaScript. */
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Names that control how a token is read. A name that only looks like one of them is misleading. */
const CORE_NAMES: ReadonlySet<string> = new Set(
  'alg typ cty kid enc zip jku jwk x5u x5c x5t crit b64 iss sub aud exp nbf iat jti azp nonce scope'.split(
    ' ',
  ),
);

/** Controls except tab and line ends, bidi marks and overrides, zero-width characters (Unicode TR 36 §2.5). */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- The pattern has to match controls.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[!-~][\u200C\u200D]/u;

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

export const jsonRules: readonly Rule[] = [
  {
    id: 'JSON-DUP',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7515 §4, §10.12; RFC 7519 §4; RFC 8259 §4',
    find: (subject) =>
      listJsonParts(subject).flatMap(({ name, exact }) =>
        (exact?.duplicates ?? []).map((duplicate) => ({
          at: `${name}${duplicate.pointer}`,
          params: [quoteForSentence(duplicate.name), nameSegment(name)],
        })),
      ),
  },
  {
    id: 'JSON-TRAILING',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7515 §10.12',
    find: (subject) =>
      firstHit(subject, ({ name, text }) => {
        const offset = text === undefined ? undefined : findTrailing(text);
        return offset === undefined ? undefined : { at: name, params: [nameSegment(name), offset + 1] };
      }),
  },
  {
    id: 'JSON-UTF8',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §2.6, §3.7; RFC 7515 §5.2; RFC 8259 §8.1',
    find: (subject) =>
      firstHit(subject, (part) =>
        isOfOtherEncoding(part, subject) ? { at: part.name, params: [nameSegment(part.name)] } : undefined,
      ),
  },
  {
    id: 'JSON-NOT-OBJECT',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7519 §7.2; RFC 7515 §4',
    find: ({ token, header }) => {
      if (token.kind === 'malformed') {
        return token.reason === 'header_not_object'
          ? { at: 'header', params: [nameSegment('header')] }
          : undefined;
      }
      const isOther = token.kind !== 'jwe' && token.payloadProblem?.reason === 'payload_not_object';
      // A header that declares the type of the payload doesn't promise claims.
      const isDeclared = header.cty !== undefined || readTyp(header).startsWith('jose');
      return isOther && !isDeclared ? { at: 'payload', params: [nameSegment('payload')] } : undefined;
    },
  },
  {
    id: 'JSON-DEEP',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 8259 §9; CWE-674',
    find: ({ token }) => {
      const isHeader = token.kind === 'malformed' && token.reason === 'header_too_deep';
      const isPayload =
        (token.kind === 'jws' || token.kind === 'sd-jwt') &&
        token.payloadProblem?.reason === 'payload_too_deep';
      const name = isHeader ? 'header' : 'payload';
      return isHeader || isPayload ? { at: name, params: [nameSegment(name), MAX_JSON_DEPTH] } : undefined;
    },
  },
  {
    id: 'JSON-BIGNUM',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 8259 §6; RFC 7493 §2.2',
    find: (subject) =>
      firstHit(subject, ({ name, exact }) => {
        for (const { text, value, isExact } of exact === undefined ? [] : walkNumbers(exact)) {
          if (!isExact || (Number.isInteger(value) && !Number.isSafeInteger(value)))
            return { at: name, params: [quoteForSentence(text), nameSegment(name), String(value)] };
        }
        return undefined;
      }),
  },
  {
    id: 'JSON-SURROGATE',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 8259 §8.2; RFC 7493 §2.1',
    find: (subject) =>
      findMember(
        subject,
        ({ name, value }) => /\p{Cs}/u.test(name) || (typeof value === 'string' && /\p{Cs}/u.test(value)),
      ),
  },
  {
    id: 'JSON-PROTO',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'CWE-1321',
    find: (subject) => findMember(subject, ({ name }) => PROTOTYPE_NAMES.has(name)),
  },
  {
    id: 'JSON-LOOKALIKE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7515 §5.3; RFC 8259 §8.3; Unicode TR 36 §2',
    find: ({ header, claims }) => {
      for (const [part, object] of [
        ['header', header],
        ['claims', claims],
      ] as const) {
        const pair = findLookalikes(object, CORE_NAMES) ?? findInnerLookalikes(object);
        if (pair !== undefined)
          return { at: part, params: pair.map((name) => JSON.stringify(quoteForSentence(name))) };
      }
      return undefined;
    },
  },
  {
    id: 'JSON-BIDI',
    group,
    severity: 'medium',
    phase: 'decode',
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
    phase: 'decode',
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

function findInnerLookalikes(object: unknown): readonly string[] | undefined {
  for (const { value } of walkMembers(object)) {
    const pair = isJsonObject(value) ? findLookalikes(value) : undefined;
    if (pair !== undefined) return pair;
  }
  return undefined;
}

/** Two names of one object, or one and a core name, that look the same. */
function findLookalikes(object: unknown, coreNames?: ReadonlySet<string>): readonly string[] | undefined {
  const seen = new Map<string, string>();
  for (const name of Object.keys(isJsonObject(object) ? object : {})) {
    const plain = name
      .normalize('NFKC')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .toLowerCase();
    const other = seen.get(plain) ?? (coreNames?.has(plain) === true ? plain : undefined);
    if (other !== undefined && other !== name) return [name, other];
    seen.set(plain, name);
  }
  return undefined;
}
