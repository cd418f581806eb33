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

/** How someone proved who they are: `about_amr_` and the value of "amr". */
export const methodSentences = {
  about_amr_face: 'By their face.',
  about_amr_fpt: 'By their fingerprint.',
  about_amr_geo: 'By where they are.',
  about_amr_hwk: 'By a key that is kept in hardware.',
  about_amr_iris: 'By their iris.',
  about_amr_kba: 'By answering questions only they should know.',
  about_amr_mca: 'By a second way, such as a call or a message.',
  about_amr_mfa: 'By more than one factor.',
  about_amr_otp: 'By a one-time password.',
  about_amr_pin: 'By a PIN or a pattern.',
  about_amr_pop: 'By proof that they hold a key.',
  about_amr_pwd: 'By a password.',
  about_amr_rba: 'By a judgement of the risk.',
  about_amr_retina: 'By their retina.',
  about_amr_sc: 'By a smart card.',
  about_amr_sms: 'By a text message to a known number.',
  about_amr_swk: 'By a key that is kept in software.',
  about_amr_tel: 'By a phone call to a known number.',
  about_amr_user: 'By a sign that a person was there.',
  about_amr_vbm: 'By their voice.',
  about_amr_wia: 'By their sign-in to Windows.',
  about_amr_rsa: 'By an RSA key or the Authenticator app (Entra).',
  about_amr_ngcmfa: 'By more than one factor, to set up a stronger way (Entra).',
  about_amr_fed: 'By signing in elsewhere (Entra).',
  about_amr_password: 'By a password (Supabase).',
  about_amr_oauth: 'By an account at another service (Supabase).',
  about_amr_totp: 'By a code from an authenticator app (Supabase).',
  about_amr_magiclink: 'By a link in an e-mail (Supabase).',
  about_amr_recovery: 'By recovering the account (Supabase).',
  about_amr_saml: 'By single sign-on with SAML (Supabase).',
  about_amr_anonymous: 'Not at all: an anonymous user (Supabase).',
} as const;

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

/** What an event says: `about_event_` and the end of its URI. */
export const eventSentences = {
  about_event_backchannel_logout: 'The session has ended: sign the person out.',
  about_event_caep_session_revoked: 'A session was revoked.',
  about_event_caep_token_claims_change: 'Claims that stand in tokens have changed.',
  about_event_caep_credential_change:
    'A password, a key or another credential was added, changed or removed.',
  about_event_caep_assurance_level_change: 'The strength of the sign-in has changed.',
  about_event_caep_device_compliance_change:
    'The device meets the rules of its organization, or no longer does.',
  about_event_caep_session_established: 'A session began.',
  about_event_caep_session_presented: 'A session was used again.',
  about_event_caep_risk_level_change:
    'The risk that is seen in the person, the device or the session has changed.',
  about_event_risc_account_credential_change_required: 'The person has to change a credential.',
  about_event_risc_account_purged: 'The account was deleted for good.',
  about_event_risc_account_disabled: 'The account was disabled.',
  about_event_risc_account_enabled: 'The account was enabled.',
  about_event_risc_identifier_changed: 'The e-mail address or phone number of the account has changed.',
  about_event_risc_identifier_recycled: 'The e-mail address or phone number now belongs to someone else.',
  about_event_risc_credential_compromise: 'A credential of the account fell into other hands.',
  about_event_risc_opt_in: 'The person takes part in the exchange of such events.',
  about_event_risc_opt_out_initiated: 'The person asked to leave the exchange of such events.',
  about_event_risc_opt_out_cancelled: 'The person stays in the exchange of such events after all.',
  about_event_risc_opt_out_effective: 'The person has left the exchange of such events.',
  about_event_risc_recovery_activated: 'Someone began to recover the account.',
  about_event_risc_recovery_information_changed: 'The ways to recover the account have changed.',
  about_event_risc_sessions_revoked: 'All sessions of the account were revoked.',
  about_event_ssf_verification: 'A test that events arrive.',
  about_event_ssf_stream_updated: 'The stream of events was paused, disabled or resumed.',
} as const;

