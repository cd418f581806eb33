export type {
  Body,
  Carried,
  Exchange,
  HeaderField,
  HttpExchange,
  PageApi,
  PageReport,
  Sender,
  Source,
  StorageArea,
  StorageReading,
  StreamMessage,
} from './exchange';
export type {
  FeedMessage,
  FeedRequest,
  LogCounts,
  LogSettings,
  SaveFormat,
  ScreenState,
  TokenRow,
  Watching,
} from './feed';
export type { Place, Sighting } from './sighting';
export type { Subscribe } from './source';

export {
  describeHealth,
  type CaptureHealth,
  type HealthCode,
  type HealthFacts,
  type HealthItem,
  type HealthReason,
  type HealthState,
  type Mend,
} from './health';
export type { FileProblem, OpenFile } from './open-file';
export type { Sealed } from './sealed';
export type { SeenContext } from './seen-context';

export { defaultLogBounds, type LogBounds } from './log-bounds';
export { createLog, type LogChange, type Loss, type TokenLog } from './log';
export { createJoin, type Join, type JoinEvents } from './join';
export { createFeed, type Feed, type FeedConnection, type FeedOptions, type FileAccess } from './create-feed';
export { parseFeedMessage, parseFeedRequest } from './feed-request';
export { isSent, wasGoodWhenSent, type SentState } from './sent';
export { describeKeeper, type Keeper } from './keepers';
export { keeperKeyShape } from './keepers-shape';
export { matchesFilter } from './filter';
