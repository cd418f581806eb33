import type { About, Description, Sentence, ValueFact } from '../../token';
import type { Descriptions } from '../model/detail/explanations';
import type { Translate } from './translate';
import { writeHostile } from './visible-text';
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

/** What a member means; '' for one that nobody knows. Harmless to show. */
export function describeMeaning(
  say: Translate,
  descriptions: Descriptions,
  member: Omit<Member, 'value'>,
  about: About,
): string {
  const description = describeMember(descriptions, member, about);
  return description === undefined ? '' : sayIt(say, description);
}

/** More than is shown of all members at once: made when one is looked at. */
export function explainMember(
  say: Translate,
  descriptions: Descriptions,
  member: Member,
  about: About,
): Explanation {
  const { part, name, value } = member;
  const { describeIssuer, describeValue } = descriptions;
  const description = describeMember(descriptions, member, about);
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

function describeMember(
  { describeClaim, describeHeaderParameter }: Descriptions,
  { part, name, isEncrypted }: Omit<Member, 'value'>,
  about: About,
): Description | undefined {
  return part === 'header'
    ? describeHeaderParameter(name, { ...about, format: isEncrypted ? 'jwe' : 'jws' })
    : describeClaim(name, about);
}

function describeFact(say: Translate, fact: ValueFact): string {
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

function describeSource(say: Translate, description: Description | undefined): string {
  if (description === undefined) return '';
  const { provider, reference, basis } = description;
  return [provider?.name, reference, basis && sayIt(say, basis)]
    .filter((text) => text !== undefined)
    .map(writeHostile)
    .join(' · ');
}

function sayIt(say: Translate, { code, params }: Sentence): string {
  return writeHostile(say(code, ...params));
}
