import type { TokenType } from '../../type/token-type';
import { quoteForSentence } from '../../wording';
import type { Rule, Subject } from '../rule';
import { hasSecretForm, isPasswordHash, isRegulatedNumber } from './sensitive-values';
import { isSupabase } from '../hosts/well-known';
import { walkMembers } from '../walk';
import { isJsonObject } from '../../json/read-json';

const group = 'Claims: content';

/** Maximum claim names in one message. */
const maxNamed = 8;

/**
 * What an ID token is supposed to contain about a user (OpenID Connect Core 1.0 §5.4, scopes `profile` and `email`).
 */
const EXPECTED_IN_ID_TOKENS =
  /^(?:name|given_name|family_name|middle_name|nickname|email|upn|preferred_username|unique_name)$/i;

const PERSONAL =
  /^(?:name|given_?name|family_?name|middle_?name|first_?name|last_?name|full_?name|email|e_?mail|mail|upn|unique_name|phone|phone_?number|mobile|msisdn|birth_?date|birthday|date_of_birth|dob|place_of_birth|gender|address|street_?address|postal_?code|ip|ipaddr|ip_?address|nationalit(?:y|ies)|national_?id|passport(?:_?number)?|personal_?number|tax_?id)$/i;

/** Specially protected data (GDPR article 9). */
const HEALTH =
  /^(?:diagnos[ei]s|blood_?type|icd_?10|medications?|allerg(?:y|ies)|disabilit(?:y|ies)|health_?record|medical_?record(?:_?number)?|mrn|hiv_?status)$/i;

/** A number that identifies an account can have the check digit of a card by chance. */
const IDENTIFIER = /^(?:sub|jti|sid|nonce)$|id$/i;

const SECRET_NAME =
  /^(?:pass(?:word|wd|phrase)?|pwd|secret|api_?key|private_?key|client_?secret|secret_?key|totp_?secret|security_?answer|cvv|cvc)$/i;
const PASSWORD_NAME = /^(?:user_?)?(?:pass|pwd)/i;

const READ_BY_ALL: readonly TokenType[] = [
  'access token',
  'session token',
  'refresh token',
  'ID token',
  'JWT',
];

/** Rules about what a token reveals to everyone who has it. Findings never repeat what they found. */
export const personalRules: readonly Rule[] = [
  {
    id: 'CLM-PII',
    group,
    severity: 'info',
    source: 'RFC 9068 §6; RFC 7519 §12; OWASP JSON Web Token Cheat Sheet',
    uses: READ_BY_ALL,
    find: ({ token, claims, use }) => {
      if (token.kind === 'jwe') return undefined;
      const names = new Set<string>();
      for (const { name, value } of walkMembers(claims)) {
        const isExpected = use === 'ID token' && EXPECTED_IN_ID_TOKENS.test(name);
        if (value !== '' && value !== null && PERSONAL.test(name) && !isExpected) names.add(name);
      }
      if (names.size === 0) return undefined;
      return { params: [[...names].slice(0, maxNamed).map(quoteForSentence)] };
    },
  },
  {
    id: 'CLM-PII-HIGH',
    group,
    severity: 'medium',
    source: 'RFC 7519 §12; GDPR articles 9 and 87',
    find: ({ claims }) =>
      findNames(claims, ({ name, value }) =>
        HEALTH.test(name)
          ? value !== '' && value !== null
          : !IDENTIFIER.test(name) && isRegulatedNumber(value),
      ),
  },
  {
    id: 'CLM-SECRET',
    group,
    severity: 'medium',
    source: 'OWASP JSON Web Token Cheat Sheet; RFC 7519 §12',
    find: ({ claims }) => {
      const found = findNames(claims, ({ value }) => typeof value === 'string' && hasSecretForm(value));
      // The name alone is only a hint.
      if (found !== undefined) return { ...found, variant: 'form', severity: 'high' };
      const named = findNames(
        claims,
        ({ name, value }) =>
          SECRET_NAME.test(name) &&
          (typeof value === 'number' ||
            (typeof value === 'string' && value !== '' && !isPasswordHash(value))),
      );
      return named && { ...named, variant: 'name' };
    },
  },
  {
    id: 'CLM-HASH',
    group,
    severity: 'medium',
    source: 'OWASP Password Storage Cheat Sheet; OWASP JSON Web Token Cheat Sheet',
    find: ({ claims }) =>
      findNames(
        claims,
        ({ name, value }) => typeof value === 'string' && PASSWORD_NAME.test(name) && isPasswordHash(value),
      ),
  },
  {
    id: 'CLM-EMAIL-UNVERIFIED',
    group,
    severity: 'info',
    source: 'OpenID Connect Core 1.0 §5.7; Microsoft Entra: claims validation',
    uses: ['ID token', 'access token', 'session token', 'JWT'],
    find: ({ claims }) => {
      const { email, email_verified: verified, user_metadata: metadata } = claims;
      if (typeof email !== 'string' || email === '' || verified !== false) return undefined;
      // Supabase stores the flag next to what the user entered.
      const isElsewhere = isSupabase(claims) && isJsonObject(metadata) && metadata.email_verified === true;
      return isElsewhere ? undefined : { at: 'claims.email_verified' };
    },
  },
];

/** One hit that lists the claims that pass the test. */
function findNames(
  claims: Subject['claims'],
  test: (member: { readonly name: string; readonly value: unknown }) => boolean,
) {
  const paths: string[] = [];
  for (const member of walkMembers(claims)) {
    if (paths.length < maxNamed && test(member)) paths.push(member.path);
  }
  return paths.length === 0 ? undefined : { at: `claims.${paths[0]}`, params: [paths.map(quoteForSentence)] };
}
