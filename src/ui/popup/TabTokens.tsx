import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { LinePosition, Distinction } from '../components/TokenName';
import { describeMoment } from '../format/time';
import { typeLabels, type ListedType } from '../format/token-type';
import { translateCount, useTranslate, type Translate } from '../format/translate';
import { countLosses } from '../format/sources/losses';
import type { ListedToken, TabGaps } from '../commands';
import { describeAudience, distinguish } from '../model/lists/distinctions';
import type { TabTokensModel } from '../model/tab-tokens';

/** The tokens of the tab. The list is open while it's rendered. */
export interface TabTokensProps {
  readonly model: TabTokensModel;
  readonly onClose: () => void;
}

/** The tokens of the popup's tab, or why there are none. */
export function TabTokens({ model, onClose }: TabTokensProps) {
  const t = useTranslate();
  const tokens = model.tokens.value;
  const problem = model.problem.value;
  const gaps = model.gaps.value;
  const distinctions = findDistinctions(tokens ?? []);
  return (
    <>
      <div class="paste-foot">
        <div class="paste-status" role="status">
          <p>
            {model.isLoading.value
              ? t('popup_searching')
              : problem === 'timed out'
                ? t('popup_tab_timed_out')
                : tokens === undefined
                  ? t('popup_tab_unavailable')
                  : problem === 'gone'
                    ? t('popup_tab_gone')
                    : tokens.length === 0 && gaps?.isStorageUnread !== true
                      ? t('popup_tab_none')
                      : translateCount(t, 'popup_tab_found', tokens.length)}
          </p>
          {gaps && describeGaps(t, gaps).map((sentence) => <p key={sentence}>{sentence}</p>)}
        </div>
        <button type="button" class="button" autoFocus onClick={onClose}>
          {t('popup_tab_close')}
        </button>
      </div>
      {tokens !== undefined && tokens.length > 0 && (
        <nav class="found" aria-label={t('popup_tab_name')}>
          {tokens.map((token) => (
            <TabTokenRow
              key={token.id}
              model={model}
              token={token}
              distinction={distinctions.get(token.id)}
            />
          ))}
        </nav>
      )}
    </>
  );
}

/** What is missing in the list. */
function describeGaps(
  t: Translate,
  { counts, droppedRequests, isStorageUnread }: TabGaps,
): readonly string[] {
  const losses = countLosses(counts) + droppedRequests;
  return [
    ...(isStorageUnread ? [t('popup_tab_storage_unread')] : []),
    ...(losses > 0 ? [translateCount(t, 'popup_tab_dropped', losses)] : []),
  ];
}

/** What distinguishes tokens whose rows would look alike, by their ID. */
function findDistinctions(tokens: readonly ListedToken[]): ReadonlyMap<number, string> {
  const listed = tokens.map(({ id, type, subject, audience, line }) => ({
    id,
    lineId: line?.id,
    subject,
    type,
    issuerHost: '',
    audience: describeAudience(audience),
  }));
  return distinguish(listed);
}

interface TabTokenRowProps {
  readonly model: TabTokensModel;
  readonly token: ListedToken;
  readonly distinction: string | undefined;
}

function TabTokenRow({ model, token, distinction }: TabTokenRowProps) {
  const t = useTranslate();
  const { id, type, subject, line, origin, lastSeenMs } = token;
  const isSelected = model.selectedId.value === id;
  return (
    <button type="button" aria-current={isSelected} onClick={() => model.select(id)}>
      <span class="found-type">{t(typeLabels[isListedType(type) ? type : 'malformed'].short)}</span>
      <span class="found-subject">
        {subject === '' ? <span class="quiet">{t('subject_none')}</span> : <HostileText text={subject} />}
        <LinePosition line={line} />
        <Distinction text={distinction} />
      </span>
      <span class="found-path quiet">
        {describeMoment(lastSeenMs)?.time} <HostileText text={origin.replace(/^https:\/\//, '')} isHost />
      </span>
      {isSelected && model.problem.value !== undefined && <Icon name="unknown" />}
    </button>
  );
}

function isListedType(type: string): type is ListedType {
  return Object.hasOwn(typeLabels, type);
}