/** What the header says the token is: `about_typ_`. */
export const mediaTypeSentences = {
  about_typ_jwt: 'Any JWT: it says nothing of the kind.',
  about_typ_access: 'An OAuth access token.',
  about_typ_dpop: 'A DPoP proof: the sender holds the key.',
  about_typ_logout: 'A logout token: a session has ended.',
  about_typ_event: 'A security event token.',
  about_typ_request: 'A request object: an authorization request in signed form.',
  about_typ_introspection: 'The answer of an authorization server about another token.',
  about_typ_key_binding: 'A key binding JWT: the holder of an SD-JWT presents it.',
  about_typ_sd_jwt_vc: 'A credential whose claims can be disclosed one by one.',
  about_typ_sd_jwt_vc_old:
    'A credential whose claims can be disclosed one by one, by the name of earlier drafts.',
  about_typ_vc: 'A W3C credential.',
  about_typ_vp: 'A W3C presentation of credentials.',
  about_typ_key_proof: 'The proof of a wallet to the issuer of a credential that it holds the key.',
  about_typ_status_list: 'A list with the status of many tokens.',
  about_typ_entity: 'A statement of OpenID Federation about an entity.',
  about_typ_trust_mark: 'A trust mark of OpenID Federation.',
  about_typ_resolve: 'What OpenID Federation makes of all statements about an entity.',
  about_typ_key_set: 'A signed set of public keys.',
  about_typ_attestation: 'A client attestation: someone vouches for this copy of an app.',
  about_typ_attestation_proof: 'The proof that goes with a client attestation.',
  about_typ_key_attestation: 'A key attestation: someone vouches for how a key is kept.',
  about_typ_transaction: 'A transaction token: it stays within one system for one call.',
  about_typ_identity_grant: 'An identity assertion that is exchanged for an access token elsewhere.',
  about_typ_grant: 'A grant that is exchanged for an access token.',
  about_typ_passport: 'A PASSporT: it vouches for who is calling.',
  about_typ_client: 'A client assertion: a client proves who it is.',
  about_typ_workload: 'A workload identity token.',
  about_typ_compact: 'A JWS or JWE in compact form.',
  about_typ_json: 'A JWS or JWE as JSON.',
  about_typ_example: 'The SD-JWT of the examples in RFC 9901.',
} as const;

/** What a number or a text says of time: `about_time_`. */
export const momentSentences = {
  about_time_seconds: 'A moment, in seconds since 1970 (UTC).',
  about_time_milliseconds: 'It looks like milliseconds since 1970; RFC 7519 has seconds.',
  about_time_digits: 'A moment in seconds since 1970, but as text; RFC 7519 has a number.',
  about_time_text: 'A moment as text; RFC 7519 has a number of seconds.',
  about_time_lifetime: 'From "iat" to "exp": $1.',
  about_time_wait: 'From "iat" to "nbf": $1.',
  about_time_since_sign_in: 'From the sign-in to "iat": $1.',
  about_time_span: 'A span of time: $1.',
} as const;

/** What a value says of language and zone: `about_place_`. */
export const localeSentences = {
  about_place_locale: 'A language tag (BCP 47).',
  about_place_locale_odd: 'A language tag, written otherwise than BCP 47 has it: $1.',
  about_place_zone: 'A zone of the time zone database.',
} as const;

/** Ids of Microsoft that are the same for everyone: `about_microsoft_`. */
export const microsoftSentences = {
  about_microsoft_application: 'An application of Microsoft: $1.',
  about_microsoft_directory: 'A directory of Microsoft: $1.',
  about_microsoft_role: 'A role in the directory: $1.',
} as const;

/** What can be read out of a name: `about_name_`. */
export const nameSentences = {
  about_name_service_account: 'The service account $2 in the namespace $1.',
  about_name_spiffe: 'A workload in the trust domain $1.',
  about_name_connection: 'A user who signed in by the connection $1 (Auth0).',
  about_name_status: 'Entry $1 of the status list at $2.',
  about_name_same_audience: 'It is the audience too.',
  about_name_attest_full: 'Full: the phone company knows the caller and their right to the number.',
  about_name_attest_partial:
    'Partial: the phone company knows the caller, but not their right to the number.',
  about_name_attest_gateway: 'Gateway: the phone company knows only where the call came in.',
  about_name_gender_defined: 'One of the two values that OpenID Connect defines.',
  about_name_deflate: 'Compressed with DEFLATE.',
  about_name_unencoded: 'The payload was signed as it stands, without base64url.',
} as const;

/** What the members of the claim `cnf` mean: `about_cnf_` and the name. */
export const confirmationSentences = {
  about_cnf_jwk: 'The public key whoever presents the token has to prove that they hold.',
  about_cnf_jwe:
    'A secret key that only the recipient can decrypt; whoever presents the token has to prove it.',
  about_cnf_kid: 'The name of a key the recipient knows; whoever presents the token has to prove it.',
  about_cnf_jku: 'A URL with public keys; whoever presents the token has to prove one of them.',
  'about_cnf_x5t@S256':
    'The SHA-256 of a client certificate; the token counts only on a connection with that certificate.',
  about_cnf_osc: 'What client and server derive their OSCORE keys from; using them is the proof.',
  about_cnf_jkt: 'The SHA-256 thumbprint of a public key; every request needs a DPoP proof by that key.',
} as const;
