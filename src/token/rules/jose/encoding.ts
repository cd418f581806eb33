import { nameCharacter } from '../../wording';
import { receivedText } from '../../decode/repair';
import type { Malformed, Repair, Token } from '../../token';
import { readTyp } from '../claims/claim-readers';
import type { Hit, Rule } from '../rule';
import { hasClaims } from '../subject';
import { isAwsLoadBalancer } from '../../decode/header';
import { nameSegment } from '../../segment-name';

const group = 'Encoding and JSON';

/** A signed token has two dots, an encrypted one four, and a key binding adds two. */
const MAX_DOTS = 10;
/** RFC 6265 §6.1. */
const MAX_COOKIE_BYTES = 4096;
/** The usual limit of servers for one header line. */
const MAX_HEADER_BYTES = 8192;

/** Rules about the encoding of a token's parts, before their JSON is parsed. */
export const formatRules: readonly Rule[] = [
  {
    id: 'FMT-PARTS',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 7519 §3; RFC 7515 §7.1; RFC 7516 §7.1',
    find: ({ token }) => {
      if (token.kind !== 'malformed' || token.reason !== 'part_count') return undefined;
      return { at: 'token', params: [countDots(token.raw, 1_000) + 1] };
    },
  },
  {
    id: 'FMT-DOTS',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'CVE-2025-30204; CVE-2025-27144',
    find: ({ token }) =>
      // In JSON serialization, dots have no meaning.
      !token.raw.trimStart().startsWith('{') && countDots(token.raw, MAX_DOTS + 1) > MAX_DOTS
        ? { at: 'token', params: [MAX_DOTS] }
        : undefined,
  },
  {
    id: 'FMT-JSON-SERIAL',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7519 §1; draft-ietf-oauth-rfc8725bis §2.13, §3.14',
    find: (subject) => {
      const { token, header } = subject;
      if (token.kind !== 'jws' && token.kind !== 'jwe') return undefined;
      const isJwt = hasClaims(subject) || readTyp(header) === 'jwt';
      return token.serialization !== 'compact' && isJwt
        ? { at: 'token', params: [token.serialization] }
        : undefined;
    },
  },
  {
    id: 'FMT-SIZE',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 6265 §6.1; RFC 9110 §5.4',
    find: ({ token: { raw }, context }) => {
      const location = context.request?.location;
      const isCookie =
        context.cookie !== undefined ||
        context.storage?.area === 'cookie' ||
        location === 'request cookie' ||
        location === 'response cookie';
      const most = isCookie ? MAX_COOKIE_BYTES : location === 'request header' ? MAX_HEADER_BYTES : Infinity;
      return raw.length > most ? { at: 'token', params: [raw.length, most] } : undefined;
    },
  },
  {
    id: 'B64-PADDING',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7515 §2; AWS: Application Load Balancer, authenticate users',
    find: ({ token, header }) =>
      // AWS load balancers pad every part, which isn't a problem.
      (hasReason(token, 'padding') || hasRepair(token, 'padding_removed')) && !isAwsLoadBalancer(header)
        ? findCharacter(token, '=')
        : undefined,
  },
  {
    id: 'B64-STD',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7515 §2; RFC 4648 §4, §5',
    find: ({ token }) => {
      if (hasRepair(token, 'alphabet_converted')) {
        return findCharacter(token, '+') ?? findCharacter(token, '/');
      }
      const isReadable =
        token.kind === 'malformed' && token.header !== undefined && !token.raw.startsWith('{');
      if (!isReadable || !(hasReason(token, 'bad_character') || hasReason(token, 'padding')))
        return undefined;
      return findCharacter(token, '+') ?? findCharacter(token, '/');
    },
  },
  {
    id: 'B64-WHITESPACE',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 7515 §2',
    find: ({ token }) =>
      hasReason(token, 'bad_character') &&
      /\s/.test(token.raw[token.offset] ?? '') &&
      // A sentence has spaces too, but isn't a token.
      countDots(token.raw, 2) === 2
        ? hitAt(token.raw, token.offset)
        : undefined,
  },
  {
    id: 'B64-NONCANONICAL',
    group,
    severity: 'medium',
    phase: 'decode',
    source: 'RFC 4648 §3.5',
    find: ({ token }) => (hasReason(token, 'non_canonical') ? hitAt(token.raw, token.offset) : undefined),
  },
  {
    id: 'B64-LENGTH',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 4648 §4',
    find: ({ token }) =>
      hasReason(token, 'bad_length')
        ? { at: token.segment, params: [nameSegment(token.segment)] }
        : undefined,
  },
];

function hasReason(token: Token, reason: Malformed['reason']): token is Malformed {
  return token.kind === 'malformed' && token.reason === reason;
}

/** Only for a compact token: in JSON, the first such character can belong to anything. */
function hasRepair(token: Token, repair: Repair): boolean {
  const isCompact = token.kind !== 'malformed' && token.serialization === 'compact';
  return isCompact && token.received?.repairs.includes(repair) === true;
}

function findCharacter(token: Token, character: string): Hit | undefined {
  const text = receivedText(token);
  const index = text.indexOf(character);
  return index === -1 ? undefined : hitAt(text, index);
}

/** The position is one-based, as in every message. */
function hitAt(raw: string, index: number): Hit {
  return { at: 'token', params: [nameCharacter(raw, index), index + 1] };
}

/** Counts only up to `most`, because the text may consist of dots. */
function countDots(text: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf('.'); at !== -1 && count < most; at = text.indexOf('.', at + 1)) count += 1;
  return count;
}
