import { useEffect, useId, useRef } from 'preact/hooks';
import { maxKeyNameLength, type KeyOrigin } from '../../traffic';
import type { KeySetOrigin } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { describeKeyName } from '../format/key-name';
import { describeParam, translateResult } from '../format/params';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { KeyringRow, KeySource, UnreadableKey } from '../model/keyring-list';
import { findKeptScope, type KeyringPageModel } from '../model/keyring-page';
import { ScopeSelect } from './ScopeSelect';

const maxIssuersShown = 3;
const maxTextLength = 200;

const origins: Record<KeyOrigin | KeySetOrigin, MessageKey> = {
  pasted: 'keyring_origin_pasted',
  dropped: 'keyring_origin_dropped',
  fetched: 'keyring_origin_fetched',
  generated: 'keyring_origin_generated',
  selected: 'keyring_origin_selected',
  captured: 'keyring_origin_captured',
  file: 'keyring_origin_file',
  kept: 'keyring_origin_kept',
};

interface KeyRowProps {
  readonly page: KeyringPageModel;
  readonly row: KeyringRow;
  /** In the first row of a text, the number of its rows; otherwise 0. */
  readonly span: number;
}

interface RowPartProps extends Pick<KeyRowProps, 'page' | 'row'> {
  readonly label: string;
}

/** One key. The facts about the text that it's from are in the first of its rows. */
export function KeyRow({ page, row, span }: KeyRowProps) {
  const t = useTranslate();
  const { summary, issuers, source } = row;
  const label = describeKeyName(t, row);
  const { kid, thumbprint } = summary;
  return (
    <tr role="row" class={isUnused(source) ? 'keyring-unused' : undefined}>
      <td role="cell" data-label={t('keyring_name')}>
        <NameInput page={page} row={row} label={label} />
      </td>
      <td role="cell" data-label={t('keyring_kind')}>
        {describeKind(t, row)}
      </td>
      <td role="cell" class="value" data-label="kid">
        {kid !== undefined && <HostileText text={kid.slice(0, maxTextLength)} />}
      </td>
      <td role="cell" class="value" data-label={t('key_fact_thumbprint')}>
        {thumbprint !== undefined && (
          <span class="keyring-thumbprint">
            <span title={thumbprint}>{thumbprint.slice(0, 12)}…</span>
            <CopyButton
              copying={page.copying}
              name={t('keyring_copy_thumbprint', label)}
              text={() => thumbprint}
            />
          </span>
        )}
      </td>
      <td role="cell" data-label={t('keyring_verified')}>
        {issuers.slice(0, maxIssuersShown).map((issuer) => (
          <div key={issuer} class="value">
            <HostileText text={issuer.slice(0, maxTextLength)} isHost />
          </div>
        ))}
        {issuers.length > maxIssuersShown && (
          <span class="quiet">
            {t('capture_more', describeNumber(issuers.length - maxIssuersShown, t.language))}
          </span>
        )}
      </td>
      <td role="cell" data-label={t('keyring_keep')}>
        <KeepBox page={page} row={row} label={label} />
      </td>
      {span > 0 && (
        <SourceCells page={page} source={source} label={label} span={span} publicText={row.publicText} />
      )}
    </tr>
  );
}

function NameInput({ page, row, label }: RowPartProps) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A name that was given elsewhere, but not while one is typed here.
    if (input.current && input.current !== document.activeElement) input.current.value = row.name;
  }, [row.name]);
  return (
    <input
      ref={input}
      class="keyring-name"
      aria-label={t('keyring_name_of', label)}
      placeholder={t('keyring_name_none')}
      maxLength={maxKeyNameLength}
      autocomplete="off"
      spellcheck={false}
      defaultValue={row.name}
      onChange={(event) => page.rename(row, event.currentTarget.value)}
    />
  );
}

interface ProblemRowProps {
  readonly page: KeyringPageModel;
  readonly item: UnreadableKey;
  readonly span: number;
}

/** A text, or an entry of a set, that isn't a key. */
export function ProblemRow({ page, item: { source, problem }, span }: ProblemRowProps) {
  const t = useTranslate();
  return (
    <tr role="row">
      <td role="cell" colSpan={6}>
        <span class="keyring-problem">
          <Icon name="warning" />
          <span>{translateResult(t, problem.code, problem.params)}</span>
        </span>
      </td>
      {span > 0 && <SourceCells page={page} source={source} label={t('keyring_unreadable')} span={span} />}
    </tr>
  );
}

