import type { KeySummary } from '../../token';
import type { FlowQuery } from '../answers/flows/describe-flow';
import { isTrustworthyUrl } from '../log/issuer';
import type { FetchedKeySet, KeyOrigin, KeyPurpose, KeyringEntry, KeyScope } from './keyring';
import {
  maxCausesPerCall,
  maxFetchedLength,
  maxFetchedUrlLength,
  maxFiles,
  maxFilterLength,
  maxIdLength,
  maxKeyLength,
  maxScopeLength,
  maxSightingsPerCall,
} from './limits';
import { isObject, type Call, type LogSettings, type PanelMessage } from './protocol';

type Members = { readonly [name: string]: unknown };

/**
 * Parses a message from a panel; undefined for anything else. Copies only known members, and never throws. An invalid
 * call with an ID is `malformed`, so that an error can be returned.
 */
export function parsePanelMessage(
  value: unknown,
): PanelMessage | { readonly type: 'malformed'; readonly callId: number } | undefined {
  if (!isObject(value) || !isId(value['logId'])) return undefined;
  const { type, logId, callId } = value;
  switch (type) {
    case 'clear':
    case 'close files':
    case 'dismiss files':
      return { type, logId };
    case 'settings': {
      const settings = parseSettings(value['settings']);
      return settings && { type, logId, settings };
    }
    case 'select': {
      const { tokenId } = value;
      return tokenId === undefined || isId(tokenId) ? { type, logId, tokenId } : undefined;
    }
    case 'select request': {
      const { exchangeId } = value;
      return exchangeId === undefined || isText(exchangeId, maxIdLength)
        ? { type, logId, exchangeId }
        : undefined;
    }
    case 'view': {
      const { view } = value;
      return view === 'requests' || view === 'tokens' ? { type, logId, view } : undefined;
    }
    case 'overview': {
      const { isCollapsed } = value;
      return typeof isCollapsed === 'boolean' ? { type, logId, isCollapsed } : undefined;
    }
    case 'filter':
      return isText(value['text'], maxFilterLength) ? { type, logId, text: value['text'] } : undefined;
    case 'add key': {
      const key = parseKey(value['key']);
      return key && { type, logId, key };
    }
    case 'remove key': {
      const key = parseSlot(value['key']);
      return key && { type, logId, key };
    }
    case 'add key set': {
      const keySet = parseKeySet(value['keySet']);
      return keySet && { type, logId, keySet };
    }
    case 'call': {
      if (!isId(callId)) return undefined;
      const call = parseCall(value['call']);
      return call === undefined ? { type: 'malformed', callId } : { type, logId, callId, call };
    }
    case 'cancel':
      return isId(callId) ? { type, logId, callId } : undefined;
    default:
      return undefined;
  }
}

function parseCall(value: unknown): Call | undefined {
  if (!isObject(value)) return undefined;
  const { name, exchangeId, exchangeIds, tokenId, from, to, format, files } = value;
  switch (name) {
    case 'exchange':
    case 'rejection':
      return isText(exchangeId, maxIdLength) ? { name, exchangeId } : undefined;
    case 'sightings':
      return isId(tokenId) && isId(from) && isId(to) && from <= to && to - from <= maxSightingsPerCall
        ? { name, tokenId, from, to }
        : undefined;
    case 'flow': {
      const query = parseFlowQuery(value['of']);
      return query && { name, of: query };
    }
    case 'context':
    case 'lineage':
      return isId(tokenId) ? { name, tokenId } : undefined;
    case 'causes':
      return areExchangeIds(exchangeIds) ? { name, exchangeIds } : undefined;
    case 'save':
      return format === 'har' || format === 'json' ? { name, format } : undefined;
    case 'open files':
      return areFiles(files) ? { name, files } : undefined;
    default:
      return undefined;
  }
}

function parseFlowQuery(value: unknown): FlowQuery | undefined {
  if (!isObject(value)) return undefined;
  const { exchangeId, tokenId } = value;
  if (isText(exchangeId, maxIdLength)) return { exchangeId };
  return isId(tokenId) ? { tokenId } : undefined;
}

function parseSettings(value: unknown): LogSettings | undefined {
  if (!isObject(value)) return undefined;
  const { paused, preserve } = value;
  return typeof paused === 'boolean' && typeof preserve === 'boolean' ? { paused, preserve } : undefined;
}

const purposes: readonly unknown[] = ['verify', 'decrypt'] satisfies KeyPurpose[];
const origins: readonly unknown[] = ['pasted', 'dropped', 'fetched'] satisfies KeyOrigin[];
const scopeKinds: readonly unknown[] = ['all', 'issuer', 'header', 'token'] satisfies KeyScope['kind'][];

function parseSlot(value: unknown): Pick<KeyringEntry, 'purpose' | 'scope'> | undefined {
  if (!isObject(value) || !purposes.includes(value['purpose']) || !isObject(value['scope'])) return undefined;
  const { kind, value: scopeValue } = value['scope'];
  if (!scopeKinds.includes(kind) || !isText(scopeValue, maxScopeLength)) return undefined;
  return {
    purpose: value['purpose'] as KeyPurpose,
    scope: { kind: kind as KeyScope['kind'], value: scopeValue },
  };
}

function parseKey(value: unknown): KeyringEntry | undefined {
  const slot = parseSlot(value);
  if (slot === undefined || !isObject(value)) return undefined;
  const { origin, text, summary } = value;
  if (!origins.includes(origin) || !isText(text, maxKeyLength) || text === '') return undefined;
  return {
    ...slot,
    origin: origin as KeyOrigin,
    text,
    ...(isSummary(summary) && { summary }),
  };
}

function parseKeySet(value: unknown): FetchedKeySet | undefined {
  if (!isObject(value) || value['origin'] !== 'fetched') return undefined;
  const { url, text, issuers } = value;
  if (!isText(url, maxFetchedUrlLength) || !isTrustworthyUrl(url)) return undefined;
  if (!isText(text, maxFetchedLength) || !Array.isArray(issuers) || issuers.length !== 1) return undefined;
  const [issuer] = issuers as readonly unknown[];
  return isText(issuer, maxFetchedUrlLength)
    ? { origin: 'fetched', url, text, issuers: [issuer] }
    : undefined;
}

/** Checks only the members that a list of keys displays. Our own code creates and reads the others. */
function isSummary(value: unknown): value is KeySummary {
  return isObject(value) && isWord(value, 'form') && isWord(value, 'kind') && isId(value['candidates']);
}

function isWord(value: Members, name: string): boolean {
  return isText(value[name], maxIdLength);
}

function areExchangeIds(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length <= maxCausesPerCall && value.every((id) => isText(id, maxIdLength))
  );
}

function areFiles(value: unknown): value is readonly File[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxFiles &&
    value.every((file) => file instanceof File)
  );
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

/** IDs and indexes, which are never negative. */
function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
