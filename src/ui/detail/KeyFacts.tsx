import type { CertificateSummary, KeySummary } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import type { CopyingModel } from '../model/detail/copying';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeParam } from '../format/params';
import { writeHostile } from '../format/visible-text';
import { describeWarning } from '../format/warnings';
import { MomentText } from './MomentText';

export interface KeyFactsProps {
  /** Rule ids of what is bad about the key or its use. */
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

/** Whose key it was, as far as the key itself tells, and what is bad about it although it may match. */
export function KeyFacts({ warnings, summary: key, copying }: KeyFactsProps) {
  const say = useTranslate();
  return (
    <>
      {warnings.map((rule) => (
        <p key={rule} class="verdict verdict-warning" data-rule={rule}>
          <Icon name="warning" />
          <span>{describeWarning(say, rule)}</span>
        </p>
      ))}
      {key && (
        <dl class="facts">
          <dt>{say('key_fact_key')}</dt>
          <dd>{describeKey(say, key)}</dd>
          {key.kid !== undefined && (
            <>
              <dt>kid</dt>
              <dd class="value">
                <HostileText text={key.kid.slice(0, 500)} />
              </dd>
            </>
          )}
          {key.thumbprint !== undefined && (
            <>
              <dt>{say('key_fact_thumbprint')}</dt>
              <dd class="value">
                <HostileText text={key.thumbprint} />
                <CopyButton
                  copying={copying}
                  name={say('copy_thumbprint')}
                  text={() => key.thumbprint ?? ''}
                />
              </dd>
            </>
          )}
          {key.certificates?.map((certificate, index) => (
            // A chain may hold the same one twice.
            <CertificateFacts key={index} certificate={certificate} />
          ))}
        </dl>
      )}
    </>
  );
}

/** What a certificate says of itself; nobody has checked it. */
function CertificateFacts({ certificate }: { readonly certificate: CertificateSummary }) {
  const say = useTranslate();
  const { subject, issuer, notBeforeSeconds, notAfterSeconds, x5tS256 } = certificate;
  return (
    <>
      <dt>{say('key_fact_certificate')}</dt>
      <dd>
        <HostileText text={subject.slice(0, 300)} />
      </dd>
      <dt>{say('key_fact_certificate_issuer')}</dt>
      <dd>
        <HostileText text={issuer.slice(0, 300)} />
      </dd>
      <dt>{say('key_fact_certificate_from')}</dt>
      <dd>
        <MomentText seconds={notBeforeSeconds} />
      </dd>
      <dt>{say('key_fact_certificate_until')}</dt>
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

/** One line: what it is, of which size, how it was read, and out of how many. */
function describeKey(say: Translate, key: KeySummary): string {
  return [
    say(forms[key.form]),
    describeParam(say, key.size ?? key.kind),
    key.alg !== undefined && say('key_for_alg', writeHostile(key.alg.slice(0, 50))),
    key.secretEncoding !== undefined && say('key_secret_encoding', key.secretEncoding),
    key.secretHasLineBreak === true && say('key_secret_line_break'),
    key.privatePasted === true && say('key_private_pasted'),
    key.candidates > 1 && say('key_candidates', describeNumber(key.candidates)),
  ]
    .filter((fact) => fact !== false)
    .join(' · ');
}