interface SourceCellsProps {
  readonly page: KeyringPageModel;
  readonly source: KeySource;
  readonly label: string;
  readonly span: number;
  readonly publicText?: string | undefined;
}

/** Where the keys are from, which tokens they are used for, and the buttons. */
function SourceCells({ page, source, label, span, publicText }: SourceCellsProps) {
  const t = useTranslate();
  const scope =
    source.kind === 'entered' ? source.entry.scope : source.kind === 'kept' ? source.key.scope : undefined;
  const isDecryption = source.kind === 'entered' && source.entry.purpose === 'decrypt';
  return (
    <>
      <td role="cell" rowSpan={span} data-label={t('keyring_origin')}>
        {t(origins[originOf(source)])}
        {source.kind === 'published' && (
          <div class="value" title={writeHostile(source.set.url.slice(0, 1_000))}>
            <HostileText text={new URL(source.set.url).host} isHost />
          </div>
        )}
      </td>
      <td role="cell" rowSpan={span} data-label={t('keyring_used_for')}>
        {isDecryption && <div>{t('keyring_purpose_decrypt')}</div>}
        {scope === undefined ? (
          <PublishedUse page={page} source={source} label={label} />
        ) : (
          <ScopeSelect
            label={t('keyring_used_for_name', label)}
            scope={scope}
            issuers={isDecryption ? [] : page.issuers}
            onSelect={(next) => page.setScope(source, next)}
          />
        )}
      </td>
      <td role="cell" rowSpan={span} class="keyring-actions">
        {publicText !== undefined && span === 1 && (
          <CopyButton copying={page.copying} name={t('keyring_copy', label)} text={() => publicText} />
        )}
        {(source.kind !== 'published' || source.set.origin === 'fetched') && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('keyring_remove', label)}
            title={t('keyring_remove', label)}
            onClick={(event) => {
              // The button disappears and would lose the focus.
              event.currentTarget.closest('.keyring')?.querySelector('h1')?.focus();
              page.remove(source);
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </td>
    </>
  );
}

/** A published set is used for its issuer's tokens, or to find a matching key. */
function PublishedUse({
  page,
  source,
  label,
}: {
  readonly page: KeyringPageModel;
  readonly source: KeySource;
  readonly label: string;
}) {
  const t = useTranslate();
  if (source.kind !== 'published') return null;
  const { set, isUsed } = source;
  const use = set.issuers.length > 0 ? 'keyring_scope_issuers' : 'keyring_scope_kid';
  return (
    <select
      class="keyring-scope"
      aria-label={t('keyring_used_for_name', label)}
      value={isUsed ? 'used' : 'unused'}
      onChange={(event) => page.setUsed(source, event.currentTarget.value === 'used')}
    >
      <option value="used">{t(use)}</option>
      <option value="unused">{t('keyring_scope_none')}</option>
    </select>
  );
}

/** Only a public key can be kept, and only for tokens that it's known to verify. */
function KeepBox({ page, row, label }: RowPartProps) {
  const t = useTranslate();
  const hintId = useId();
  if (row.publicText === undefined) return <span class="quiet">{t('keyring_keep_never')}</span>;
  if (row.isGuess && !row.isKept) return <span class="quiet">{t('keyring_keep_guess')}</span>;
  const isPossible = row.isKept || findKeptScope(row) !== undefined;
  return (
    <>
      <input
        type="checkbox"
        aria-label={t('keyring_keep_name', label)}
        aria-describedby={isPossible ? undefined : hintId}
        disabled={!isPossible}
        checked={row.isKept}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          // It's checked when the key has been stored.
          event.currentTarget.checked = row.isKept;
          page.keep(row, checked);
        }}
      />
      {!isPossible && (
        <span id={hintId} class="quiet">
          {' '}
          {t('keyring_keep_first')}
        </span>
      )}
    </>
  );
}

function originOf(source: KeySource): KeyOrigin | KeySetOrigin {
  if (source.kind === 'kept') return 'kept';
  return source.kind === 'entered' ? source.entry.origin : source.set.origin;
}

function isUnused(source: KeySource): boolean {
  return source.kind === 'published' && !source.isUsed;
}

function describeKind(t: Translate, { summary, privateText }: KeyringRow): string {
  const kind = describeParam(t, summary.size ?? summary.kind);
  return summary.kind === 'oct' || privateText === undefined ? kind : `${kind} · ${t('keyring_private')}`;
}
