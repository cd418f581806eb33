export type {
  AddedText,
  Body,
  Decryption,
  ReportedText,
  Exchange,
  HeaderField,
  HttpExchange,
  PageApi,
  PageReport,
  RequestTimings,
  Sender,
  Source,
  StorageArea,
  StorageEntry,
  StorageReading,
  StreamMessage,
  TokenGrant,
} from './exchange/exchange';
export { timingNames } from './exchange/exchange';
export { noCounts, type LogCounts, type TokenLinePosition, type TokenRow } from './log/log-summary';
export { describeBug, noBugs } from './session/bugs';
export type {
  BugCount,
  BugFacts,
  Call,
  CallError,
  CallResult,
  LogSettings,
  PanelCommand,
  PanelMessage,
  ScreenLayout,
  ScreenState,
  SessionMessage,
  SessionState,
  View,
  Watching,
} from './session/protocol';
export { summarizeTokens, type TokenSummary } from './session/token-summary';
export type { RequestSummary } from './session/request-list';
export type { LocationKind, Sighting, TokenLocation } from './exchange/sighting';
export type { Subscribe } from './exchange/subscribe';
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
export { isBodyGap, type BodyGap, type BodyGapCount } from './exchange/body-gap';
export { compressionOf, isMedia } from './exchange/media';
export { loadSanitizer } from './sanitize/load-sanitizer';
export { secretNameOf } from './sanitize/secret-names';
export { findPersonalClaim, personalClaims } from './sanitize/claim-names';
export { dropReasons, type DropReason } from './sanitize/dropped';
export type { Sanitizer, SanitizedSummary } from './sanitize/sanitizer';
export type { SanitizedCounts, SanitizedSample } from './sanitize/registry';
export type { FileAccess, FileProblem, OpenFile, SanitizeChoice, SaveFormat } from './session/open-file';
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
  estimateClock,
  isOffClock,
  offsetOf,
  type ClockOffset,
  type ClockReading,
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
} from './answers/flows/flow';
export type { StepKind } from './sign-in/read-steps';
export type { SeenContext } from './answers/context';
export type { Lineage, LineageNeighbor, LineageRequest } from './answers/lineage/lineage';

export { defaultLogBounds, type LogBounds } from './log/limits';
export { createLog, type LogOptions, type Loss, type TokenInExchange, type TokenLog } from './log/log';
export type { LogChange } from './log/log-change';
export type { TokenFacts } from './search/token-facts';
export { createCaptureGate, type CaptureGate, type CaptureGateOptions } from './merge/capture-gate';
export { createMerger, type Merger, type MergeEvents } from './merge/merge';
export { createSession, type Session } from './session/session';
export type { ActionState } from './session/actions/action-calls';
export type {
  InspectedPage,
  Override,
  OverrideOutcome,
  PageCall,
  PageCallOutcome,
  StoredEntry,
  StoredValue,
  WritableArea,
  WriteOutcome,
} from './session/actions/inspected-page';
export type { CallNote, CallPlan, CallProblem, TokenChoice } from './session/actions/plan-call';
export type { Resending, Resent, SendProblem } from './session/actions/send-again';
export type { WriteProblem, WrittenEntry } from './session/actions/write-back';
export {
  createPanelSession,
  type PanelSession,
  type PanelSessionOptions,
  type SessionUpdate,
} from './session/panel-session';
export { isFetchedFrom, isTrustworthyUrl, listDiscoveryUrls, readIssuer } from './log/issuer';
export { selectKeySets, writeKeySet, type PublishedKeySet } from './log/key-sets';
export type { VerdictKeys } from './session/verdict-keys';
export type { DraftKey, Drafts, EditorDraft } from './session/drafts';
export {
  addKey,
  addKeySet,
  findKeys,
  isSameScope,
  keyOrigins,
  nameKey,
  removeKey,
  useKeySet,
  type FetchedKeySet,
  type KeyName,
  type Keyring,
  type KeyringEntry,
  type KeyOrigin,
  type KeyScope,
} from './session/keyring';
export {
  claimNamePunctuation,
  defaultPreferences,
  findClaimNameProblem,
  isLeeway,
  parsePreferences,
  type ClaimNameProblem,
  type Preferences,
} from './session/preferences';
export { parseKeptKey, parseKeptKeys, type KeptKey } from './session/kept-keys';
export {
  expiringSeconds,
  maxAddedTextLength,
  maxCausesPerCall,
  maxFileNameLength,
  maxFiles,
  maxFetchedLength,
  maxFetchedUrlLength,
  maxFilterLength,
  maxKeyLength,
  maxKeyNameLength,
  maxSightingsPerCall,
  maxScopeLength,
  maxSummaries,
  maxVerdictKeys,
  maxKeptKeys,
  maxTokenSummaries,
  maxSummaryTextLength,
  maxLeewaySeconds,
  maxReplacedClaims,
  maxClaimNameLength,
} from './session/limits';
export { deliveryMember, notSentReasons, type Delivery, type NotSentReason } from './exchange/delivery';
export { isOutgoing, isSent, stateWhenSent, type SentState } from './exchange/sent';
export { describeAuthLibrary, type AuthLibrary } from './search/auth-libraries';
export { authLibraryKeyShape } from './search/auth-library-key';
export { matchesFilter, parseFilter, readTokenStates, type Filter } from './session/filter';
export {
  suggestFilter,
  type FilterCompletion,
  type FilterKey,
  type FilterSuggestion,
} from './session/suggest-filter';
export { hasFilterItem, toggleFilterItem, writeClaimItem, writeFilterItem } from './session/write-filter';
export { hostOf, type FilterFacts } from './session/filter-keys';
export { fromZoned, replaceTimeRange, resolveTimeRange, type ZoneOffset } from './session/time-range';
export { maxGapUrls } from './exchange/limits';
