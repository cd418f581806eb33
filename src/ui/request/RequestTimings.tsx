import { timingNames, type RequestTimings as Timings } from '../../traffic';
import { Section } from '../detail/Section';
import { describeNumber, useTranslate, type MessageKey } from '../format/translate';
import type { DetailModel } from '../model/detail/detail';

interface RequestTimingsProps {
  readonly detail: DetailModel;
  readonly timings: Timings;
}

const names: Record<keyof Timings, MessageKey> = {
  blocked: 'timing_blocked',
  dns: 'timing_dns',
  connect: 'timing_connect',
  ssl: 'timing_ssl',
  send: 'timing_send',
  wait: 'timing_wait',
  receive: 'timing_receive',
};

/** How long each phase of a request took. */
export function RequestTimings({ detail, timings }: RequestTimingsProps) {
  const t = useTranslate();
  return (
    <Section name="request_timings" folds={detail.folds}>
      <table class="members" aria-label={t('section_request_timings')}>
        <tbody>
          {timingNames.map((name) => {
            const ms = timings[name];
            return (
              ms !== undefined && (
                <tr key={name}>
                  <th scope="row">{t(names[name])}</th>
                  <td>{t('request_duration', describeNumber(Number(ms.toFixed(1)), t.language))}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
