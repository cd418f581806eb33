import type { Cause, CauseCode, CauseSummary, Certainty, Evidence, EvidenceCode } from '../../traffic';
import { translateResult } from './params';
import { typeLabels, type ListedType } from './token-type';
import type { MessageKey, Translate } from './translate';

interface CauseLabels {
  readonly title: MessageKey;
  /** With the cause's params. */
  readonly detail?: MessageKey;
  readonly next: MessageKey;
}

const causeLabels: Record<CauseCode, CauseLabels> = {
  'no-token': { title: 'cause_no_token', detail: 'cause_no_token_detail', next: 'cause_next_no_token' },
  scheme: { title: 'cause_scheme', detail: 'cause_scheme_detail', next: 'cause_next_scheme' },
  malformed: { title: 'cause_malformed', next: 'cause_next_malformed' },
  expired: { title: 'cause_expired', detail: 'cause_expired_detail', next: 'cause_next_expired' },
  'not-yet-valid': {
    title: 'cause_not_yet_valid',
    detail: 'cause_not_yet_valid_detail',
    next: 'cause_next_not_yet_valid',
  },
  'clock-skew': {
    title: 'cause_clock_skew',
    detail: 'cause_clock_skew_detail',
    next: 'cause_next_clock_skew',
  },
  audience: { title: 'cause_audience', detail: 'cause_audience_detail', next: 'cause_next_audience' },
  issuer: { title: 'cause_issuer', detail: 'cause_issuer_detail', next: 'cause_next_issuer' },
  scope: { title: 'cause_scope', detail: 'cause_scope_detail', next: 'cause_next_scope' },
  'wrong-kind': { title: 'cause_wrong_kind', next: 'cause_next_wrong_kind' },
  signature: { title: 'cause_signature', next: 'cause_next_signature' },
  'unknown-kid': {
    title: 'cause_unknown_kid',
    detail: 'cause_unknown_kid_detail',
    next: 'cause_next_unknown_kid',
  },
  algorithm: { title: 'cause_algorithm', detail: 'cause_algorithm_detail', next: 'cause_next_algorithm' },
  superseded: { title: 'cause_superseded', detail: 'cause_superseded_detail', next: 'cause_next_superseded' },
  'revoked-or-opaque': { title: 'cause_revoked_or_opaque', next: 'cause_next_revoked_or_opaque' },
  'dpop-missing': { title: 'cause_dpop_missing', next: 'cause_next_dpop_missing' },
  'dpop-method': {
    title: 'cause_dpop_method',
    detail: 'cause_dpop_method_detail',
    next: 'cause_next_dpop_method',
  },
  'dpop-uri': { title: 'cause_dpop_uri', detail: 'cause_dpop_uri_detail', next: 'cause_next_dpop_uri' },
  'dpop-token-hash': { title: 'cause_dpop_token_hash', next: 'cause_next_dpop_token_hash' },
  'dpop-binding': { title: 'cause_dpop_binding', next: 'cause_next_dpop_binding' },
  'dpop-age': { title: 'cause_dpop_age', next: 'cause_next_dpop_age' },
  'dpop-replay': { title: 'cause_dpop_replay', next: 'cause_next_dpop_replay' },
  'dpop-nonce': { title: 'cause_dpop_nonce', next: 'cause_next_dpop_nonce' },
  'mtls-binding': { title: 'cause_mtls_binding', next: 'cause_next_mtls_binding' },
  'step-up': { title: 'cause_step_up', detail: 'cause_step_up_detail', next: 'cause_next_step_up' },
  'cookie-not-sent': {
    title: 'cause_cookie_not_sent',
    detail: 'cause_cookie_not_sent_detail',
    next: 'cause_next_cookie_not_sent',
  },
  csrf: { title: 'cause_csrf', next: 'cause_next_csrf' },
  preflight: {
    title: 'cause_preflight',
    detail: 'cause_preflight_detail',
    next: 'cause_next_preflight',
  },
  'too-large': { title: 'cause_too_large', detail: 'cause_too_large_detail', next: 'cause_next_too_large' },
  'invalid-grant': { title: 'cause_invalid_grant', next: 'cause_next_invalid_grant' },
  'invalid-client': { title: 'cause_invalid_client', next: 'cause_next_invalid_client' },
  pkce: { title: 'cause_pkce', next: 'cause_next_pkce' },
  'redirect-mismatch': {
    title: 'cause_redirect_mismatch',
    detail: 'cause_redirect_mismatch_detail',
    next: 'cause_next_redirect_mismatch',
  },
  state: { title: 'cause_state', next: 'cause_next_state' },
  'access-denied': { title: 'cause_access_denied', next: 'cause_next_access_denied' },
  'login-required': { title: 'cause_login_required', next: 'cause_next_login_required' },
  unknown: { title: 'cause_unknown', next: 'cause_next_unknown' },
};

