import { isJsonObject } from '../../json/read-json';
import { isAwsLoadBalancer } from '../../decode/header';
import type { Hit, Subject } from '../rule';
import { isApple } from '../hosts/well-known';

const isText = (value: unknown) => typeof value === 'string';

const isTexts = (value: unknown) => isText(value) || (Array.isArray(value) && value.every(isText));

/** The JSON type of each claim, and how to check it. Each type has its own texts. */
const TYPES: readonly (readonly [names: string, type: string, isRight: (value: unknown) => boolean])[] = [
  ['iss sub jti azp nonce acr sid client_id email name', 'string', isText],
  ['email_verified phone_number_verified', 'boolean', (value) => typeof value === 'boolean'],
  ['cnf act may_act events address', 'object', isJsonObject],
  ['aud', 'strings', isTexts],
];

/** The claims whose JSON type isn't the one in the standard. */
export function findMistyped({ header, claims }: Subject): readonly Hit[] {
  const isExempt = isApple(claims) || isAwsLoadBalancer(header);
  return TYPES.flatMap(([names, type, isRight]) =>
    names
      .split(' ')
      // Many servers write null for a claim without a value.
      .filter((name) => claims[name] !== undefined && claims[name] !== null && !isRight(claims[name]))
      // Apple and AWS load balancers write "true".
      .filter((name) => !(type === 'boolean' && /^(?:true|false)$/.test(String(claims[name])) && isExempt))
      .map((name) => ({ at: `claims.${name}`, params: [name], variant: type })),
  );
}
