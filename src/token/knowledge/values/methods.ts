import { isJsonObject } from '../../json/read-json';
import type { DescriptionCode } from '../description';
import { findMeanings, MAX_VALUE_FACTS, type ValueFact, type ValueList } from './value-fact';
import { methodSentences } from './sentences';

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
