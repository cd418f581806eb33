export { decode, type DecodeOptions } from './decode/decode';
export { readAuthorization } from './decode/credentials';
export { hasPlaceholderSignature, placeholderSignature } from './decode/placeholder';
export { receivedText } from './decode/repair';
export { settleKeyBinding } from './sd-jwt/decide-key-binding';
export { openDisclosures } from './sd-jwt/open-disclosures';
export { readExactJson } from './json/read-exact-json';
export { compactText, exactText } from './json/exact-text';
export { listMemberNames, removeMember, setMember, type TextChange } from './json/edit-member';
export { createLocator, findJsonText, locate, type JsonPart } from './json/locate';
export {
  compareClaims,
  compareTokens,
  type MemberChange,
  type TokenComparison,
} from './compare/compare-tokens';
export { findTokens, searchTokens, type TokenSearch } from './find/find-tokens';
export { finish, type Steps } from './steps';
export { explainMissing } from './find/explain/explain-missing';
export { verify, type VerifyOptions } from './verify/verify';
export { verifyWithKeySets } from './verify/load-verify-with-key-sets';
export type { KeySet, KeySetOrigin } from './verify/key-set';
export { forgetKeys } from './verify/key-cache';
export type { CodeParam, Param, ParamCode } from './param';
export type { KeyMaterial } from './keys/key-material';
export { listKeys, readPublicKey, type KeyListing, type ListedKey } from './keys/list-keys';
export { describeKeyText, type KeyDescription } from './keys/describe-key-text';
export { describeSecretEncoding } from './keys/words';
export { decrypt, type DecryptOptions } from './decrypt/decrypt';
export { describeStopped } from './decrypt/decryptions';
export { readPlaintext } from './decrypt/plaintext';
export { listSignatureAlgorithms } from './verify/algorithms/signature-algorithms';
export { listEncryptionAlgorithms } from './decrypt/algorithms/encryption-algorithms';
export { sign, type SignOptions } from './sign/sign';
export { generateKey } from './sign/generate-key';
export { encrypt, type EncryptOptions } from './sign/encrypt';
export type { GeneratedKey, Making, MakingFailure, MakingProblem, TokenContent } from './sign/created-token';
export { loadLookalikeCheck } from './hosts/load-lookalike';
export { findSignatureLetters } from './find/signature-length';
export { findHosts, readHostName, type FoundHost, type HostName } from './hosts/host-name';
export type { HostTrick } from './hosts/lookalike';
export { describeClaimsType, describeTokenType, refineTokenType } from './type/describe-token-type';
export { findTypeByLocation, type TypeLocation } from './type/by-location';
export type { TokenType, TokenTypeReason, TokenTypeResult } from './type/token-type';
export { formatDuration, type Duration, type FormatUnits } from './lifetime/duration';
export { checkLifetime, type Lifetime, type LifetimeProblem } from './lifetime/lifetime';
export { check } from './rules/check';
export { loadCheck } from './rules/load-check';
export { loadDigests, type Digests } from './rules/load-digests';
export { describeAlgorithm, type AlgorithmDescription } from './knowledge/describe-algorithm';
export { describeClaim } from './knowledge/describe-claim';
export { describeConfirmation } from './knowledge/describe-confirmation';
export { describeHeaderParameter } from './knowledge/describe-header-parameter';
export { describeIssuer, type IssuerDescription } from './knowledge/describe-issuer';
export { describeValue } from './knowledge/describe-value';
export { loadDescriptions, type Descriptions } from './knowledge/load-descriptions';
export { loadRuleTexts, type RuleTexts } from './knowledge/load-rule-texts';
export type { RuleText } from './knowledge/translations';
export type { Description, Text } from './knowledge/description';
export type { KnowledgeCode } from './knowledge/knowledge-code';
export type { About, ProviderId } from './knowledge/providers/provider';
export type { ValueFact } from './knowledge/values/value-fact';
export { createSecretTrial, type SecretTrial } from './secrets/secret-trial';
export { listKnownSecrets } from './secrets/known-words';
export { isJsonObject } from './json/read-json';
export {
  maxCandidateKeys,
  maxComparedMembers,
  maxCookieChunks,
  maxDisclosures,
  maxJsonDepth,
  maxKeyLength,
  maxSignatures,
  maxTextLength,
  maxTokenLength,
  maxTokensFound,
} from './limits';
export type {
  DuplicateMember,
  ExactArray,
  ExactJson,
  ExactMember,
  ExactNode,
  ExactNumber,
  ExactObject,
  ExactString,
  ExactValue,
  ExactWord,
} from './json/exact';
export type { JsonPath, MemberLocation, Span } from './json/find-member';
export type { StringMark } from './json/string-marks';
export type { JsonError } from './json/read-json';
export type { Found, FoundNote } from './find/found';
export type { Missing, MissingReason } from './find/explain/missing';
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
  PayloadForm,
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
  Verdict,
  VerdictNote,
  VerdictNoteCode,
  VerdictReason,
  VerdictStatus,
  VerdictVariant,
} from './verify/verdict';
export type { CertificateSummary, KeyForm, KeySummary } from './keys/key';
export type {
  Decryption,
  DecryptionNote,
  DecryptionNoteCode,
  DecryptionProgress,
  DecryptionReason,
  DecryptionStatus,
  DecryptionVariant,
} from './decrypt/decryption';
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
  RequestFacts,
  RequestLocation,
  Severity,
  StorageFacts,
} from './rules/rule';
