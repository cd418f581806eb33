export { decode, type DecodeOptions } from './decode';
export { receivedText } from './repair';
export { settleKeyBinding } from './sd-jwt/key-binding-result';
export { openDisclosures } from './sd-jwt/open-disclosures';
export { readExactJson } from './json/read-exact-json';
export { exactText } from './json/exact-text';
export { findJsonText, locate, type JsonPart } from './json/locate';
export { findTokens, searchTokens, type TokenSearch } from './find/find-tokens';
export { finish, type Steps } from './steps';
export { explainMissing } from './explain/explain-missing';
export { verify, type VerifyOptions } from './verify/verify';
export { forgetKeys } from './verify/key-cache';
export type { KeyMaterial } from './key/sentences';
export { describeKeyText, type KeyDescription } from './key/describe-key-text';
export { decrypt, type DecryptOptions } from './decrypt/decrypt';
export { describeStopped } from './decrypt/decryptions';
export { sign, type SignOptions } from './make/sign';
export { encrypt, type EncryptOptions } from './make/encrypt';
export type { Making, MakingFailure, MakingProblem, TokenContent } from './make/making';
export { findHosts, loadHostJudge, readHostName, type FoundHost, type HostName } from './host-name';
export type { HostTrick } from './host-trick';
export { describeUse, type TokenUse, type Use, type UseReason } from './use';
export { checkLifetime, type Lifetime, type LifetimeProblem } from './lifetime';
export { check } from './check/check';
export { loadCheck } from './check/load-check';
export { describeAlgorithm, type AlgorithmDescription } from './describe/describe-algorithm';
export { describeClaim } from './describe/describe-claim';
export { describeConfirmation } from './describe/describe-confirmation';
export { describeHeaderParameter } from './describe/describe-header-parameter';
export { describeIssuer, type IssuerDescription } from './describe/describe-issuer';
export { describeValue } from './describe/describe-value';
export { loadDescriptions } from './describe/load-descriptions';
export type { Description, DescriptionCode, Said } from './describe/description';
export type { About, ProviderId } from './describe/providers/provider';
export type { ValueFact } from './describe/values/value-fact';
export { createSecretTrial, type SecretTrial } from './weak/secret-trial';
export { listKnownSecrets } from './weak/known-words';
export { sentences, type SentenceCode } from './sentences';
export { fillSentence } from './wording';
export {
  MAX_CANDIDATE_KEYS,
  MAX_DISCLOSURES,
  MAX_JSON_DEPTH,
  MAX_KEY_LENGTH,
  MAX_SIGNATURES,
  MAX_TEXT_LENGTH,
  MAX_TOKEN_LENGTH,
  MAX_TOKENS_FOUND,
} from './limits';
export type {
  DuplicateMember,
  ExactArray,
  ExactJson,
  ExactMember,
  ExactNumber,
  ExactObject,
  ExactString,
  ExactValue,
  ExactWord,
} from './json/exact';
export type { JsonPath, MemberPlace, Span } from './json/find-member';
export type { StringMark } from './json/string-marks';
export type { JsonFault } from './json';
export type { Found, FoundNote } from './found';
export type { Missing, MissingReason } from './missing';
export type {
  Disclosure,
  DisclosureProblem,
  JsonObject,
  Jwe,
  JweRecipient,
  Jws,
  JwsSignature,
  Malformed,
  MalformedReason,
  PayloadProblem,
  PayloadReason,
  Received,
  Repair,
  SdJwt,
  Segment,
  Serialization,
  Token,
} from './token';
export type {
  CertificateSummary,
  KeyForm,
  KeySummary,
  Verdict,
  VerdictNote,
  VerdictNoteCode,
  VerdictReason,
  VerdictStatus,
} from './verdict';
export type {
  Decryption,
  DecryptionNote,
  DecryptionNoteCode,
  DecryptionProgress,
  DecryptionReason,
  DecryptionStatus,
} from './decryption';
export type {
  Disclosed,
  KeyBinding,
  KeyBindingProblem,
  KeyBindingResult,
  OpenedDisclosure,
} from './sd-jwt/disclosed';
export type {
  CheckContext,
  CookieFacts,
  Finding,
  Place,
  RequestFacts,
  Severity,
  StorageFacts,
} from './check/rule';
