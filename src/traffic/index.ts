export type {
  Body,
  Exchange,
  HeaderField,
  HttpExchange,
  PageReport,
  StorageArea,
  StorageReading,
} from './exchange';
export type {
  FeedMessage,
  FeedRequest,
  LogCounts,
  LogSettings,
  ScreenState,
  TokenRow,
  Watching,
} from './feed';
export type { Place, Sighting } from './sighting';
export type { Subscribe } from './source';

export { createLog, type LogChange, type LogOptions, type Loss, type TokenLog } from './log';
export { createFeed, type Feed, type FeedConnection, type FeedOptions } from './create-feed';
export { parseFeedMessage, parseFeedRequest } from './feed-request';
export { isSent, wasGoodWhenSent, type SentState } from './sent';
export { matchesFilter } from './filter';
