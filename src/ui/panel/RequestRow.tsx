import type { Token } from '../../token';
import { isOutgoing, isSent } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import type { ClocksModel } from '../model/clocks';
import type { SightingsModel } from '../model/sightings';
import { useTranslate } from '../format/translate';
import { describeDelivery } from '../format/sources/delivery';
import { writeHost, writeHostile } from '../format/visible-text';
import { locationLabels, senderWords, sourceWords } from '../format/sources/locations';
import { describeSentShort, readSent } from '../format/sent';
import { describeMoment } from '../format/time';
import { setTitleIfTruncated } from '../components/truncated-title';
import { AuthLibraryText } from './AuthLibraryText';

interface RequestRowProps {
  readonly model: SightingsModel;
  readonly clocks: ClocksModel;
  readonly token: Token;
  /** Zero-based, newest first. */
  readonly index: number;
  readonly count: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  /** Opens the details of a request, if it's listed. */
  readonly open: (exchangeId: string) => (() => void) | undefined;
}

/**
 * One sighting of the token on two lines: the request and its status; the token's location and its lifetime when sent.
 */
export function RequestRow({ model, clocks, token, index, count, top, open }: RequestRowProps) {
  const t = useTranslate();
  const sighting = model.at(index);
  if (!sighting) return null;
  const {
    atMs,
    method,
    url,
    status,
    isPending,
    kind,
    name,
    path,
    callSite,
    source,
    sender,
    delivery,
    isDecrypted,
  } = sighting;
  const isFailed = status !== undefined && isPending !== true && (status === 0 || status >= 400);
  const at = describeMoment(atMs);
  const onOpen = open(sighting.exchangeId);
  const sent = isSent(sighting) ? readSent(t, token, atMs, clocks.ofSighting(sighting)) : undefined;
  const unsent =
    isOutgoing(sighting) && delivery && isPending !== true ? describeDelivery(t, delivery) : undefined;
  const title = (
    <>
      {method !== '' && <strong>{writeHostile(method)} </strong>}
      <HostileText text={url.replace(/^https:\/\//, '')} isHost />
    </>
  );
  return (
    <li
      class="request"
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      <time class="request-time" title={at?.both}>
        {at?.time}
      </time>
      <span class="request-url" title={writeHost(url)}>
        {onOpen === undefined ? (
          title
        ) : (
          <button type="button" class="request-link" title={t('request_open')} onClick={onOpen}>
            {title}
          </button>
        )}
      </span>
      <span class={`request-status${isFailed ? ' request-failed' : ''}`}>
        {isPending ? t('request_pending') : status === 0 ? t('request_no_answer') : status}
      </span>
      <span class="request-place">
        {t(locationLabels[kind])} {/* Before the storage key, which may not fit. */}
        {isDecrypted && `(${t('location_decrypted')}) `}
        <span class="value">
          <HostileText
            text={[sighting.chunks?.join(' + ') ?? name, ...path].filter((step) => step !== '').join(' › ')}
          />
        </span>
        <AuthLibraryText sighting={sighting} token={token} />
        {[sender && senderWords[sender], source && sourceWords[source]].map(
          (label) =>
            label && (
              <span key={label} class="quiet">
                {' · '}
                {t(label)}
              </span>
            ),
        )}
        {callSite !== undefined && (
          <span class="quiet" title={writeHostile(callSite)}>
            {' '}
            {t('request_call_site')} <HostileText text={callSite.slice(callSite.lastIndexOf('/') + 1)} />
          </span>
        )}
      </span>
      <span class={`request-sent request-sent-${sent?.state.replaceAll(' ', '-') ?? 'none'}`}>
        {unsent !== undefined && (
          <span
            class="request-unsent"
            onMouseEnter={({ currentTarget }) => setTitleIfTruncated(currentTarget)}
          >
            {unsent}
          </span>
        )}
        {sent && sent.state !== 'not expired' && sent.state !== 'unknown' && <Icon name="wrong" />}
        {sent && describeSentShort(t, sent)}
      </span>
    </li>
  );
}
