import { describeSecretEncoding, type CertificateSummary, type KeySummary } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import type { CopyingModel } from '../model/detail/copying';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeParam } from '../format/params';
import { writeHostile } from '../format/visible-text';
import { describeWarning } from '../format/warnings';
import { MomentText } from './MomentText';

interface KeyFactsProps {
  /** IDs of the rules that the key or its use violates. */
  readonly warnings: readonly string[];
  readonly summary: KeySummary | undefined;
  readonly copying: CopyingModel;
}

const forms: Record<KeySummary['form'], MessageKey> = {
  secret: 'key_form_secret',
  'pem-public': 'key_form_pem_public',
  'pem-private': 'key_form_pem_private',
  certificate: 'key_form_certificate',
  der: 'key_form_der',
  x5c: 'key_form_x5c',
  embedded: 'key_form_embedded',
  jwk: 'key_form_jwk',
  jwks: 'key_form_jwks',
  ssh: 'key_form_ssh',
  xml: 'key_form_xml',
  did: 'key_form_did',
  point: 'key_form_point',
  openssl: 'key_form_openssl',
};

/** What is known about the key, and warnings about it. A key that matches can still be weak. */
export function KeyFacts({ warnings, summary: key, copying }: KeyFactsProps) {
  const t = useTranslate();
  return (
    <>
      {warnings.map((rule) => {
        const text = describeWarning(t, rule);
        return (
          text !== undefined && (
            <p key={rule} class="verdict verdict-warning" data-rule={rule}>
              <Icon name="warning" />
              <span>{text}</span>
            </p>
          )
        );
      })}
      {key && <KeyDescription summary={key} copying={copying} />}
    </>
  );
}

/** One line, which unfolds what identifies the key. */
function KeyDescription({
  summary: key,
  copying,
}: {
  readonly summary: KeySummary;
  readonly copying: CopyingModel;
}) {
  const t = useTranslate();
  const { kid, thumbprint, certificates = [] } = key;
  const line = (
    <>
      <span class="quiet">{t('key_fact_key')}</span> {describeKey(t, key)}
    </>
  );
  if (kid === undefined && thumbprint === undefined && certificates.length === 0) return <p>{line}</p>;
  return (
    <details class="key-facts">
      <summary>{line}</summary>
      <dl class="facts">
        {kid !== undefined && (
          <>
            <dt>kid</dt>
            <dd class="value">
              <HostileText text={kid.slice(0, 500)} />
            </dd>
          </>
        )}
        {thumbprint !== undefined && (
          <>
            <dt>{t('key_fact_thumbprint')}</dt>
            <dd class="value">
              <HostileText text={thumbprint} />
              <CopyButton copying={copying} name={t('copy_thumbprint')} text={() => thumbprint} />
            </dd>
          </>
        )}
        {certificates.map((certificate, index) => (
          // Not keyed by content: a chain can contain the same certificate twice.
          <CertificateFacts key={index} certificate={certificate} />
        ))}
      </dl>
    </details>
  );
}

/** The certificate's own statements. The certificate isn't verified. */
function CertificateFacts({ certificate }: { readonly certificate: CertificateSummary }) {
  const t = useTranslate();
  const { subject, issuer, notBeforeSeconds, notAfterSeconds, x5tS256 } = certificate;
  return (
    <>
      <dt>{t('key_fact_certificate')}</dt>
      <dd>
        <HostileText text={subject.slice(0, 300)} />
      </dd>
      <dt>{t('key_fact_certificate_issuer')}</dt>
      <dd>
        <HostileText text={issuer.slice(0, 300)} />
      </dd>
      <dt>{t('key_fact_certificate_from')}</dt>
      <dd>
        <MomentText seconds={notBeforeSeconds} />
      </dd>
      <dt>{t('key_fact_certificate_until')}</dt>
      <dd>
        <MomentText seconds={notAfterSeconds} />
      </dd>
      <dt>x5t#S256</dt>
      <dd class="value">
        <HostileText text={x5tS256} />
      </dd>
    </>
  );
}

/** One line: the key's format, size, how it was decoded, and how many keys were tried. */
function describeKey(t: Translate, key: KeySummary): string {
  return [
    t(forms[key.form]),
    describeParam(t, key.size ?? key.kind),
    key.alg !== undefined && t('key_for_alg', writeHostile(key.alg.slice(0, 50))),
    key.secretEncoding !== undefined &&
      t('key_secret_encoding', describeParam(t, describeSecretEncoding(key.secretEncoding))),
    key.secretPart !== undefined && t(`key_secret_part_${key.secretPart}`),
    key.secretHasLineBreak === true && t('key_secret_line_break'),
    key.candidates > 1 && t('key_candidates', describeNumber(key.candidates, t.language)),
  ]
    .filter((fact) => fact !== false)
    .join(' · ');
}
