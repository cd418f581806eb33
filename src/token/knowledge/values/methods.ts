import { isJsonObject } from '../../json/read-json';
import type { KnowledgeCode } from '../knowledge-code';
import { findMeanings, type ValueFact, type ValueList } from './value-fact';
import { maxValueFacts } from '../../limits';

const registeredNames =
  'face fpt geo hwk iris kba mca mfa otp pin pop pwd rba retina sc sms swk tel user vbm wia'.split(' ');
const providerNames = 'rsa ngcmfa fed password oauth totp magiclink recovery anonymous'.split(' ');

const registeredMethods: ValueList = {
  codes: new Map(registeredNames.map((name) => [name, `values.amr.${name}` as KnowledgeCode])),
  reference: 'RFC 8176 §2',
};

const providerMethods: ValueList = {
  codes: new Map([
    ...providerNames.map((name) => [name, `values.amr.${name}` as KnowledgeCode] as const),
    ['sso/saml', 'values.amr.saml'],
  ]),
  reference: '',
};

/** What each known authentication method means. In Supabase's tokens, each one is an object. */
export function describeMethods(value: unknown): readonly ValueFact[] {
  const values = [value]
    .flat()
    .slice(0, maxValueFacts)
    .map((item: unknown) => (isJsonObject(item) ? item.method : item));
  return values.flatMap((item) => [
    ...findMeanings([item], registeredMethods),
    ...findMeanings([item], providerMethods),
  ]);
}
