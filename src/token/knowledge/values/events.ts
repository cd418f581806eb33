import { isJsonObject } from '../../json/read-json';
import { findSaid } from '../description';
import { MAX_VALUE_FACTS, type ValueFact } from './value-fact';

/** What an event says: `about_event_` and the end of its URI. */
export const eventSentences = {
  about_event_backchannel_logout: 'The session has ended: sign the person out.',
  about_event_caep_session_revoked: 'A session was revoked.',
  about_event_caep_token_claims_change: 'Claims that stand in tokens have changed.',
  about_event_caep_credential_change:
    'A password, a key or another credential was added, changed or removed.',
  about_event_caep_assurance_level_change: 'The strength of the sign-in has changed.',
  about_event_caep_device_compliance_change:
    'The device meets the rules of its organization, or no longer does.',
  about_event_caep_session_established: 'A session began.',
  about_event_caep_session_presented: 'A session was used again.',
  about_event_caep_risk_level_change:
    'The risk that is seen in the person, the device or the session has changed.',
  about_event_risc_account_credential_change_required: 'The person has to change a credential.',
  about_event_risc_account_purged: 'The account was deleted for good.',
  about_event_risc_account_disabled: 'The account was disabled.',
  about_event_risc_account_enabled: 'The account was enabled.',
  about_event_risc_identifier_changed: 'The e-mail address or phone number of the account has changed.',
  about_event_risc_identifier_recycled: 'The e-mail address or phone number now belongs to someone else.',
  about_event_risc_credential_compromise: 'A credential of the account fell into other hands.',
  about_event_risc_opt_in: 'The person takes part in the exchange of such events.',
  about_event_risc_opt_out_initiated: 'The person asked to leave the exchange of such events.',
  about_event_risc_opt_out_cancelled: 'The person stays in the exchange of such events after all.',
  about_event_risc_opt_out_effective: 'The person has left the exchange of such events.',
  about_event_risc_recovery_activated: 'Someone began to recover the account.',
  about_event_risc_recovery_information_changed: 'The ways to recover the account have changed.',
  about_event_risc_sessions_revoked: 'All sessions of the account were revoked.',
  about_event_ssf_verification: 'A test that events arrive.',
  about_event_ssf_stream_updated: 'The stream of events was paused, disabled or resumed.',
} as const;

const EVENT = /^https:\/\/schemas\.openid\.net\/secevent\/(caep|risc|ssf)\/event-type\/([a-z-]{1,60})$/;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

const references = {
  caep: 'OpenID CAEP 1.0 §3',
  risc: 'OpenID RISC 1.0 §2',
  ssf: 'OpenID Shared Signals Framework 1.0 §8',
};

/** What the events of a security event token say that are known (RFC 8417 §2.2). */
export function describeEvents(value: unknown): readonly ValueFact[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .slice(0, MAX_VALUE_FACTS)
    .flatMap((uri): readonly ValueFact[] => {
      if (uri === LOGOUT) {
        const said = findSaid(eventSentences, 'about_event_backchannel_logout');
        const reference = 'OpenID Connect Back-Channel Logout 1.0 §2.4';
        return said ? [{ kind: 'meaning', of: uri, ...said, reference }] : [];
      }
      const [, family, event = ''] = EVENT.exec(uri) ?? [];
      const said = findSaid(eventSentences, `about_event_${family}_${event.replaceAll('-', '_')}`);
      return said
        ? [{ kind: 'meaning', of: uri, ...said, reference: references[family as keyof typeof references] }]
        : [];
    });
}
