export { decode } from './decode';
export { findTokens } from './find/find-tokens';
export { explainMissing } from './explain/explain-missing';
export { verify, type VerifyOptions } from './verify/verify';
export { describeUse, type TokenUse, type Use, type UseReason } from './use';
export { checkLifetime, type Lifetime, type LifetimeProblem } from './lifetime';
export { sentences, type SentenceCode } from './sentences';
export { fillSentence } from './wording';
export {
  MAX_CANDIDATE_KEYS,
  MAX_JSON_DEPTH,
  MAX_KEY_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_TOKEN_LENGTH,
  MAX_TOKENS_FOUND,
} from './limits';
export type { Found, FoundNote } from './found';
export type { Missing, MissingReason } from './missing';
export type {
  JsonObject,
  Jwe,
  Jws,
  Malformed,
  MalformedReason,
  PayloadProblem,
  PayloadReason,
  Segment,
  Token,
} from './token';
export type { KeySummary, Verdict, VerdictReason, VerdictStatus } from './verdict';
