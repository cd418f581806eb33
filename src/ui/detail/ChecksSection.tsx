import type { Finding, Severity } from '../../token';
import { HostileText } from '../element/HostileText';
import { Icon, type IconName } from '../element/Icon';
import type { DetailModel } from '../model/detail';
import { useSay, type MessageKey, type Say } from '../translate';
import { writeHostile } from '../words/hostile';
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
  const say = useSay();
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

function FindingItem({ finding, say }: { readonly finding: Finding; readonly say: Say }) {
  const { rule, severity, at, source } = finding;
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
          {describeFinding(say, finding)}
        </p>
        <p class="quiet">
          {describeAdvice(say, finding)} {describeException(say, finding)}{' '}
          <span class="finding-source">{source}</span>
        </p>
      </div>
    </li>
  );
}

/** A rule's sentences have the rule's id in their keys. */
function keyOf(rule: string): string {
  return `rule_${rule.replaceAll('-', '_')}`;
}

function describeFinding(say: Say, { rule, params }: Finding): string {
  return writeHostile(say(keyOf(rule) as MessageKey, ...params));
}

/** When it is no fault. */
function describeException(say: Say, { rule, exception }: Finding): string {
  return exception === undefined ? '' : writeHostile(say(`${keyOf(rule)}_except` as MessageKey));
}

function describeAdvice(say: Say, { rule, params }: Finding): string {
  return writeHostile(say(`${keyOf(rule)}_todo` as MessageKey, ...params));
}
