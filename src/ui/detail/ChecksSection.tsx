import type { Finding, RuleTexts, Severity } from '../../token';
import { HostileText } from '../components/HostileText';
import { Icon, type IconName } from '../components/Icon';
import { SourceText } from '../components/SourceText';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeFinding } from '../format/rules';
import { Section } from './Section';

const severities: Record<Severity, MessageKey> = {
  high: 'severity_high',
  medium: 'severity_medium',
  low: 'severity_low',
  info: 'severity_info',
};

const icons: Record<Severity, IconName> = {
  high: 'wrong',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/**
 * What the rules find in the token, most severe first: what it is, why it matters, how to fix it, and when it is not a
 * problem. Facts that need no change are shown on request.
 */
export function ChecksSection({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const { checks } = model;
  const shown = checks.shown.value;
  const texts = checks.texts.value;
  const hasInfo = checks.findings.value?.some(({ severity }) => severity === 'info') === true;
  return (
    <Section
      name="checks"
      folds={model.folds}
      actions={
        hasInfo && (
          <button
            type="button"
            class="text-button toggle-button"
            aria-pressed={checks.showsAll.value}
            title={t('checks_all_title')}
            onClick={checks.toggleAll}
          >
            {t('checks_all')}
          </button>
        )
      }
    >
      {shown === undefined || texts === undefined || shown.length === 0 ? (
        <p class="quiet">{t(shown ? 'checks_nothing' : 'checks_pending')}</p>
      ) : (
        <ul class="findings">
          {shown.map((finding, index) => (
            <FindingItem key={`${finding.rule} ${index}`} finding={finding} texts={texts} t={t} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface FindingItemProps {
  readonly finding: Finding;
  readonly texts: RuleTexts;
  readonly t: Translate;
}

function FindingItem({ finding, texts, t }: FindingItemProps) {
  const { rule, severity, at, source } = finding;
  const { title, why, fix, okIf } = describeFinding(t, texts, finding);
  return (
    <li class={`finding finding-${severity}`} data-rule={rule}>
      <Icon name={icons[severity]} />
      <div>
        <p>
          <strong>{t(severities[severity])}</strong> <span class="finding-title">{title}</span>
          {at !== undefined && (
            <>
              {' '}
              <code class="value">
                <HostileText text={at.slice(0, 100)} />
              </code>
            </>
          )}
        </p>
        <p>{why}</p>
        <p class="quiet">
          {fix} {okIf !== undefined && <span class="finding-ok">{okIf} </span>}
          <span class="finding-source">
            <SourceText text={source} />
          </span>
        </p>
      </div>
    </li>
  );
}
