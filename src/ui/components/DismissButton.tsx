import { useTranslate } from '../format/translate';
import { Icon } from './Icon';

/** Removes the message that it's in. */
export function DismissButton({ onDismiss }: { readonly onDismiss: () => void }) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t('dismiss')}
      title={t('dismiss')}
      onClick={onDismiss}
    >
      <Icon name="close" />
    </button>
  );
}
