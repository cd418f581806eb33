import '../style/capture.css';
import { useEffect, useId, useRef } from 'preact/hooks';
import {
  maxGapUrls,
  type EncryptedEntry,
  type HealthItem,
  type GapFix,
  type UncapturedCode,
} from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon, type IconName } from '../components/Icon';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate, type MessageKey } from '../format/translate';
import { describeHealthItem, stateWords, uncapturedWords } from '../format/sources/capture-gaps';
import { describeBodyGap, describeLosses } from '../format/sources/describe-losses';
import { hasFileProblem } from '../format/sources/file';
import { countLosses, lostGaps } from '../format/sources/losses';
import { locationLabels } from '../format/sources/locations';

/** The panel, whose sources are explained in place of its lists. */
export interface CapturePageProps {
  readonly model: PanelModel;
  readonly onClose: () => void;
}

/** A limit, because a malicious site can have very many frames. */
const maxOrigins = 10;
const maxEncryptedEntries = 20;

const icons: Record<HealthItem['state'], IconName> = {
  captured: 'valid',
  partial: 'warning',
  'not captured': 'unknown',
  pending: 'note',
};

/**
 * The capture state of each source of the inspected tab, and what was dropped. Shown over the lower part of the panel.
 */
export function CapturePage({ model, onClose }: CapturePageProps) {
  const t = useTranslate();
  const page = useRef<HTMLElement>(null);
  useEffect(() => page.current?.focus(), []);
  const { items, uncaptured = [] } = model.capture.health.value;
  const isViewer = model.texts !== undefined;
  const name = t(isViewer ? 'capture_losses' : 'capture_name');
  const isAnythingLost = countLosses(model.capture.counts.value) > 0;
  return (
    <section
      class="capture-page"
      role="dialog"
      aria-label={name}
      tabIndex={-1}
      ref={page}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Otherwise Escape would open the drawer of DevTools.
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="capture-head">
        <h2>{name}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('capture_close')}
          title={t('capture_close_title')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {isAnythingLost && <Losses model={model} />}
      {!isViewer && model.files.shown.value.length > 0 && <p>{t('capture_of_tab')}</p>}
      {!isViewer && items.length === 0 && <p class="quiet">{t('capture_pending')}</p>}
      {items.length > 0 && <h3>{t('capture_health')}</h3>}
      <ul class="health" aria-label={t('capture_health')}>
        {items.map((item, index) => (
          <HealthLine key={`${item.code} ${index}`} item={item} onFix={model.capture.applyFix} />
        ))}
      </ul>
      <EncryptedEntries model={model} />
      {uncaptured.length > 0 && <Uncaptured codes={uncaptured} />}
      {!isAnythingLost && <Losses model={model} />}
    </section>
  );
}

interface HealthLineProps {
  readonly item: HealthItem;
  readonly onFix: (fix: GapFix) => void;
}

function HealthLine({ item, onFix }: HealthLineProps) {
  const t = useTranslate();
  const { state, origins = [], fix } = item;
  const { name, text } = describeHealthItem(t, item);
  const others = origins.length - maxOrigins;
  const [fixId, nameId] = [useId(), useId()];
  return (
    <li class={`health-line health-${state.replace(' ', '-')}`} data-code={item.code}>
      <Icon name={icons[state]} />
      <div>
        <p>
          <strong id={nameId}>{name}</strong> <span class="health-state">{t(stateWords[state])}</span>
        </p>
        <p>{text}</p>
        {origins.length > 0 && (
          <p class="value">
            <HostileText text={origins.slice(0, maxOrigins).join('  ')} />
            {others > 0 && (
              <span class="quiet"> {t('capture_more', describeNumber(others, t.language))}</span>
            )}
          </p>
        )}
      </div>
      {fix && (
        // Called synchronously within the click: browsers show a permission prompt only then.
        <button
          type="button"
          class="button"
          id={fixId}
          // Several sources can have the same fix.
          aria-labelledby={`${fixId} ${nameId}`}
          onClick={() => onFix(fix)}
        >
          {fix.kind === 'watch' ? t('options_watch', fix.origin) : t('reload_page')}
        </button>
      )}
    </li>
  );
}

/** Folded, because it's the same on every site and can't be changed. */
function Uncaptured({ codes }: { readonly codes: readonly UncapturedCode[] }) {
  const t = useTranslate();
  return (
    <details class="capture-uncaptured">
      <summary>
        {t('uncaptured')} <span class="quiet">{describeNumber(codes.length, t.language)}</span>
      </summary>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <strong>{t(uncapturedWords[code].name)}</strong> {t(uncapturedWords[code].reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}

const decryptionFailures: Record<EncryptedEntry['reason'], MessageKey> = {
  'earlier session': 'capture_encrypted_earlier',
  'no key': 'capture_encrypted_no_key',
  failed: 'capture_encrypted_failed',
  'not tried': 'capture_encrypted_not_tried',
};

/** Tokens that exist but couldn't be decrypted. Without this list, users would assume that there are none. */
function EncryptedEntries({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { encryptedEntries } = model.capture.counts.value;
  if (encryptedEntries.length === 0) return null;
  return (
    <>
      <h3>
        {t('capture_encrypted')}{' '}
        <span class="quiet">{describeNumber(encryptedEntries.length, t.language)}</span>
      </h3>
      <p>{t('capture_encrypted_explained')}</p>
      <ul class="encrypted-entries">
        {encryptedEntries.slice(0, maxEncryptedEntries).map(({ library, area, key, origin, reason }) => (
          <li key={`${area} ${origin} ${key}`}>
            <strong>{library}</strong> {t(locationLabels[area])}{' '}
            <span class="value">
              <HostileText text={`${origin} › ${key}`} />
            </span>{' '}
            {t(decryptionFailures[reason])}
          </li>
        ))}
        {encryptedEntries.length > maxEncryptedEntries && (
          <li>
            {t('capture_more', describeNumber(encryptedEntries.length - maxEncryptedEntries, t.language))}
          </li>
        )}
      </ul>
    </>
  );
}

function Losses({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const counts = model.capture.counts.value;
  const losses = describeLosses(t, counts);
  const gaps = lostGaps(counts.bodyGaps);
  const media = counts.bodyGaps.find(({ gap }) => gap === 'media');
  const isNothingLost = gaps.length + losses.length === 0 && !hasFileProblem(model.files.shown.value);
  return (
    <>
      <h3>{t('capture_losses')}</h3>
      {isNothingLost && <p>{t('capture_losses_none')}</p>}
      {gaps.length + losses.length > 0 && (
        <ul class="losses" aria-label={t('capture_losses')}>
          {gaps.map((gap) => (
            <li key={gap.gap}>
              {describeBodyGap(t, gap)}
              {gap.urls.map((url) => (
                <div key={url} class="value">
                  <HostileText text={url} />
                </div>
              ))}
              {gap.count > gap.urls.length && gap.urls.length === maxGapUrls && (
                <div>{t('capture_more', describeNumber(gap.count - gap.urls.length, t.language))}</div>
              )}
            </li>
          ))}
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      )}
      <p class="quiet">{t('gap_limits')}</p>
      {media && <p class="quiet">{describeBodyGap(t, media)}</p>}
      {counts.storedExchanges > 0 && (
        <p class="quiet">{translateCount(t, 'capture_stored', counts.storedExchanges)}</p>
      )}
      <p>
        <a class="text-button" href="options.html" target="_blank" rel="noreferrer">
          {t('capture_bounds')}
        </a>
      </p>
    </>
  );
}
