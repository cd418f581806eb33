import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { useArrowFocus } from '../components/useArrowFocus';
import { useTranslate } from '../format/translate';
import type { PanelModel } from '../model/panel';
import type { TextsModel } from '../model/texts';
import { FileTools } from '../panel/FileTools';
import { KeysButton } from '../panel/KeysButton';

/** The viewer, and its box for texts. */
export interface ViewerToolbarProps {
  readonly model: PanelModel;
  readonly texts: TextsModel;
}

/** The toolbar of the viewer, which has no controls of capture. */
export function ViewerToolbar({ model: { capture, files, screen }, texts }: ViewerToolbarProps) {
  const t = useTranslate();
  const toolbar = useRef<HTMLDivElement>(null);
  useArrowFocus(toolbar);
  const clear = () => {
    capture.clear();
    texts.clear();
  };
  return (
    <div class="toolbar" role="toolbar" aria-label={t('viewer_toolbar')} ref={toolbar}>
      <button type="button" class="tool" aria-expanded={texts.isBoxOpen.value} onClick={texts.toggleBox}>
        <Icon name="copy" />
        <span class="tool-word">{t('viewer_paste')}</span>
      </button>
      <FileTools files={files} capture={capture} />
      <KeysButton screen={screen} />
      <button type="button" class="tool" title={t('viewer_clear_title')} onClick={clear}>
        <Icon name="clear" />
        <span class="tool-word">{t('toolbar_clear')}</span>
      </button>
    </div>
  );
}
