import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import type { Hit } from '../rule';
import { isApple } from '../hosts/well-known';

const isText = (value: unknown) => typeof value === 'string';

/** The JSON type of each claim, and how to check it. */
const TYPES: readonly (readonly [names: string, type: string, isRight: (value: unknown) => boolean])[] = [
  ['iss sub jti azp nonce acr sid client_id email name scope', 'string', isText],
  ['email_verified phone_number_verified', 'boolean', (value) => typeof value === 'boolean'],
  ['cnf act may_act events address', 'object', isJsonObject],
  ['aud', 'string array', (value) => isText(value) || (Array.isArray(value) && value.every(isText))],
  // Supabase lists objects in `amr` with the time of each method.
  ['amr roles groups', 'array', Array.isArray],
  // Auth0 writes an ISO date.
  ['updated_at', 'number', (value) => typeof value === 'number' || isText(value)],
];

/** The claims whose JSON type isn't the one in the standard. */
export function findMistyped(claims: JsonObject): readonly Hit[] {
  return TYPES.flatMap(([names, type, isRight]) =>
    names
      .split(' ')
      .filter((name) => claims[name] !== undefined && !isRight(claims[name]))
      // Apple writes "true".
      .filter((name) => !(name === 'email_verified' && isApple(claims) && isText(claims[name])))
      .map((name) => ({ at: `claims.${name}`, params: [name, { anyOf: type.split(' ') }] })),
  );
}
