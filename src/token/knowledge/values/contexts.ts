import type { DescriptionCode } from '../description';
import { findMeanings, type ValueFact } from './value-fact';

/** How strong a sign-in was: `about_acr_` and the value of "acr". */
export const contextSentences = {
  about_acr_0: 'The sign-in reaches no level of ISO/IEC 29115: an old session, for instance.',
  about_acr_1: 'The first level of the issuer; what it stands for is the issuer\u2019s to say.',
  about_acr_phr: 'Resistant to phishing.',
  about_acr_phrh: 'Resistant to phishing, with a key in hardware.',
  about_acr_bronze: 'InCommon Bronze: fair confidence in who it is.',
  about_acr_silver: 'InCommon Silver: good confidence in who it is.',
  about_acr_eidas_low: 'The level low of eIDAS: limited confidence in who it is.',
  about_acr_eidas_substantial: 'The level substantial of eIDAS: good confidence in who it is.',
  about_acr_eidas_high: 'The level high of eIDAS: the most confidence in who it is.',
  about_acr_ial_1: 'NIST IAL1: nobody checked who the person is.',
  about_acr_ial_2: 'NIST IAL2: evidence of who the person is was checked.',
  about_acr_ial_3: 'NIST IAL3: who the person is was checked in their presence.',
  about_acr_aal_1: 'NIST AAL1: one factor is enough.',
  about_acr_aal_2: 'NIST AAL2: two factors.',
  about_acr_aal_3: 'NIST AAL3: two factors, one of them a key in hardware.',
  about_acr_multi_factor: 'More than one factor.',
  about_acr_multi_factor_physical: 'More than one factor, one of them a device.',
  about_acr_phishing_resistant: 'Resistant to phishing.',
  about_acr_refeds_mfa: 'REFEDS MFA: more than one factor.',
  about_acr_refeds_sfa: 'REFEDS SFA: one good factor.',
  about_acr_saml_password: 'A password.',
  about_acr_saml_protected_password: 'A password, sent over an encrypted connection.',
  about_acr_saml_certificate: 'A certificate.',
  about_acr_saml_kerberos: 'A Kerberos ticket.',
  about_acr_saml_unspecified: 'Left open by the issuer.',
  about_acr_okta_1fa: 'Okta: one factor.',
  about_acr_okta_2fa: 'Okta: two factors.',
} as const;

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