/** A short name of each cause, for lists. */
export const causeNames: Record<CauseCode, MessageKey> = {
  'no-token': 'cause_name_no_token',
  scheme: 'cause_name_scheme',
  malformed: 'cause_name_malformed',
  expired: 'cause_name_expired',
  'not-yet-valid': 'cause_name_not_yet_valid',
  'clock-skew': 'cause_name_clock_skew',
  audience: 'cause_name_audience',
  issuer: 'cause_name_issuer',
  scope: 'cause_name_scope',
  'wrong-kind': 'cause_name_wrong_kind',
  signature: 'cause_name_signature',
  'unknown-kid': 'cause_name_unknown_kid',
  algorithm: 'cause_name_algorithm',
  superseded: 'cause_name_superseded',
  'revoked-or-opaque': 'cause_name_revoked_or_opaque',
  'dpop-missing': 'cause_name_dpop_missing',
  'dpop-method': 'cause_name_dpop_method',
  'dpop-uri': 'cause_name_dpop_uri',
  'dpop-token-hash': 'cause_name_dpop_token_hash',
  'dpop-binding': 'cause_name_dpop_binding',
  'dpop-age': 'cause_name_dpop_age',
  'dpop-replay': 'cause_name_dpop_replay',
  'dpop-nonce': 'cause_name_dpop_nonce',
  'mtls-binding': 'cause_name_mtls_binding',
  'step-up': 'cause_name_step_up',
  'cookie-not-sent': 'cause_name_cookie_not_sent',
  csrf: 'cause_name_csrf',
  preflight: 'cause_name_preflight',
  'too-large': 'cause_name_too_large',
  'invalid-grant': 'cause_name_invalid_grant',
  'invalid-client': 'cause_name_invalid_client',
  pkce: 'cause_name_pkce',
  'redirect-mismatch': 'cause_name_redirect_mismatch',
  state: 'cause_name_state',
  'access-denied': 'cause_name_access_denied',
  'login-required': 'cause_name_login_required',
  unknown: 'cause_name_unknown',
};

