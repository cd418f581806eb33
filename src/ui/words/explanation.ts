import type { About, Description, Said, ValueFact } from '../../token';
import type { Descriptions } from '../model/explanations';
import type { Say } from '../translate';
import { writeHostile } from './hostile';
import { describeDuration, describeMoment } from './time';

/** All that is said of one member beside its value. Texts are harmless to show. */
export interface Explanation {
  /** What the member means; '' for one that nobody knows. */
  readonly meaning: string;
  /** What can be told of its value. */
  readonly facts: readonly string[];
  /** A trap to know of. */
  readonly warning: string | undefined;
  /** Where it is defined, and on what the words rest where that is no standard. */
  readonly source: string;
}

export interface Member {
  readonly part: 'header' | 'payload';
  readonly name: string;
  readonly value: unknown;
  readonly isEncrypted: boolean;
}

export function explainMember(
  say: Say,
  descriptions: Descriptions,
  { part, name, value, isEncrypted }: Member,
  about: About,
): Explanation {
  const { describeClaim, describeHeaderParameter, describeIssuer, describeValue } = descriptions;
  const description =
    part === 'header'
      ? describeHeaderParameter(name, { ...about, format: isEncrypted ? 'jwe' : 'jws' })
      : describeClaim(name, about);
  const issuer =
    part === 'payload' && name === 'iss' && typeof value === 'string'
      ? describeIssuer(value, about.claims)
      : undefined;
  const issued = issuer === undefined ? [] : [issuer, ...issuer.facts].map((said) => sayIt(say, said));
  return {
    meaning: description === undefined ? '' : sayIt(say, description),
    facts: [
      ...issued,
      ...describeValue(part, name, value, about)
        // The moment stands beside the number already.
        .filter(({ kind }) => kind !== 'time' || part === 'header')
        .map((fact) => describeFact(say, fact)),
    ],
    warning: description?.warning && sayIt(say, description.warning),
    source: describeSource(say, description),
  };
}

function describeFact(say: Say, fact: ValueFact): string {
  switch (fact.kind) {
    case 'time': {
      const moment = describeMoment(fact.seconds * 1_000);
      return moment === undefined ? sayIt(say, fact) : `${sayIt(say, fact)} ${moment.local}`;
    }
    case 'duration':
      return writeHostile(say(fact.code, describeDuration(say, fact.seconds), ...fact.params.slice(1)));
    case 'meaning':
      return `${writeHostile(fact.of.slice(0, 100))}: ${sayIt(say, fact)}`;
    case 'locale':
    case 'zone':
      return sayIt(say, fact);
  }
}

function describeSource(say: Say, description: Description | undefined): string {
  if (description === undefined) return '';
  const { provider, reference, basis } = description;
  return [provider?.name, reference, basis && sayIt(say, basis)]
    .filter((text) => text !== undefined)
    .map(writeHostile)
    .join(' · ');
}

function sayIt(say: Say, { code, params }: Said): string {
  return writeHostile(say(code, ...params));
}
