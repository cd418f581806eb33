import { isJsonObject } from '../../json/read-json';
import type { DescriptionCode } from '../description';
import { findMeanings, MAX_VALUE_FACTS, type ValueFact, type ValueList } from './value-fact';

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

const registered =
  'face fpt geo hwk iris kba mca mfa otp pin pop pwd rba retina sc sms swk tel user vbm wia'.split(' ');
const ofMakers = 'rsa ngcmfa fed password oauth totp magiclink recovery anonymous'.split(' ');

const methods: ValueList = {
  sentences: methodSentences,
  codes: new Map(registered.map((method) => [method, `about_amr_${method}` as DescriptionCode])),
  reference: 'RFC 8176 §2',
};

const methodsOfMakers: ValueList = {
  sentences: methodSentences,
  codes: new Map([
    ...ofMakers.map((method) => [method, `about_amr_${method}` as DescriptionCode] as const),
    ['sso/saml', 'about_amr_saml'],
  ]),
  reference: '',
};

/** What each method means that is known; in Supabase's tokens each is an object. */
export function describeMethods(value: unknown): readonly ValueFact[] {
  const values = [value]
    .flat()
    .slice(0, MAX_VALUE_FACTS)
    .map((item: unknown) => (isJsonObject(item) ? item.method : item));
  return values.flatMap((item) => [
    ...findMeanings([item], methods),
    ...findMeanings([item], methodsOfMakers),
  ]);
}
