import { findText } from '../description';
import { type ValueFact } from './value-fact';
import { maxValueFacts } from '../../limits';

const OPENID = 'OpenID Connect Core 1.0 §5.4';
const SMART = 'SMART App Launch 2';

const scopes: ReadonlyMap<string, readonly [key: string, reference: string]> = new Map([
  ['openid', ['openid', 'OpenID Connect Core 1.0 §3.1.2.1']],
  ['profile', ['profile', OPENID]],
  ['email', ['email', OPENID]],
  ['address', ['address', OPENID]],
  ['phone', ['phone', OPENID]],
  ['offline_access', ['offline_access', 'OpenID Connect Core 1.0 §11']],
  ['device_sso', ['device_sso', 'OpenID Connect Native SSO 1.0']],
  ['user_impersonation', ['user_impersonation', '']],
  ['User.Read', ['user_read', '']],
  ['aws.cognito.signin.user.admin', ['cognito_admin', '']],
  ['https://www.googleapis.com/auth/cloud-platform', ['cloud_platform', '']],
  ['web-origins', ['web_origins', '']],
  ['microprofile-jwt', ['microprofile_jwt', '']],
  ['uma_protection', ['uma_protection', 'UMA 2.0 Federated Authorization §1.3']],
  ['uma_authorization', ['uma_authorization', '']],
  ['fhirUser', ['fhir_user', SMART]],
  ['launch', ['fhir_launch', SMART]],
]);

const patterns: readonly (readonly [pattern: RegExp, key: string, reference: string])[] = [
  [/(?:^|\/)\.default$/, 'default', ''],
  [/^https:\/\/graph\.microsoft\.com\//, 'graph', ''],
  [/^https:\/\/www\.googleapis\.com\/auth\//, 'google', ''],
  [/^okta\.\w/, 'okta', ''],
  [/^launch\/\w/, 'fhir_launch', SMART],
  [/^patient\/[\w*]+\./, 'fhir_patient', SMART],
  [/^user\/[\w*]+\./, 'fhir_own', SMART],
  [/^system\/[\w*]+\./, 'fhir_system', SMART],
];

/** What each well-known scope means, in a space-separated string (RFC 6749 §3.3) or a list. */
export function describeScopes(value: unknown): readonly ValueFact[] {
  const words = typeof value === 'string' ? value.split(' ', 2 * maxValueFacts) : [value].flat();
  return words.slice(0, 2 * maxValueFacts).flatMap((word): readonly ValueFact[] => {
    if (typeof word !== 'string' || word.length > 256) return [];
    const [key, reference] =
      scopes.get(word) ?? patterns.find(([pattern]) => pattern.test(word))?.slice(1) ?? [];
    const text = findText(`values.scope.${key}`);
    if (!text) return [];
    return [{ kind: 'meaning', of: word, ...text, ...(reference && { reference: String(reference) }) }];
  });
}
