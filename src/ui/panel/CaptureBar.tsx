import { useRef } from 'preact/hooks';
import { createLazyComponent } from '../detail/LazyComponent';
import { Icon } from '../components/Icon';
import { useArrowFocus } from '../components/useArrowFocus';
import type { CaptureModel } from '../model/capture';
import type { PanelModel } from '../model/panel';
import { describeShortcut } from '../format/shortcut';
import { useTranslate } from '../format/translate';
import type { AddTextBoxProps } from '../viewer/AddTextBox';
import type { ViewerToolbarProps } from '../viewer/ViewerToolbar';
import { FileTools } from './FileTools';
import { FilterBox } from './FilterBox';
import { KeysButton } from './KeysButton';
import { ListSummary } from './ListSummary';
import { ViewTabs } from './ViewTabs';

const ViewerToolbar = createLazyComponent<ViewerToolbarProps>(
  async () => (await import('../viewer/ViewerToolbar')).ViewerToolbar,
);

const AddTextBox = createLazyComponent<AddTextBoxProps>(
  async () => (await import('../viewer/AddTextBox')).AddTextBox,
);

/** The bar at the top: the controls of capture, the filter and the summary of the list. */
export function CaptureBar({ model }: { readonly model: PanelModel }) {
  const { texts } = model;
  return (
    <header class="bar">
      {texts ? <ViewerToolbar model={model} texts={texts} /> : <CaptureToolbar model={model} />}
      <ViewTabs model={model} />
      <FilterBox model={model} />
      <ListSummary model={model} />
      {texts?.isBoxOpen.value && <AddTextBox model={texts} />}
    </header>
  );
}

function CaptureToolbar({ model: { capture, files, screen } }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const toolbar = useRef<HTMLDivElement>(null);
  useArrowFocus(toolbar);
  const { paused, preserve } = capture.settings.value;
  return (
    <div class="toolbar" role="toolbar" aria-label={t('toolbar_capture')} ref={toolbar}>
      <button
        type="button"
        class="tool tool-pause"
        aria-pressed={paused}
        title={t(paused ? 'toolbar_pause_title_on' : 'toolbar_pause_title', describeShortcut('E'))}
        onClick={capture.togglePause}
      >
        <Icon name="pause" />
        <span class="tool-word">{t('toolbar_pause')}</span>
      </button>
      <button
        type="button"
        class="tool"
        title={t('toolbar_clear_title', describeShortcut('L'))}
        onClick={capture.clear}
      >
        <Icon name="clear" />
        <span class="tool-word">{t('toolbar_clear')}</span>
      </button>
      <label class="tool" title={t('toolbar_preserve_title')}>
        <input type="checkbox" checked={preserve} onChange={capture.togglePreserve} />
        {t('toolbar_preserve')}
      </label>
      <WatchButton model={capture} />
      <FileTools files={files} capture={capture} />
      <KeysButton screen={screen} />
    </div>
  );
}

function WatchButton({ model }: { readonly model: CaptureModel }) {
  const t = useTranslate();
  const watching = model.watching.value;
  const origin = watching.state === 'on' ? watching.origin : model.inspectedOrigin.value;
  const isOn = watching.state === 'on';
  const isImpossible = watching.state === 'impossible' || origin === '';
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={isOn}
      disabled={isImpossible}
      title={
        isImpossible
          ? t('toolbar_watch_impossible')
          : t(isOn ? 'toolbar_watch_title_on' : 'toolbar_watch_title', origin)
      }
      onClick={model.toggleWatch}
    >
      <Icon name="watch" />
      <span class="tool-word">{t('toolbar_watch')}</span>
    </button>
  );
}