const evidenceLabels: Record<EvidenceCode, MessageKey> = {
  reported: 'cause_evidence_reported',
  'reported-otherwise': 'cause_evidence_reported_otherwise',
  status: 'cause_evidence_status',
  'no-response': 'cause_evidence_no_response',
  'no-credentials': 'cause_evidence_no_credentials',
  placeholder: 'cause_evidence_placeholder',
  'accepted-with-credentials': 'cause_evidence_accepted_with_credentials',
  'other-scheme': 'cause_evidence_other_scheme',
  'challenged-scheme': 'cause_evidence_challenged_scheme',
  'unusual-scheme': 'cause_evidence_unusual_scheme',
  'no-scheme': 'cause_evidence_no_scheme',
  'other-location': 'cause_evidence_other_location',
  'not-a-token': 'cause_evidence_not_a_token',
  'truncated-token': 'cause_evidence_truncated_token',
  'extra-characters': 'cause_evidence_extra_characters',
  'expired-here': 'cause_evidence_expired_here',
  'expired-there': 'cause_evidence_expired_there',
  'not-expired-here': 'cause_evidence_not_expired_here',
  'not-expired-there': 'cause_evidence_not_expired_there',
  'not-yet-here': 'cause_evidence_not_yet_here',
  'not-yet-there': 'cause_evidence_not_yet_there',
  'future-claim': 'cause_evidence_future_claim',
  'server-ahead': 'cause_evidence_server_ahead',
  'server-behind': 'cause_evidence_server_behind',
  'server-in-sync': 'cause_evidence_server_in_sync',
  differs: 'cause_evidence_differs',
  'missing-here': 'cause_evidence_missing_here',
  same: 'cause_evidence_same',
  'scopes-required': 'cause_evidence_scopes_required',
  'scopes-missing': 'cause_evidence_scopes_missing',
  'token-type': 'cause_evidence_token_type',
  'algorithm-none': 'cause_evidence_algorithm_none',
  'algorithm-of-keys': 'cause_evidence_algorithm_of_keys',
  'signature-invalid': 'cause_evidence_signature_invalid',
  'signature-valid': 'cause_evidence_signature_valid',
  'signature-copied': 'cause_evidence_signature_copied',
  'signature-changed': 'cause_evidence_signature_changed',
  'signature-missing': 'cause_evidence_signature_missing',
  'kid-not-in-set': 'cause_evidence_kid_not_in_set',
  'same-token-accepted': 'cause_evidence_same_token_accepted',
  'accepted-elsewhere': 'cause_evidence_accepted_elsewhere',
  'newer-token': 'cause_evidence_newer_token',
  'signed-out': 'cause_evidence_signed_out',
  'opaque-token': 'cause_evidence_opaque_token',
  'proof-differs': 'cause_evidence_proof_differs',
  'proof-missing': 'cause_evidence_proof_missing',
  'bound-to-key': 'cause_evidence_bound_to_key',
  'bound-to-certificate': 'cause_evidence_bound_to_certificate',
  'proof-age': 'cause_evidence_proof_age',
  'proof-from-future': 'cause_evidence_proof_from_future',
  'proof-replayed': 'cause_evidence_proof_replayed',
  'proof-lacks': 'cause_evidence_proof_lacks',
  'claim-value': 'cause_evidence_claim_value',
  'required-authentication': 'cause_evidence_required_authentication',
  'cookie-missing': 'cause_evidence_cookie_missing',
  'cookie-attributes': 'cause_evidence_cookie_attributes',
  'cookies-only': 'cause_evidence_cookies_only',
  'header-missing': 'cause_evidence_header_missing',
  'header-differs': 'cause_evidence_header_differs',
  'header-size': 'cause_evidence_header_size',
  'largest-accepted': 'cause_evidence_largest_accepted',
  'preflight-failed': 'cause_evidence_preflight_failed',
  'preflight-headers': 'cause_evidence_preflight_headers',
  'origin-not-allowed': 'cause_evidence_origin_not_allowed',
  'parameter-differs': 'cause_evidence_parameter_differs',
  'parameter-missing': 'cause_evidence_parameter_missing',
  'parameter-reused': 'cause_evidence_parameter_reused',
  'oauth-error': 'cause_evidence_oauth_error',
};

const certaintyLabels: Record<Certainty, MessageKey> = {
  certain: 'certainty_certain',
  likely: 'certainty_likely',
  possible: 'certainty_possible',
};

/** One sentence, or two: what was rejected and why. */
export function describeCause(t: Translate, { code, params }: Pick<CauseSummary, 'code' | 'params'>): string {
  const { title, detail } = causeLabels[code];
  return detail === undefined || params.length === 0 ? t(title) : translateResult(t, detail, params);
}

/** The certainty as one word, such as "likely". */
export function describeCertainty(t: Translate, certainty: Certainty): string {
  return t(certaintyLabels[certainty]);
}

/** What to do about it. */
export function describeNextStep(t: Translate, { code, params }: Pick<Cause, 'code' | 'params'>): string {
  const [, expected] = params;
  if (code === 'scheme' && expected !== undefined)
    return translateResult(t, 'cause_next_scheme_expected', [expected]);
  return t(causeLabels[code].next);
}

/** One fact as a sentence. */
export function describeEvidence(t: Translate, { code, params }: Evidence): string {
  if (code === 'token-type') return t(evidenceLabels[code], describeType(t, params[0]));
  return translateResult(t, evidenceLabels[code], params);
}

function describeType(t: Translate, type: Evidence['params'][number] | undefined): string {
  return typeof type === 'string' && Object.hasOwn(typeLabels, type)
    ? t(typeLabels[type as ListedType].long)
    : '';
}
