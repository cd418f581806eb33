import type { HttpExchange } from '../exchange/exchange';
import { findFormFields } from '../exchange/form-fields';
import { maxReadLength } from './limits';

/**
 * The parameters of a token request (RFC 6749 §4.1.3), in a form or, as some servers accept, in JSON; also of a request
 * that only has a refresh token, as many apps' own servers expect.
 */
export function readTokenRequest({
  method,
  requestBody,
}: HttpExchange): ReadonlyMap<string, string> | undefined {
  const text = requestBody?.text.slice(0, maxReadLength).trim();
  if (method !== 'POST' || text === undefined || !/grant_type|refresh_?token/i.test(text)) return undefined;
  if (!text.startsWith('{')) {
    const parameters = new Map(findFormFields(text).fields.map(({ name, value }) => [name, value]));
    return parameters.has('grant_type') || parameters.has('refresh_token') ? parameters : undefined;
  }
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const members = Object.entries(value)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, member]) => [name === 'refreshToken' ? 'refresh_token' : name, member] as const);
    const parameters = new Map(members);
    return parameters.has('grant_type') || parameters.has('refresh_token') ? parameters : undefined;
  } catch {
    return undefined;
  }
}
