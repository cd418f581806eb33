import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';
import type { ScreenModel } from '../model/screen';

/** Shows the page of keys in place of the list and the details, or hides it. */
export function KeysButton({ screen }: { readonly screen: ScreenModel }) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={screen.isKeyringShown.value}
      title={t('keyring_title')}
      onClick={screen.toggleKeyring}
    >
      <Icon name="key" />
      <span class="tool-word">{t('keyring')}</span>
    </button>
  );
}
