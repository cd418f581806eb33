import type { CheckName, CheckReason, CheckState, Flow, FlowCheck, FlowKind, StepKind } from '../../traffic';
import type { IconName } from '../components/Icon';
import { translateResult } from './params';
import type { MessageKey, Translate } from './translate';

/** The names of the grants and flows of a sign-in. */
export const flowKindLabels: Record<FlowKind, MessageKey> = {
  'authorization code': 'flow_kind_code',
  hybrid: 'flow_kind_hybrid',
  implicit: 'flow_kind_implicit',
  device: 'flow_kind_device',
  backchannel: 'flow_kind_backchannel',
  'token exchange': 'flow_kind_token_exchange',
  refresh: 'flow_kind_refresh',
  'other grant': 'flow_kind_other',
};

/** The names of a sign-in's steps. */
export const stepLabels: Record<StepKind, MessageKey> = {
  'pushed request': 'flow_step_pushed_request',
  'authorization request': 'flow_step_authorization_request',
  'authorization response': 'flow_step_authorization_response',
  'device request': 'flow_step_device_request',
  'backchannel request': 'flow_step_backchannel_request',
  'token request': 'flow_step_token_request',
  refresh: 'flow_step_refresh',
  'token exchange': 'flow_step_token_exchange',
  userinfo: 'flow_step_userinfo',
  revocation: 'flow_step_revocation',
  logout: 'flow_step_logout',
  'front-channel logout': 'flow_step_front_channel_logout',
};

/** What became of an authorization code without a captured token request. */
export const codeFateLabels: Record<NonNullable<Flow['codeFate']>, MessageKey> = {
  server: 'flow_fate_server',
  'not redeemed': 'flow_fate_not_redeemed',
};

/** Parameters and claims as the RFCs write them. */
export const checkNames: Record<CheckName, string> = {
  state: 'state',
  nonce: 'nonce',
  pkce: 'PKCE',
  redirect_uri: 'redirect_uri',
  iss: 'iss',
  at_hash: 'at_hash',
  c_hash: 'c_hash',
  s_hash: 's_hash',
  dpop: 'DPoP',
  sub: 'sub (UserInfo)',
};

/** How the result of a check is shown: never by its color alone. */
export const checkStates: Record<CheckState, { readonly label: MessageKey; readonly icon: IconName }> = {
  proven: { label: 'flow_check_proven', icon: 'valid' },
  broken: { label: 'flow_check_broken', icon: 'wrong' },
  'not checkable': { label: 'flow_check_not_checkable', icon: 'unknown' },
};

const reasonLabels: Record<CheckReason, MessageKey> = {
  equal: 'flow_reason_equal',
  'hash-matches': 'flow_reason_hash_matches',
  'key-matches': 'flow_reason_key_matches',
  differs: 'flow_reason_differs',
  'hash-differs': 'flow_reason_hash_differs',
  'key-differs': 'flow_reason_key_differs',
  'missing-in-response': 'flow_reason_missing_in_response',
  'missing-in-request': 'flow_reason_missing_in_request',
  'not-requested': 'flow_reason_not_requested',
  'not-used': 'flow_reason_not_used',
  'no-request': 'flow_reason_no_request',
  'no-response': 'flow_reason_no_response',
  'no-token-request': 'flow_reason_no_token_request',
  'no-id-token': 'flow_reason_no_id_token',
  'no-access-token': 'flow_reason_no_access_token',
  'no-code': 'flow_reason_no_code',
  'no-issuer': 'flow_reason_no_issuer',
  'server-redeems': 'flow_reason_server_redeems',
  'body-not-kept': 'flow_reason_body_not_kept',
  'request-elsewhere': 'flow_reason_request_elsewhere',
  'encrypted-request': 'flow_reason_encrypted_request',
  'encrypted-response': 'flow_reason_encrypted_response',
  'encrypted-id-token': 'flow_reason_encrypted_id_token',
  'no-claim': 'flow_reason_no_claim',
  'no-parameter': 'flow_reason_no_parameter',
  'no-hash': 'flow_reason_no_hash',
  'not-matched': 'flow_reason_not_matched',
};

/** Why a check has its result, as one sentence. */
export function describeCheck(t: Translate, { reason, params }: FlowCheck): string {
  return translateResult(t, reasonLabels[reason], params);
}
