import { isJsonObject } from '../../json/read-json';
import { findText } from '../description';
import { type ValueFact } from './value-fact';
import { maxValueFacts } from '../../limits';

const EVENT = /^https:\/\/schemas\.openid\.net\/secevent\/(caep|risc|ssf)\/event-type\/([a-z-]{1,60})$/;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

const references = {
  caep: 'OpenID CAEP 1.0 §3',
  risc: 'OpenID RISC 1.0 §2',
  ssf: 'OpenID Shared Signals Framework 1.0 §8',
};

/** What each known event of a security event token means (RFC 8417 §2.2). */
export function describeEvents(value: unknown): readonly ValueFact[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .slice(0, maxValueFacts)
    .flatMap((uri): readonly ValueFact[] => {
      if (uri === LOGOUT) {
        const text = findText('values.event.backchannel_logout');
        const reference = 'OpenID Connect Back-Channel Logout 1.0 §2.4';
        return text ? [{ kind: 'meaning', of: uri, ...text, reference }] : [];
      }
      const [, family, event = ''] = EVENT.exec(uri) ?? [];
      const text = findText(`values.event.${family}_${event.replaceAll('-', '_')}`);
      return text
        ? [{ kind: 'meaning', of: uri, ...text, reference: references[family as keyof typeof references] }]
        : [];
    });
}
