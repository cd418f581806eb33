import {
  keyOrigins,
  maxKeyLength,
  maxScopeLength,
  maxSummaryTextLength,
  maxTokenSummaries,
  maxVerdictKeys,
  type KeyringEntry,
  type PublishedKeySet,
  type TokenSummary,
  type VerdictKeys,
} from '../../traffic';
import { maxBodyLength, maxRawLength, maxUrlLength } from './limits';
import { guarded, isCount, isOneOf, isText, membersOf } from './guard';

/** Popup → the devtools page of a tab: which tokens does its log have, and what is the text of one of them? */
export type TabTokensRequest =
  | { readonly type: 'list-tab-tokens'; readonly tabId: number }
  | { readonly type: 'read-tab-token'; readonly tabId: number; readonly tokenId: number };

/** The responses. Only the chosen token's text is sent, never that of the others. */
export interface TabTokens {
  readonly type: 'tab-tokens';
  readonly tokens: readonly ReceivedSummary[];
}
/** With the public keys that it's verified with; never a private key or a secret. */
export interface TabToken extends VerdictKeys {
  readonly type: 'tab-token';
  readonly raw: string;
}

/** A summary whose type isn't checked yet. */
export type ReceivedSummary = Omit<TokenSummary, 'type'> & { readonly type: string };

/** Parses the popup's request for the tokens of a tab; undefined for any other value. */
export function parseTabTokensRequest(value: unknown): TabTokensRequest | undefined {
  return guarded(() => {
    const { type, tabId, tokenId } = membersOf(value);
    if (!isCount(tabId)) return undefined;
    if (type === 'list-tab-tokens') return { type, tabId };
    return type === 'read-tab-token' && isCount(tokenId) ? { type, tabId, tokenId } : undefined;
  });
}

/** Parses the list of a tab's tokens, without invalid items; undefined for any other value. */
export function parseTabTokens(value: unknown): TabTokens | undefined {
  return guarded(() => {
    const { type, tokens } = membersOf(value);
    if (type !== 'tab-tokens' || !Array.isArray(tokens)) return undefined;
    return { type, tokens: tokens.slice(0, maxTokenSummaries).flatMap((item) => parseSummary(item) ?? []) };
  });
}

/** Parses one token with the keys to verify it; undefined for any other value, and for a token that is too long. */
export function parseTabToken(value: unknown): TabToken | undefined {
  return guarded(() => {
    const { type, raw, keySets, keys } = membersOf(value);
    if (type !== 'tab-token' || !isText(raw, maxRawLength)) return undefined;
    return { type, raw, keySets: parseList(keySets, parseKeySet), keys: parseList(keys, parseKey) };
  });
}

function parseList<T>(value: unknown, parse: (item: unknown) => T | undefined): readonly T[] {
  return Array.isArray(value) ? value.slice(0, maxVerdictKeys).flatMap((item) => parse(item) ?? []) : [];
}

function parseKeySet(value: unknown): PublishedKeySet | undefined {
  const { origin, url, text, issuers } = membersOf<PublishedKeySet>(value);
  if (origin !== 'captured' && origin !== 'fetched') return undefined;
  if (!isText(url, maxUrlLength) || !URL.canParse(url) || !isText(text, maxBodyLength)) return undefined;
  if (!Array.isArray(issuers) || !issuers.every((issuer) => isText(issuer, maxUrlLength))) return undefined;
  return { origin, url, text, issuers };
}

function parseKey(value: unknown): KeyringEntry | undefined {
  const { id, purpose, origin, text, scope } = membersOf<KeyringEntry>(value);
  const { kind, value: scopeValue } = membersOf<KeyringEntry['scope']>(scope);
  if (purpose !== 'verify' || !isText(id, maxUrlLength) || !isText(text, maxKeyLength)) return undefined;
  if (!isOneOf(keyOrigins, origin)) return undefined;
  if (!isOneOf(['all', 'issuer', 'token'] as const, kind)) return undefined;
  if (!isText(scopeValue, maxScopeLength)) return undefined;
  return { id, purpose, origin, text, scope: { kind, value: scopeValue } };
}

function parseSummary(value: unknown): ReceivedSummary | undefined {
  const { id, type, subject, audience, line, origin, lastSeenMs } = membersOf<TokenSummary>(value);
  if (!isCount(id) || !isText(type, maxSummaryTextLength) || !isText(subject, maxSummaryTextLength))
    return undefined;
  if (!isText(origin, maxSummaryTextLength) || !isText(audience, maxSummaryTextLength)) return undefined;
  if (!Number.isFinite(lastSeenMs)) return undefined;
  const parsedLine = parseLine(line);
  return {
    id,
    type,
    subject,
    audience,
    ...(parsedLine && { line: parsedLine }),
    origin,
    lastSeenMs: lastSeenMs as number,
  };
}

function parseLine(value: unknown): TokenSummary['line'] {
  const { id, position, size, isCurrent } = membersOf<NonNullable<TokenSummary['line']>>(value);
  if (!isCount(id) || !isCount(position) || !isCount(size)) return undefined;
  return { id, position, size, isCurrent: isCurrent === true };
}
