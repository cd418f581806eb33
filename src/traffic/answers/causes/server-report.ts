import type { HttpExchange } from '../../exchange/exchange';
import { isWebSocket } from '../../log/is-rejected';
import {
  maxReadHeaders,
  maxReadLength,
  maxReportBodyLength,
  maxReportLength,
  maxReportTexts,
} from './limits';

/** One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case; empty if there is none. */
  readonly scheme: string;
  /** The scheme as the server wrote it. */
  readonly written: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a server reports about a rejection: evidence that is often misleading. */
export interface ServerReport {
  readonly challenges: readonly Challenge[];
  /** The OAuth error codes in challenges and body (RFC 6749 §5.2, RFC 6750 §3.1, RFC 9449, RFC 9470). */
  readonly errors: readonly string[];
  /** Everything that may explain the rejection, without markup. */
  readonly texts: readonly string[];
}

/** Reads challenges, other headers and the beginning of the body. Texts and headers beyond the limits are dropped. */
export function readReport(exchange: HttpExchange): ServerReport {
  const { responseHeaders, responseBody } = exchange;
  const headers = responseHeaders.slice(0, maxReadHeaders);
  const challenges = headers
    .filter(({ name }) => /^(?:www|proxy)-authenticate$/i.test(name))
    .flatMap(({ value }) => parseChallenges(value.slice(0, maxReadLength)));
  const inHeaders = headers
    .filter(({ name }) => errorHeader.test(name) && !/^(?:www|proxy)-/i.test(name))
    .map(({ value }) => value);
  const inBody = responseBody === undefined ? [] : readBody(responseBody.text.slice(0, maxReportBodyLength));
  const ofChallenges = challenges.flatMap(({ parameters }) =>
    ['error', 'error_description', 'error_codes', 'reason', 'message'].flatMap(
      (name) => parameters.get(name) ?? [],
    ),
  );
  const ofCloses = isWebSocket(exchange) ? [exchange.statusText] : [];
  const texts = [...ofChallenges, ...inHeaders, ...inBody, ...ofCloses]
    .map((text) => text.slice(0, maxReportLength).trim())
    .filter((text) => text !== '')
    .slice(0, maxReportTexts);
  return { challenges, texts, errors: texts.filter((text) => /^[a-z]+(?:_[a-z]+)+$/.test(text)) };
}

const errorHeader =
  /(?:error|auth-?(?:status|reason|message)|reason|grpc-message|diagnostics|problem|denied)/i;

/** Members of an error body that describe the request or the server, not the reason. */
const otherMember =
  /^(?:instance|path|timestamp|time|date|trace|trace_?id|request_?id|correlation_?id|span_?id|stack|stack_?trace|method|url|uri|host|version|locations|line|column|service|logref|docs?|documentation(?:_url)?|error_uri|more_?info|_links|links|type_?url|hint_?url|support_?id|sub|client_id|user(?:name)?|token)$/i;

function readBody(text: string): readonly string[] {
  const trimmed = text.trim();
  if (/^[{["]/.test(trimmed)) {
    try {
      const texts: string[] = [];
      collectTexts(JSON.parse(trimmed), texts, 0);
      return texts;
    } catch {
      // Not JSON after all.
    }
  }
  const plain = trimmed
    .replaceAll(/<(script|style)\b[^]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]{0,500}>/g, ' ')
    .replaceAll(/&(?:quot|#34|#x27|#39|apos);/gi, '"')
    .replaceAll(/&#(\d{2,5});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(?:nbsp|lt|gt|amp);/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain === '' ? [] : [plain];
}

function collectTexts(value: unknown, texts: string[], depth: number): void {
  if (texts.length >= maxReportTexts || depth > 6) return;
  if (typeof value === 'string') {
    texts.push(value);
  } else if (Array.isArray(value)) {
    for (const each of value.slice(0, maxReportTexts)) collectTexts(each, texts, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value).slice(0, maxReportTexts)) {
      if (!otherMember.test(name)) collectTexts(member, texts, depth + 1);
    }
  }
}

/**
 * Parses challenges. A parameter belongs to the last scheme before it. Also accepts parameters without a scheme, and
 * quoted strings with single quotes, which servers send.
 */
export function parseChallenges(value: string): readonly Challenge[] {
  const challenges: { scheme: string; written: string; parameters: Map<string, string> }[] = [];
  let lastName: string | undefined;
  const pattern = /([^\s,="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\[^])*)"?|'([^']*)'|([^\s,"]+)))?/g;
  for (const { 0: all, 1: name = '', 2: quoted, 3: single, 4: bare, index } of value.matchAll(pattern)) {
    const text = quoted?.replaceAll(/\\([^])/g, '$1') ?? single ?? bare;
    const last = challenges.at(-1);
    const isFirst = /(?:^|,)\s*$/.test(value.slice(Math.max(0, index - 20), index));
    if (text !== undefined) {
      if (last === undefined) challenges.push({ scheme: '', written: '', parameters: new Map() });
      challenges.at(-1)?.parameters.set(name.toLowerCase(), text);
      lastName = bare === undefined ? undefined : name.toLowerCase();
    } else if (last !== undefined && lastName !== undefined && !isFirst) {
      // An unquoted text with spaces.
      last.parameters.set(lastName, `${last.parameters.get(lastName) ?? ''} ${all}`);
    } else {
      challenges.push({ scheme: name.toLowerCase(), written: name, parameters: new Map() });
      lastName = undefined;
    }
    if (challenges.length >= 20) break;
  }
  return challenges;
}
