import { isJsonObject } from '../../json/read-json';
import type { KnowledgeCode } from '../knowledge-code';
import { findMeanings, MAX_VALUE_FACTS, type ValueFact, type ValueList } from './value-fact';

const registered =
  'face fpt geo hwk iris kba mca mfa otp pin pop pwd rba retina sc sms swk tel user vbm wia'.split(' ');
const ofMakers = 'rsa ngcmfa fed password oauth totp magiclink recovery anonymous'.split(' ');

const methods: ValueList = {
  codes: new Map(registered.map((method) => [method, `values.amr.${method}` as KnowledgeCode])),
  reference: 'RFC 8176 §2',
};

const methodsOfMakers: ValueList = {
  codes: new Map([
    ...ofMakers.map((method) => [method, `values.amr.${method}` as KnowledgeCode] as const),
    ['sso/saml', 'values.amr.saml'],
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
