import { findSaid } from '../description';
import { MAX_VALUE_FACTS, type ValueFact } from './value-fact';

/** What well-known scopes allow: `about_scope_`. */
export const scopeSentences = {
  about_scope_openid: 'A sign-in with OpenID Connect: an ID token is issued.',
  about_scope_profile: 'Reading the profile: names, picture, locale and the like.',
  about_scope_email: 'Reading the e-mail address, and whether it was verified.',
  about_scope_address: 'Reading the postal address.',
  about_scope_phone: 'Reading the phone number, and whether it was verified.',
  about_scope_offline_access: 'A refresh token: access goes on while the person is away.',
  about_scope_device_sso: 'Sharing the sign-in with other apps on the same device.',
  about_scope_default: 'Everything the client was registered for with this API (Entra).',
  about_scope_user_impersonation: 'Acting as the user at this API (Entra).',
  about_scope_graph: 'A permission at Microsoft Graph.',
  about_scope_user_read: 'Reading the profile of the signed-in user (Microsoft Graph).',
  about_scope_cognito_admin: 'Reading and changing the user\u2019s own account in the pool (Cognito).',
  about_scope_google: 'A permission at an API of Google.',
  about_scope_cloud_platform: 'All of Google Cloud that the account can reach.',
  about_scope_okta: 'A permission at the management API of Okta.',
  about_scope_web_origins: 'The web origins of the client go into the token (Keycloak).',
  about_scope_microprofile_jwt: 'The claims that MicroProfile JWT asks for go into the token (Keycloak).',
  about_scope_uma_protection: 'Managing which resources are protected (UMA).',
  about_scope_uma_authorization: 'Asking for permissions to resources (UMA).',
  about_scope_fhir_user: 'Learning who the user is, as a health record names them (SMART on FHIR).',
  about_scope_fhir_launch: 'Knowing the patient or the visit the app was opened for (SMART on FHIR).',
  about_scope_fhir_patient: 'Health data of one patient (SMART on FHIR).',
  about_scope_fhir_own: 'Health data that the user may see (SMART on FHIR).',
  about_scope_fhir_system: 'Health data of many patients, without a user (SMART on FHIR).',
} as const;

const OPENID = 'OpenID Connect Core 1.0 §5.4';
const SMART = 'SMART App Launch 2';

const scopes: ReadonlyMap<string, readonly [ending: string, reference: string]> = new Map([
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

const patterns: readonly (readonly [pattern: RegExp, ending: string, reference: string])[] = [
  [/(?:^|\/)\.default$/, 'default', ''],
  [/^https:\/\/graph\.microsoft\.com\//, 'graph', ''],
  [/^https:\/\/www\.googleapis\.com\/auth\//, 'google', ''],
  [/^okta\.\w/, 'okta', ''],
  [/^launch\/\w/, 'fhir_launch', SMART],
  [/^patient\/[\w*]+\./, 'fhir_patient', SMART],
  [/^user\/[\w*]+\./, 'fhir_own', SMART],
  [/^system\/[\w*]+\./, 'fhir_system', SMART],
];

/** What the scopes mean that are well known, of a text with spaces between them (RFC 6749 §3.3) or of a list. */
export function describeScopes(value: unknown): readonly ValueFact[] {
  const words = typeof value === 'string' ? value.split(' ', 2 * MAX_VALUE_FACTS) : [value].flat();
  return words.slice(0, 2 * MAX_VALUE_FACTS).flatMap((word): readonly ValueFact[] => {
    if (typeof word !== 'string' || word.length > 256) return [];
    const [ending, reference] =
      scopes.get(word) ?? patterns.find(([pattern]) => pattern.test(word))?.slice(1) ?? [];
    const said = findSaid(scopeSentences, `about_scope_${ending}`);
    if (!said) return [];
    return [{ kind: 'meaning', of: word, ...said, ...(reference && { reference: String(reference) }) }];
  });
}
