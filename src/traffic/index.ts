export type {
  Body,
  Decryption,
  ReportedText,
  Exchange,
  HeaderField,
  HttpExchange,
  PageApi,
  PageReport,
  Sender,
  Source,
  StorageArea,
  StorageEntry,
  StorageReading,
  StreamMessage,
  TokenGrant,
} from './exchange/exchange';
export { noCounts, type LogCounts, type TokenLinePosition, type TokenRow } from './log/log-summary';
export { countBug, noBugs } from './session/bugs';
export type {
  BugCount,
  Call,
  CallResult,
  LogSettings,
  PanelCommand,
  PanelMessage,
  ScreenState,
  SessionMessage,
  SessionState,
  View,
  Watching,
} from './session/protocol';
export type { RequestSummary } from './session/request-list';
export type { LocationKind, Sighting, TokenLocation } from './exchange/sighting';
export type { Subscribe } from './exchange/subscribe';
export { timingNames, type RequestTimings } from './exchange/timings';
export { endpointOf, originOf } from './exchange/url-parts';
export type { Steps } from '../token';

export {
  describeHealth,
  type CaptureHealth,
  type HealthCode,
  type HealthFacts,
  type HealthItem,
  type HealthReason,
  type HealthState,
  type GapFix,
  type UncapturedCode,
} from './session/capture-gaps';
export { findCookies } from './exchange/form-fields';
export { parseChallenges } from './answers/causes/server-report';
export { listSetCookies, parseCookieAttributes } from './exchange/set-cookie';
export { isBodyGap, maxGapUrls, type BodyGap, type BodyGapCount } from './exchange/body-gap';
export { compressionOf, isMedia } from './exchange/media';
export type { FileAccess, FileProblem, OpenFile, SaveFormat } from './session/open-file';
export type { EncryptedEntry } from './search/encrypted-entry';
export {
  causeCodes,
  type Cause,
  type CauseCode,
  type CauseSummary,
  type Certainty,
  type Evidence,
  type EvidenceCode,
  type Rejection,
} from './answers/causes/cause';
export {
  combineClocks,
  estimateOriginClock,
  isOffClock,
  offsetOf,
  type ClockOffset,
} from './answers/causes/clock';
export { createDiagnosis } from './answers/causes/diagnose';
export type { FlowQuery } from './answers/flows/describe-flow';
export type {
  CheckName,
  CheckReason,
  CheckState,
  Flow,
  FlowCheck,
  FlowComparison,
  FlowKind,
  FlowStep,
  StepKind,
} from './answers/flows/flow';
export type { SeenContext } from './answers/context';
export type { Lineage, LineageNeighbor, LineageRequest } from './answers/lineage/lineage';

export { defaultLogBounds, type LogBounds } from './log/limits';
export { createLog, type LogOptions, type Loss, type TokenInExchange, type TokenLog } from './log/log';
export type { LogChange } from './log/log-change';
export type { TokenFacts } from './search/token-facts';
export { createCaptureGate, type CaptureGate, type CaptureGateOptions } from './merge/capture-gate';
export { createMerger, type Merger, type MergeEvents } from './merge/merge';
export { createSession, type Session } from './session/session';
export {
  createPanelSession,
  type PanelSession,
  type PanelSessionOptions,
  type SessionUpdate,
} from './session/panel-session';
export { isFetchedFrom, isTrustworthyUrl, listDiscoveryUrls, readIssuer } from './log/issuer';
export { selectKeySets, writeKeySet, type PublishedKeySet } from './log/key-sets';
export {
  addKey,
  addKeySet,
  findKey,
  removeKey,
  type FetchedKeySet,
  type Keyring,
  type KeyringEntry,
  type KeyOrigin,
  type KeyScope,
} from './session/keyring';
export {
  maxCausesPerCall,
  maxFetchedLength,
  maxFetchedUrlLength,
  maxFilterLength,
  maxKeyLength,
  maxSightingsPerCall,
  maxSummaries,
} from './session/limits';
export { deliveryMember, notSentReasons, type Delivery, type NotSentReason } from './exchange/delivery';
export { isOutgoing, isSent, stateWhenSent, type SentState } from './exchange/sent';
export { describeAuthLibrary, type AuthLibrary } from './search/auth-libraries';
export { authLibraryKeyShape } from './search/auth-library-key';
export { matchesFilter, parseFilter, type Filter } from './session/filter';
export {
  suggestFilter,
  type FilterCompletion,
  type FilterKey,
  type FilterSuggestion,
} from './session/suggest-filter';
export { hasFilterItem, toggleFilterItem, writeClaimItem, writeFilterItem } from './session/write-filter';
export { expiringSeconds, hostOf, type FilterFacts } from './session/filter-keys';
export { replaceTimeRange, resolveTimeRange } from './session/time-range';
