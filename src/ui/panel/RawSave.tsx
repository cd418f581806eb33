import { useEffect, useRef } from 'preact/hooks';
import type { SaveFormat } from '../../traffic';
import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';

interface RawSaveProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onSave: (format: SaveFormat) => void;
}

/** Saves without sanitizing, after a confirmation that states the risk. */
export function RawSave({ isOpen, onOpen, onSave }: RawSaveProps) {
  const t = useTranslate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) box.current?.querySelector('button')?.focus();
  }, [isOpen]);
  if (!isOpen) {
    return (
      <button type="button" class="text-button save-raw" onClick={() => onOpen(true)}>
        {t('save_raw')}
      </button>
    );
  }
  return (
    <div class="save-actions save-warning" ref={box}>
      <Icon name="warning" />
      <span id="save-warning">{t('save_warning')}</span>
      <button type="button" class="button" aria-describedby="save-warning" onClick={() => onSave('har')}>
        {t('save_raw_har')}
      </button>
      <button type="button" class="button" aria-describedby="save-warning" onClick={() => onSave('json')}>
        {t('save_raw_json')}
      </button>
    </div>
  );
}
