import type { KnowledgeCode } from '../knowledge-code';
import { findMeanings, type ValueFact } from './value-fact';

const SAML = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';
const NIST = 'http://idmanagement.gov/ns/assurance/';
const PAPE = 'http://schemas.openid.net/pape/policies/2007/06/';
const EIDAS = 'http://eidas.europa.eu/LoA/';

const contexts: readonly (readonly [value: string, code: KnowledgeCode, reference: string])[] = [
  ['0', 'values.acr.0', 'OpenID Connect Core 1.0 §2'],
  ['1', 'values.acr.1', ''],
  ['phr', 'values.acr.phr', 'OpenID Connect EAP ACR Values 1.0 §3'],
  ['phrh', 'values.acr.phrh', 'OpenID Connect EAP ACR Values 1.0 §3'],
  ['urn:mace:incommon:iap:bronze', 'values.acr.bronze', 'InCommon Assurance'],
  ['urn:mace:incommon:iap:silver', 'values.acr.silver', 'InCommon Assurance'],
  [`${EIDAS}low`, 'values.acr.eidas_low', 'Regulation (EU) 2015/1502'],
  [`${EIDAS}substantial`, 'values.acr.eidas_substantial', 'Regulation (EU) 2015/1502'],
  [`${EIDAS}high`, 'values.acr.eidas_high', 'Regulation (EU) 2015/1502'],
  [`${NIST}ial/1`, 'values.acr.ial_1', 'NIST SP 800-63A'],
  [`${NIST}ial/2`, 'values.acr.ial_2', 'NIST SP 800-63A'],
  [`${NIST}ial/3`, 'values.acr.ial_3', 'NIST SP 800-63A'],
  [`${NIST}aal/1`, 'values.acr.aal_1', 'NIST SP 800-63B'],
  [`${NIST}aal/2`, 'values.acr.aal_2', 'NIST SP 800-63B'],
  [`${NIST}aal/3`, 'values.acr.aal_3', 'NIST SP 800-63B'],
  [`${PAPE}multi-factor`, 'values.acr.multi_factor', 'OpenID PAPE 1.0 §4'],
  [`${PAPE}multi-factor-physical`, 'values.acr.multi_factor_physical', 'OpenID PAPE 1.0 §4'],
  [`${PAPE}phishing-resistant`, 'values.acr.phishing_resistant', 'OpenID PAPE 1.0 §4'],
  ['https://refeds.org/profile/mfa', 'values.acr.refeds_mfa', 'REFEDS MFA Profile'],
  ['https://refeds.org/profile/sfa', 'values.acr.refeds_sfa', 'REFEDS SFA Profile'],
  [`${SAML}Password`, 'values.acr.saml_password', 'SAML 2.0 Authentication Context §3.4'],
  [
    `${SAML}PasswordProtectedTransport`,
    'values.acr.saml_protected_password',
    'SAML 2.0 Authentication Context §3.4',
  ],
  [`${SAML}X509`, 'values.acr.saml_certificate', 'SAML 2.0 Authentication Context §3.4'],
  [`${SAML}Kerberos`, 'values.acr.saml_kerberos', 'SAML 2.0 Authentication Context §3.4'],
  [`${SAML}unspecified`, 'values.acr.saml_unspecified', 'SAML 2.0 Authentication Context §3.4'],
  ['urn:okta:loa:1fa:any', 'values.acr.okta_1fa', ''],
  ['urn:okta:loa:2fa:any', 'values.acr.okta_2fa', ''],
];

/** What each known authentication context class means. Entra's `acrs` is a list of them. */
export function describeContexts(value: unknown): readonly ValueFact[] {
  return [value].flat().flatMap((item: unknown) => {
    const row = contexts.find(([name]) => name === item);
    return row
      ? findMeanings([item], {
          codes: new Map([[row[0], row[1]]]),
          reference: row[2],
        })
      : [];
  });
}
