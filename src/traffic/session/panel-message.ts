import type { FlowQuery } from '../answers/flows/describe-flow';
import { isTrustworthyUrl } from '../log/issuer';
import { parseActionCall } from './actions/parse-action-call';
import type { DraftKey, EditorDraft } from './drafts';
import {
  keyOrigins,
  type FetchedKeySet,
  type KeyName,
  type KeyOrigin,
  type KeyPurpose,
  type KeyringEntry,
  type KeyScope,
} from './keyring';
import type { SanitizeChoice } from './open-file';
import {
  maxAddedTextLength,
  maxCausesPerCall,
  maxDraftPartLength,
  maxDraftTokenLength,
  maxFetchedLength,
  maxFetchedUrlLength,
  maxFileNameLength,
  maxFiles,
  maxFilterLength,
  maxFoldNameLength,
  maxFolds,
  maxIdLength,
  maxKeyLength,
  maxKeyNameLength,
  maxKeySetUrlLength,
  maxDecidedClaims,
  maxScopeLength,
  maxSightingsPerCall,
} from './limits';
import {
  isObject,
  type Call,
  type LogSettings,
  type PanelMessage,
  type ScreenLayout,
  isText,
} from './protocol';

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
    case 'forget write': {
      const { writeId } = value;
      return isId(writeId) ? { type, logId, writeId } : undefined;
    }
    case 'view': {
      const { view } = value;
      return view === 'requests' || view === 'tokens' ? { type, logId, view } : undefined;
    }
    case 'overview': {
      const { isCollapsed } = value;
      return typeof isCollapsed === 'boolean' ? { type, logId, isCollapsed } : undefined;
    }
    case 'layout': {
      const layout = parseLayout(value['layout']);
      return layout && { type, logId, layout };
    }
    case 'draft': {
      const draft = parseDraft(value['draft']);
      return draft && { type, logId, draft };
    }
    case 'forget draft': {
      const { raw } = value;
      return isText(raw, maxDraftTokenLength) ? { type, logId, raw } : undefined;
    }
    case 'filter':
      return isText(value['text'], maxFilterLength) ? { type, logId, text: value['text'] } : undefined;
    case 'add key': {
      const key = parseKey(value['key']);
      return key && { type, logId, key };
    }
    case 'remove key': {
      const { id } = value;
      return isText(id, maxIdLength) ? { type, logId, id } : undefined;
    }
    case 'name key': {
      const named = parseKeyName(value['named']);
      return named && { type, logId, named };
    }
    case 'add key set': {
      const keySet = parseKeySet(value['keySet']);
      return keySet && { type, logId, keySet };
    }
    case 'remove key set': {
      const { url } = value;
      return isText(url, maxKeySetUrlLength) ? { type, logId, url } : undefined;
    }
    case 'use key set': {
      const { url, isUsed } = value;
      return isText(url, maxKeySetUrlLength) && typeof isUsed === 'boolean'
        ? { type, logId, url, isUsed }
        : undefined;
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
  const { name, exchangeId, exchangeIds, tokenId, from, to, format, files, text, fileName, addedAtMs } =
    value;
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
    case 'add text':
      return isText(text, maxAddedTextLength) && isText(fileName, maxFileNameLength) && isId(addedAtMs)
        ? { name, text, fileName, addedAtMs }
        : undefined;
    case 'save':
      return parseSave(format, value['sanitize']);
    case 'preview save': {
      const sanitize = parseSanitize(value['sanitize']);
      return sanitize && { name, sanitize };
    }
    case 'open files':
      return areFiles(files) ? { name, files } : undefined;
    default:
      return parseActionCall(value);
  }
}

