import type { FeedMessage, FeedRequest, LogSettings, SaveFormat, ScreenState } from './feed';

/** Filter and key boxes: what a person may paste, with room for a token of 1 MB or a large key set. */
const maxTextLength = 4 * 1024 * 1024;
const maxKeys = 1_000;

/** Reads what a panel asked; undefined when it is no request. Takes over known members only. Never throws on data. */
export function parseFeedRequest(value: unknown): FeedRequest | undefined {
  if (!isObject(value)) return undefined;
  switch (value['type']) {
    case 'clear':
      return { type: 'clear' };
    case 'look':
      return isIdOrNone(value['id']) ? { type: 'look', id: value['id'] } : undefined;
    case 'settings': {
      const settings = parseSettings(value['settings']);
      return settings && { type: 'settings', settings };
    }
    case 'remember': {
      const screen = parseScreen(value['screen']);
      return screen && { type: 'remember', screen };
    }
    case 'save':
      return isSaveFormat(value['format']) ? { type: 'save', format: value['format'] } : undefined;
    case 'open files':
      return areFiles(value['files']) ? { type: 'open files', files: value['files'] } : undefined;
    case 'close files':
      return { type: 'close files' };
    case 'dismiss files':
      return { type: 'dismiss files' };
    default:
      return undefined;
  }
}

const messageTypes: ReadonlySet<unknown> = new Set<FeedMessage['type']>([
  'state',
  'delta',
  'settings',
  'watching',
  'theme',
  'health',
  'files',
  'saved',
  'context',
  'sightings',
]);

/** Reads what the log's owner told. It is our own extension that speaks, so only the type is checked, not the rows. */
export function parseFeedMessage(value: unknown): FeedMessage | undefined {
  return isObject(value) && messageTypes.has(value['type']) ? (value as FeedMessage) : undefined;
}

function parseSettings(value: unknown): LogSettings | undefined {
  if (!isObject(value)) return undefined;
  const { paused, preserve } = value;
  return typeof paused === 'boolean' && typeof preserve === 'boolean' ? { paused, preserve } : undefined;
}

function parseScreen(value: unknown): ScreenState | undefined {
  if (!isObject(value)) return undefined;
  const { selectedId, filter, keys } = value;
  if (!isIdOrNone(selectedId) || !isText(filter) || !Array.isArray(keys) || keys.length > maxKeys)
    return undefined;
  const parsedKeys = keys.map(parseKey);
  if (!parsedKeys.every((key) => key !== undefined)) return undefined;
  return { ...(selectedId === undefined ? {} : { selectedId }), filter, keys: parsedKeys };
}

function parseKey(value: unknown): ScreenState['keys'][number] | undefined {
  if (!isObject(value)) return undefined;
  const { issuer, keyText } = value;
  return isText(issuer) && isText(keyText) ? { issuer, keyText } : undefined;
}

function areFiles(value: unknown): value is readonly File[] {
  return Array.isArray(value) && value.length > 0 && value.every((file) => file instanceof File);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTextLength;
}

function isSaveFormat(value: unknown): value is SaveFormat {
  return value === 'har' || value === 'json';
}

function isIdOrNone(value: unknown): value is number | undefined {
  return value === undefined || Number.isSafeInteger(value);
}
