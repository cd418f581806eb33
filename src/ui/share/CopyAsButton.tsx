import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';
import { openMenu, type MenuItem, type MenuModel } from '../model/menu';

interface CopyAsButtonProps {
  readonly menu: MenuModel;
  /** Loads the items when the menu is opened. */
  readonly items: () => Promise<readonly MenuItem[]>;
}

/** Opens the menu with all formats in which the shown token or request can be copied. */
export function CopyAsButton({ menu, items }: CopyAsButtonProps) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="button copy-as"
      aria-haspopup="menu"
      onClick={(event) => openMenu(menu, event, t('copy_as'), items, event.currentTarget)}
    >
      <Icon name="copy" />
      {t('copy_as')}
    </button>
  );
}
