import type { DescriptionCode } from '../description';
import { findMeanings, type ValueFact } from './value-fact';
import { contextSentences } from './sentences';

const SAML = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';
const NIST = 'http://idmanagement.gov/ns/assurance/';
const PAPE = 'http://schemas.openid.net/pape/policies/2007/06/';
const EIDAS = 'http://eidas.europa.eu/LoA/';

const contexts: readonly (readonly [value: string, code: DescriptionCode, reference: string])[] = [
  ['0', 'about_acr_0', 'OpenID Connect Core 1.0 §2'],
  ['1', 'about_acr_1', ''],
  ['phr', 'about_acr_phr', 'OpenID Connect EAP ACR Values 1.0 §3'],
  ['phrh', 'about_acr_phrh', 'OpenID Connect EAP ACR Values 1.0 §3'],
  ['urn:mace:incommon:iap:bronze', 'about_acr_bronze', 'InCommon Assurance'],
  ['urn:mace:incommon:iap:silver', 'about_acr_silver', 'InCommon Assurance'],
  [`${EIDAS}low`, 'about_acr_eidas_low', 'Regulation (EU) 2015/1502'],
  [`${EIDAS}substantial`, 'about_acr_eidas_substantial', 'Regulation (EU) 2015/1502'],
  [`${EIDAS}high`, 'about_acr_eidas_high', 'Regulation (EU) 2015/1502'],
  [`${NIST}ial/1`, 'about_acr_ial_1', 'NIST SP 800-63A'],
  [`${NIST}ial/2`, 'about_acr_ial_2', 'NIST SP 800-63A'],
  [`${NIST}ial/3`, 'about_acr_ial_3', 'NIST SP 800-63A'],
  [`${NIST}aal/1`, 'about_acr_aal_1', 'NIST SP 800-63B'],
  [`${NIST}aal/2`, 'about_acr_aal_2', 'NIST SP 800-63B'],
  [`${NIST}aal/3`, 'about_acr_aal_3', 'NIST SP 800-63B'],
  [`${PAPE}multi-factor`, 'about_acr_multi_factor', 'OpenID PAPE 1.0 §4'],
  [`${PAPE}multi-factor-physical`, 'about_acr_multi_factor_physical', 'OpenID PAPE 1.0 §4'],
  [`${PAPE}phishing-resistant`, 'about_acr_phishing_resistant', 'OpenID PAPE 1.0 §4'],
  ['https://refeds.org/profile/mfa', 'about_acr_refeds_mfa', 'REFEDS MFA Profile'],
  ['https://refeds.org/profile/sfa', 'about_acr_refeds_sfa', 'REFEDS SFA Profile'],
  [`${SAML}Password`, 'about_acr_saml_password', 'SAML 2.0 Authentication Context §3.4'],
  [
    `${SAML}PasswordProtectedTransport`,
    'about_acr_saml_protected_password',
    'SAML 2.0 Authentication Context §3.4',
  ],
  [`${SAML}X509`, 'about_acr_saml_certificate', 'SAML 2.0 Authentication Context §3.4'],
  [`${SAML}Kerberos`, 'about_acr_saml_kerberos', 'SAML 2.0 Authentication Context §3.4'],
  [`${SAML}unspecified`, 'about_acr_saml_unspecified', 'SAML 2.0 Authentication Context §3.4'],
  ['urn:okta:loa:1fa:any', 'about_acr_okta_1fa', ''],
  ['urn:okta:loa:2fa:any', 'about_acr_okta_2fa', ''],
];

/** What each class means that is known; Entra writes several into `acrs`. */
export function describeContexts(value: unknown): readonly ValueFact[] {
  return [value].flat().flatMap((item: unknown) => {
    const row = contexts.find(([name]) => name === item);
    return row
      ? findMeanings([item], {
          sentences: contextSentences,
          codes: new Map([[row[0], row[1]]]),
          reference: row[2],
        })
      : [];
  });
}
