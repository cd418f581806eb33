import { isJsonObject } from '../json/read-json';
import { describeAlgorithm } from './describe-algorithm';
import { describeConfirmation } from './describe-confirmation';
import { describeHeaderParameter } from './describe-header-parameter';
import { describeValueForProvider } from './providers/describe-for-provider';
import type { About } from './providers/provider';
import { describeContexts } from './values/contexts';
import { describeEvents } from './values/events';
import { describeMediaType } from './values/media-types';
import { describeMethods } from './values/methods';
import { describeMicrosoftId } from './values/microsoft-ids';
import { describeMoment } from './values/moments';
import { describeLocale, describeZone } from './values/addresses';
import { describeScopes } from './values/scopes';
import { describeSubject, meaning } from './values/subjects';
import { type ValueFact } from './values/value-fact';
import { maxLookedUpLength, maxValueFacts } from '../limits';

/**
 * At most `maxValueFacts` facts about the value of a member: dates and durations, scopes, authentication methods and
 * contexts, types of tokens and events, languages, well-known IDs. Empty if nothing is known about the value. `about`
 * is the token, for facts that depend on other claims or on the provider. Doesn't check whether the value is correct.
 */
export function describeValue(
  part: 'header' | 'payload',
  name: string,
  value: unknown,
  about: About = {},
): readonly ValueFact[] {
  const facts =
    part === 'header'
      ? describeHeaderValue(name, value)
      : describeClaimValue(name, limitLength(value), about);
  return facts.slice(0, maxValueFacts);
}

/** Cuts long lists, so that the work is limited. */
function limitLength(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, 2 * maxValueFacts) : value;
}

function describeHeaderValue(name: string, value: unknown): readonly ValueFact[] {
  switch (name) {
    case 'alg':
    case 'enc':
      return describeAlgorithmValue(value);
    case 'typ':
    case 'cty':
      return describeMediaType(value);
    case 'zip':
      return value === 'DEF' ? [meaning('DEF', 'values.name.deflate')] : [];
    case 'b64':
      return value === false ? [meaning('false', 'values.name.unencoded')] : [];
    case 'crit':
      return describeCritical(value);
    default:
      return describeMoment(name, value, {});
  }
}

function describeAlgorithmValue(value: unknown): readonly ValueFact[] {
  const description = typeof value === 'string' ? describeAlgorithm(value) : undefined;
  if (!description) return [];
  const { code, params, reference, statusText } = description;
  return [
    {
      kind: 'meaning',
      of: String(value),
      code,
      params,
      ...(reference !== undefined && { reference }),
      ...(statusText && { warning: statusText }),
    },
  ];
}

function describeCritical(value: unknown): readonly ValueFact[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxValueFacts).flatMap((name: unknown): readonly ValueFact[] => {
    const description = typeof name === 'string' ? describeHeaderParameter(name) : undefined;
    return description ? [{ kind: 'meaning', of: String(name), ...description }] : [];
  });
}

function describeClaimValue(name: string, value: unknown, about: About): readonly ValueFact[] {
  const claims = about.claims ?? {};
  switch (name) {
    case 'scope':
    case 'scp':
      return describeScopes(value);
    case 'amr':
      return describeMethods(value);
    case 'acr':
    case 'acrs':
      return [...describeContexts(value), ...describeByProvider(name, value, about)];
    case 'events':
      return describeEvents(value);
    case 'locale':
      return describeLocale(value);
    case 'zoneinfo':
      return describeZone(value);
    case 'sub':
      return describeSubject(value);
    case 'cnf':
      return describeConfirmationValue(value);
    case 'status':
      return describeStatus(value);
    case 'attest':
      return describeAttestation(value);
    case 'gender':
      return value === 'female' || value === 'male' ? [meaning(value, 'values.name.gender_defined')] : [];
    case 'azp':
      return [
        ...describeMicrosoftId(name, value),
        ...(typeof value === 'string' && claims.aud === value
          ? [meaning(value, 'values.name.same_audience')]
          : []),
      ];
    case 'aud':
    case 'appid':
    case 'tid':
    case 'wids':
      return describeMicrosoftId(name, value);
    default:
      return [...describeMoment(name, value, claims), ...describeByProvider(name, value, about)];
  }
}

/** What values mean to the provider that issued the token. */
function describeByProvider(name: string, value: unknown, about: About): readonly ValueFact[] {
  return [value].flat().flatMap((item: unknown): readonly ValueFact[] => {
    if (typeof item === 'number' ? !Number.isFinite(item) : typeof item !== 'string') return [];
    const text = String(item);
    const description =
      text.length > maxLookedUpLength ? undefined : describeValueForProvider(name, text, about);
    return description ? [{ kind: 'meaning', of: text, ...description }] : [];
  });
}

function describeConfirmationValue(value: unknown): readonly ValueFact[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .slice(0, maxValueFacts)
    .flatMap((member): readonly ValueFact[] => {
      const description = describeConfirmation(member);
      return description ? [{ kind: 'meaning', of: member, ...description }] : [];
    });
}

/** draft-ietf-oauth-status-list §6.2. */
function describeStatus(value: unknown): readonly ValueFact[] {
  const list = isJsonObject(value) ? value.status_list : undefined;
  return isJsonObject(list) && typeof list.idx === 'number' && typeof list.uri === 'string'
    ? [meaning('status_list', 'values.name.status', String(list.idx), list.uri)]
    : [];
}

/** RFC 8588 §4. */
function describeAttestation(value: unknown): readonly ValueFact[] {
  if (value === 'A') return [meaning('A', 'values.name.attest_full')];
  if (value === 'B') return [meaning('B', 'values.name.attest_partial')];
  return value === 'C' ? [meaning('C', 'values.name.attest_gateway')] : [];
}
