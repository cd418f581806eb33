import type { About, Description, Descriptions, Text, ValueFact } from '../../token';
import { fillTemplate } from './params';
import { describeMoment } from './time';
import type { Translate } from './translate';
import { writeHostile } from './visible-text';

/** What explains one member. Text from the token is escaped. */
export interface Explanation {
  /** What the member means; '' if it's unknown. */
  readonly meaning: string;
  /** What is known about its value. */
  readonly facts: readonly string[];
  /** A common mistake with this member. */
  readonly warning: string | undefined;
  /** The provider, the reference and the basis of the description, as far as they apply. */
  readonly source: string;
}

/** A claim or header parameter to explain. */
export interface Member {
  readonly part: 'header' | 'payload';
  readonly name: string;
  readonly value: unknown;
  readonly isEncrypted: boolean;
}

/** What a member means; '' if it's unknown. Text from the token is escaped. */
export function describeMeaning(
  t: Translate,
  descriptions: Descriptions,
  member: Omit<Member, 'value'>,
  about: About,
): string {
  const description = describeMember(descriptions, member, about);
  return description === undefined ? '' : writeText(t, descriptions, description);
}

/** The full explanation of one member. Slower than {@link describeMeaning}, so call it only when the user opens one. */
export function explainMember(
  t: Translate,
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
  const issued =
    issuer === undefined ? [] : [issuer, ...issuer.facts].map((text) => writeText(t, descriptions, text));
  return {
    meaning: description === undefined ? '' : writeText(t, descriptions, description),
    facts: [
      ...issued,
      ...describeValue(part, name, value, about)
        .map((fact) => describeFact(t, descriptions, fact, part))
        .filter((text) => text !== undefined),
    ],
    warning: description?.warning && writeText(t, descriptions, description.warning),
    source: describeSource(t, descriptions, description),
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

function describeFact(
  t: Translate,
  descriptions: Descriptions,
  fact: ValueFact,
  part: Member['part'],
): string | undefined {
  const text = writeText(t, descriptions, fact);
  switch (fact.kind) {
    case 'time': {
      const moment = describeMoment(fact.seconds * 1_000);
      // The table shows the date of a claim next to its number, in one time zone.
      if (part === 'payload')
        return moment && moment.both !== moment.local ? t('moment_utc', moment.utc) : undefined;
      return moment === undefined ? text : `${text} ${moment.local}`;
    }
    case 'meaning':
      return `${writeHostile(fact.of.slice(0, 100))}: ${text}`;
    case 'duration':
    case 'locale':
    case 'zone':
      return text;
  }
}

function describeSource(
  t: Translate,
  descriptions: Descriptions,
  description: Description | undefined,
): string {
  if (description === undefined) return '';
  const { provider, reference, basis } = description;
  return [provider?.name, reference, basis && writeText(t, descriptions, basis)]
    .filter((text) => text !== undefined)
    .join(' · ');
}

function writeText(t: Translate, { findTemplate }: Descriptions, { code, params }: Text): string {
  return fillTemplate(t, findTemplate(code), params);
}
