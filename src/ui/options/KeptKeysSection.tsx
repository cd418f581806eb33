import { useEffect, useState } from 'preact/hooks';
import { listKeys, type KeySummary } from '../../token';
import type { KeptKey } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { describeParam } from '../format/params';
import { useTranslate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { OptionsModel } from '../model/options';

const maxTextLength = 200;

/** The public keys on disk, with a button to forget each and all of them. */
export function KeptKeysSection({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const kept = model.kept.value;
  return (
    <section aria-label={t('options_kept')}>
      <h2>{t('options_kept')}</h2>
      <p class="quiet">{t('options_kept_explained')}</p>
      {kept?.length === 0 && <p>{t('options_kept_none')}</p>}
      {kept && kept.length > 0 && (
        <>
          <ul class="watched">
            {kept.map((key) => (
              <KeptKeyLine key={key.thumbprint} kept={key} onForget={() => model.forget(key.thumbprint)} />
            ))}
          </ul>
          <p>
            <button type="button" class="button" onClick={() => model.forget()}>
              {t('options_forget_all')}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

function KeptKeyLine({ kept, onForget }: { readonly kept: KeptKey; readonly onForget: () => void }) {
  const t = useTranslate();
  const summary = useSummary(kept.jwk);
  const { name, scope, thumbprint } = kept;
  const type = summary && describeParam(t, summary.size ?? summary.kind);
  const label = name === '' ? (summary?.kid?.slice(0, maxTextLength) ?? thumbprint.slice(0, 12)) : name;
  return (
    <li>
      <span>
        <HostileText text={label} /> <span class="quiet">{type}</span>
        <br />
        <span class="quiet">
          {scope.kind === 'all'
            ? t('keyring_scope_all')
            : t('keyring_scope_issuer', writeHostile(scope.value.slice(0, maxTextLength)))}
        </span>
      </span>
      <button
        type="button"
        class="button"
        aria-label={t('options_forget_name', writeHostile(label))}
        onClick={onForget}
      >
        {t('options_forget')}
      </button>
    </li>
  );
}

function useSummary(jwk: string): KeySummary | undefined {
  const [summary, setSummary] = useState<KeySummary | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    void listKeys(jwk).then((listing) => {
      if (isCurrent && 'keys' in listing) setSummary(listing.keys[0]?.summary);
    });
    return () => {
      isCurrent = false;
    };
  }, [jwk]);
  return summary;
}
