import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { listEncryptionAlgorithms, listSignatureAlgorithms } from '../../token';
import { useArrowFocus } from '../components/useArrowFocus';
import { useTranslate } from '../format/translate';
import type { EditorModel } from './editor';
import type { JsonDocument } from './json-document';
import { MenuButton } from './MenuButton';

interface BarProps {
  readonly model: EditorModel;
}

const hour = 3_600;

/** Changes of single header parameters. */
export function HeaderChanges({ model }: BarProps) {
  const t = useTranslate();
  const { quickChanges } = model;
  const isPossible = quickChanges.isPossible.header.value;
  const isEncryption = model.isEncryption.value;
  const algorithms = isEncryption ? listEncryptionAlgorithms().alg : listSignatureAlgorithms();
  const alg = model.values.header.value?.['alg'];
  const hasKeyId = model.values.header.value?.['kid'] !== undefined;
  return (
    <Bar document={model.documents.header} name={t('editor_changes_header')}>
      {!isEncryption && (
        <Tool isDisabled={!isPossible || alg === 'none'} onClick={() => quickChanges.setAlgorithm('none')}>
          alg: none
        </Tool>
      )}
      <MenuButton
        label={t('editor_algorithm')}
        isDisabled={!isPossible}
        items={[
          ...algorithms
            .filter((name) => name !== alg)
            .map((name) => ({ label: name, onSelect: () => quickChanges.setAlgorithm(name) })),
          {
            label: t(isEncryption ? 'editor_sign_instead' : 'editor_encrypt_instead'),
            onSelect: () => quickChanges.setEncryption(!isEncryption),
          },
        ]}
      />
      <MenuButton
        label={t('editor_key_id')}
        isDisabled={!isPossible}
        items={[
          ...quickChanges.keyIds.value.map((kid) => ({
            label: kid,
            onSelect: () => quickChanges.setKeyId(kid),
          })),
          { label: t('editor_other_value'), onSelect: () => quickChanges.selectValue('header', 'kid') },
          ...(hasKeyId
            ? [{ label: t('editor_key_id_remove'), onSelect: () => quickChanges.remove('header', 'kid') }]
            : []),
        ]}
      />
    </Bar>
  );
}

/** Changes of single claims. */
export function ClaimChanges({ model }: BarProps) {
  const t = useTranslate();
  const { quickChanges } = model;
  const isPossible = quickChanges.isPossible.claims.value;
  return (
    <Bar document={model.documents.claims} name={t('editor_changes_claims')}>
      <Tool
        isDisabled={!isPossible}
        title={t('editor_expire_now_title')}
        onClick={() => quickChanges.expireIn(0)}
      >
        {t('editor_expire_now')}
      </Tool>
      <Tool
        isDisabled={!isPossible}
        title={t('editor_expire_in_hour_title')}
        onClick={() => quickChanges.expireIn(hour)}
      >
        {t('editor_expire_in_hour')}
      </Tool>
      <Tool
        isDisabled={!isPossible}
        title={t('editor_start_in_hour_title')}
        onClick={() => quickChanges.startIn(hour)}
      >
        {t('editor_start_in_hour')}
      </Tool>
      <MenuButton
        label={t('editor_audience')}
        isDisabled={!isPossible}
        items={[
          ...quickChanges.audiences.value.map((audience) => ({
            label: audience,
            onSelect: () => quickChanges.setAudience(audience),
          })),
          { label: t('editor_other_value'), onSelect: () => quickChanges.selectValue('claims', 'aud') },
        ]}
      />
      <MenuButton
        label={t('editor_remove_claim')}
        isDisabled={!isPossible}
        items={quickChanges.claimNames.value.map((name) => ({
          label: name,
          onSelect: () => quickChanges.remove('claims', name),
        }))}
      />
    </Bar>
  );
}

interface ToolbarProps {
  readonly document: JsonDocument;
  readonly name: string;
  readonly children: ComponentChildren;
}

function Bar({ document, name, children }: ToolbarProps) {
  const t = useTranslate();
  const bar = useRef<HTMLDivElement>(null);
  useArrowFocus(bar, '.editor-tool');
  return (
    <div class="quick-changes" role="toolbar" aria-label={name} ref={bar}>
      {children}
      <span class="quick-history">
        <Tool isDisabled={!document.canUndo.value} onClick={document.undo}>
          {t('editor_undo')}
        </Tool>
        <Tool isDisabled={!document.canRedo.value} onClick={document.redo}>
          {t('editor_redo')}
        </Tool>
      </span>
    </div>
  );
}

interface ToolProps {
  readonly isDisabled: boolean;
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button that keeps the focus while it's disabled, since its own action can disable it. */
function Tool({ isDisabled, title, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      class="editor-tool"
      aria-disabled={isDisabled}
      title={title}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      {children}
    </button>
  );
}
