import { isJsonObject, type JsonObject } from '../../../token';
import type { HttpExchange } from '../../exchange/exchange';
import { targetOf } from '../../exchange/url-parts';
import { maxPermissions } from './limits';
import type { Subject } from './subject';

/** Claims with scopes, permissions, roles or groups, of the standards and of common providers. */
const lists = [
  'scope',
  'scp',
  'scopes',
  'permissions',
  'perms',
  'roles',
  'role',
  'groups',
  'authorities',
  'privileges',
  'entitlements',
  'cognito:groups',
  'app_role',
];

/**
 * The scopes and other permissions of a token. A scope is a list separated by spaces (RFC 8693 §4.2), and other claims
 * are arrays; also those of Keycloak, which are nested, and claims with a namespace, such as `https://api.test/roles`.
 */
export function readPermissions(claims: JsonObject): readonly string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(claims).slice(0, maxPermissions)) {
    if (lists.includes(name.replace(/^.*\//, '').toLowerCase())) addAll(found, value);
    if (name === 'realm_access') addAll(found, memberOf(value, 'roles'));
    if (name === 'resource_access' && isJsonObject(value)) {
      for (const client of Object.values(value).slice(0, 50)) addAll(found, memberOf(client, 'roles'));
    }
    if (name === 'authorization' && isJsonObject(value)) addAll(found, namesOf(value['permissions']));
  }
  return [...found];
}

function addAll(found: Set<string>, value: unknown): void {
  const texts = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  for (const text of texts.slice(0, maxPermissions)) {
    if (typeof text === 'string' && text !== '' && found.size < maxPermissions) found.add(text);
  }
}

function namesOf(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, 100).map((each) => memberOf(each, 'rsname')) : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

/** Codes of GraphQL servers that stand for 403: Apollo, Hot Chocolate, Hasura, google.rpc.Code. */
const forbidden = /^(?:FORBIDDEN|AUTH_NOT_AUTHORIZED|access-denied|PERMISSION_DENIED)$/;

/** Whether the response means that the credentials aren't enough (RFC 9110 §15.5.4), also one with status 200. */
export function isPermissionError({ exchange, report }: Pick<Subject, 'exchange' | 'report'>): boolean {
  return (
    exchange.status === 403 || (exchange.status === 200 && report.texts.some((text) => forbidden.test(text)))
  );
}

/** Whether two requests have the same method and URL, apart from the query. */
export function isSameResource(one: HttpExchange, other: HttpExchange): boolean {
  return one.method === other.method && targetOf(one.url) === targetOf(other.url);
}