function parseLayout(value: unknown): ScreenLayout | undefined {
  if (!isObject(value)) return undefined;
  const { share, showsAll, firstRequestId, firstTokenId, isJson, folds, isKeyringShown, comparedIds } = value;
  return {
    ...(typeof share === 'number' && share >= 0 && share <= 100 && { share }),
    ...(typeof showsAll === 'boolean' && { showsAll }),
    ...(isText(firstRequestId, maxIdLength) && { firstRequestId }),
    ...(isId(firstTokenId) && { firstTokenId }),
    ...(typeof isJson === 'boolean' && { isJson }),
    ...(areFolds(folds) && { folds: { ...folds } }),
    ...(typeof isKeyringShown === 'boolean' && { isKeyringShown }),
    ...(areTwoIds(comparedIds) && { comparedIds: [comparedIds[0], comparedIds[1]] }),
  };
}

function areFolds(value: unknown): value is Readonly<Record<string, boolean>> {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= maxFolds &&
    entries.every(([name, isFolded]) => isText(name, maxFoldNameLength) && typeof isFolded === 'boolean')
  );
}

function areTwoIds(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isId);
}

const keySources: readonly unknown[] = ['pasted', 'keyring', 'generated'] satisfies DraftKey['source'][];

function parseDraft(value: unknown): EditorDraft | undefined {
  if (!isObject(value)) return undefined;
  const { raw, listedRaw, isOpen, header, claims } = value;
  if (!isText(raw, maxDraftTokenLength) || !isText(listedRaw, maxDraftTokenLength)) return undefined;
  if (!isText(header, maxDraftPartLength) || !isText(claims, maxDraftPartLength)) return undefined;
  if (typeof isOpen !== 'boolean') return undefined;
  const key = parseDraftKey(value['key']);
  return { raw, listedRaw, isOpen, header, claims, ...(key && { key }) };
}

function parseDraftKey(value: unknown): DraftKey | undefined {
  if (!isObject(value) || !keySources.includes(value['source'])) return undefined;
  const { source, text } = value;
  return isText(text, maxKeyLength) ? { source: source as DraftKey['source'], text } : undefined;
}

function parseSave(format: unknown, written: unknown): Call | undefined {
  if (format !== 'har' && format !== 'json') return undefined;
  if (written === undefined) return { name: 'save', format };
  const sanitize = parseSanitize(written);
  // An invalid choice must not result in a file with live tokens.
  return sanitize && { name: 'save', format, sanitize };
}

function parseSanitize(value: unknown): SanitizeChoice | undefined {
  if (!isObject(value)) return undefined;
  const { decided } = value;
  if (decided === undefined) return {};
  if (!isObject(decided) || Array.isArray(decided)) return undefined;
  const entries = Object.entries(decided);
  return entries.length <= maxDecidedClaims &&
    entries.every(([name, isReplaced]) => isText(name, maxIdLength) && typeof isReplaced === 'boolean')
    ? { decided: Object.fromEntries(entries) as Record<string, boolean> }
    : undefined;
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
const origins: readonly unknown[] = keyOrigins;
const scopeKinds: readonly unknown[] = ['all', 'issuer', 'header', 'token'] satisfies KeyScope['kind'][];

function parseKey(value: unknown): KeyringEntry | undefined {
  if (!isObject(value) || !purposes.includes(value['purpose']) || !isObject(value['scope'])) return undefined;
  const { id, purpose, origin, text } = value;
  const { kind, value: scopeValue } = value['scope'];
  if (!scopeKinds.includes(kind) || !isText(scopeValue, maxScopeLength)) return undefined;
  if (!origins.includes(origin) || !isText(text, maxKeyLength) || text === '') return undefined;
  if (!isText(id, maxIdLength)) return undefined;
  return {
    id,
    purpose: purpose as KeyPurpose,
    scope: { kind: kind as KeyScope['kind'], value: scopeValue },
    origin: origin as KeyOrigin,
    text,
  };
}

function parseKeyName(value: unknown): KeyName | undefined {
  if (!isObject(value)) return undefined;
  const { id, name } = value;
  return isText(id, maxIdLength) && isText(name, maxKeyNameLength) ? { id, name } : undefined;
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

/** IDs and indexes, which are never negative. */
function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
