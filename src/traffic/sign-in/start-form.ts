import { readForm, type Parameters } from './parameters';

/** RFC 8628 §3.1, RFC 8707 §2, CIBA Core 1.0 §7.1; without those that are secret. */
const names: ReadonlySet<string> = new Set([
  'client_id',
  'scope',
  'audience',
  'resource',
  'acr_values',
  'binding_message',
  'id_token_hint',
  'login_hint',
  'login_hint_token',
  'requested_expiry',
]);
const hints = ['login_hint', 'login_hint_token', 'id_token_hint'] as const;
const startPath = /device|back-?channel|bc-?(?:auth|authorize)|ciba/i;

/** What kind of sign-in without a redirect a form can start; undefined for any other form. */
export function readStartKind(parameters: Parameters): 'device request' | 'backchannel request' | undefined {
  if (!parameters.has('client_id') || ![...parameters.keys()].every((name) => names.has(name)))
    return undefined;
  return hints.some((name) => parameters.has(name)) ? 'backchannel request' : 'device request';
}

/** Whether a text can be the body of such a request. */
export function isStartForm(text: string): boolean {
  return /(?:^|&)client_id=/.test(text) && readStartKind(readForm(text)) !== undefined;
}

/** Whether the form and the path suggest that, without a response that shows it. */
export function isLikelyStart(parameters: Parameters, path: string): boolean {
  return parameters.has('scope') || startPath.test(path);
}
