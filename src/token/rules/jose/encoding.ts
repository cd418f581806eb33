import { nameCharacter } from '../../wording';
import { receivedText } from '../../decode/repair';
import type { Repair, Token } from '../../token';
import { readTyp } from '../claims/claim-readers';
import type { Hit, Rule } from '../rule';
import { hasClaims } from '../subject';
import { isAwsLoadBalancer } from '../../decode/header';

const group = 'Encoding and JSON';

/** The usual limit of servers for one header line. */
const maxHeaderBytes = 8192;

/** Rules about the encoding of a token's parts. Why a malformed token is malformed is stated with the token itself. */
export const formatRules: readonly Rule[] = [
  {
    id: 'FMT-JSON-SERIAL',
    group,
    severity: 'low',
    source: 'RFC 7519 §1; draft-ietf-oauth-rfc8725bis §2.13, §3.14',
    find: (subject) => {
      const { token, header } = subject;
      if (token.kind !== 'jws' && token.kind !== 'jwe') return undefined;
      const isJwt = hasClaims(subject) || readTyp(header) === 'jwt';
      return token.serialization !== 'compact' && isJwt ? { at: 'token' } : undefined;
    },
  },
  {
    id: 'FMT-SIZE',
    group,
    severity: 'low',
    source: 'RFC 9110 §5.4',
    find: ({ token: { raw }, context }) =>
      context.request?.location === 'request header' && raw.length > maxHeaderBytes
        ? { at: 'token', params: [{ bytes: raw.length }, { bytes: maxHeaderBytes }] }
        : undefined,
  },
  {
    id: 'B64-PADDING',
    group,
    severity: 'low',
    source: 'RFC 7515 §2; AWS: Application Load Balancer, authenticate users',
    find: ({ token, header }) =>
      // AWS load balancers pad every part, which isn't a problem.
      hasRepair(token, 'padding_removed') && !isAwsLoadBalancer(header)
        ? findCharacter(token, '=')
        : undefined,
  },
  {
    id: 'B64-STD',
    group,
    severity: 'low',
    source: 'RFC 7515 §2; RFC 4648 §4, §5',
    find: ({ token }) =>
      hasRepair(token, 'alphabet_replaced')
        ? (findCharacter(token, '+') ?? findCharacter(token, '/'))
        : undefined,
  },
];

/** Only for a compact token: in JSON, the first such character can belong to anything. */
function hasRepair(token: Token, repair: Repair): boolean {
  const isCompact = token.kind !== 'malformed' && token.serialization === 'compact';
  return isCompact && token.received?.repairs.includes(repair) === true;
}

/** The position is one-based, as in every message. */
function findCharacter(token: Token, character: string): Hit | undefined {
  const text = receivedText(token);
  const index = text.indexOf(character);
  return index === -1 ? undefined : { at: 'token', params: [nameCharacter(text, index), index + 1] };
}
