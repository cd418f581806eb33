import type { Finding, Severity } from '../../token';
import { HostileText } from '../components/HostileText';
import { Icon, type IconName } from '../components/Icon';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeAdvice, describeException, describeRule } from '../format/rules';
import { Section } from './Section';

const words: Record<Severity, MessageKey> = {
  critical: 'severity_critical',
  high: 'severity_high',
  medium: 'severity_medium',
  low: 'severity_low',
  info: 'severity_info',
};

const icons: Record<Severity, IconName> = {
  critical: 'wrong',
  high: 'wrong',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** What the rules of the field say about the token, worst first: what was seen, why it matters, what to do. */
export function ChecksSection({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const findings = model.checks.findings.value;
  return (
    <Section name="checks" folds={model.folds}>
      {findings === undefined || findings.length === 0 ? (
        <p class="quiet">{say(findings ? 'checks_nothing' : 'checks_pending')}</p>
      ) : (
        <ul class="findings">
          {findings.map((finding, index) => (
            <FindingItem key={`${finding.rule} ${index}`} finding={finding} say={say} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FindingItem({ finding, say }: { readonly finding: Finding; readonly say: Translate }) {
  const { rule, severity, params, at, source, exception } = finding;
  return (
    <li class={`finding finding-${severity}`} data-rule={rule}>
      <Icon name={icons[severity]} />
      <div>
        <p>
          <strong>{say(words[severity])}</strong>{' '}
          {at !== undefined && (
            <>
              <code class="value">
                <HostileText text={at.slice(0, 100)} />
              </code>{' '}
            </>
          )}
          {describeRule(say, rule, params)}
        </p>
        <p class="quiet">
          {describeAdvice(say, rule, params)} {exception !== undefined && describeException(say, rule)}{' '}
          <span class="finding-source">{source}</span>
        </p>
      </div>
    </li>
  );
}
