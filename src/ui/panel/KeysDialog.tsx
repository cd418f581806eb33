import '../style/keys-dialog.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { describeShortcut } from '../format/shortcut';
import { useTranslate, type MessageKey } from '../format/translate';

/** The dialog is open while it's rendered. */
export interface KeysDialogProps {
  readonly onClose: () => void;
}

/** Each with the keys that do the same, in order. */
function listKeys(): readonly (readonly [MessageKey, readonly string[]])[] {
  return [
    ['keys_select', ['↑', '↓']],
    ['keys_open', ['Enter']],
    ['keys_back', ['Esc']],
    ['keys_copy', [describeShortcut('C')]],
    ['keys_menu', ['Shift+F10']],
    ['keys_fold', ['←', '→']],
    ['keys_compare', ['Shift+↑', 'Shift+↓']],
    ['keys_move', [describeShortcut('↑'), describeShortcut('↓')]],
    ['keys_toggle', [describeShortcut('Space')]],
    ['keys_filter', ['/', describeShortcut('F')]],
    ['keys_find', [describeShortcut('F')]],
    ['keys_clear', [describeShortcut('L')]],
    ['keys_pause', [describeShortcut('E')]],
    ['keys_help', ['?']],
  ];
}

/** The list of the panel's keys. */
export function KeysDialog({ onClose }: KeysDialogProps) {
  const t = useTranslate();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    // The browser moves the focus back to where it was when the dialog is closed.
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  return (
    <dialog
      class="keys-dialog"
      aria-labelledby="keys-title"
      ref={dialog}
      onClose={onClose}
      onClick={(event) => {
        // Its padding belongs to the content, so this is the backdrop.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      onKeyDown={(event) => {
        // Otherwise Escape would also open the drawer of DevTools.
        event.stopPropagation();
        if (event.key !== 'Escape' && event.key !== '?') return;
        event.preventDefault();
        event.currentTarget.close();
      }}
    >
      <div>
        <h2 id="keys-title">{t('keys_title')}</h2>
        <table>
          <tbody>
            {listKeys().map(([label, keys]) => (
              <tr key={label}>
                <th scope="row">{t(label)}</th>
                <td>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t('keys_close')}
        </button>
      </div>
    </dialog>
  );
}
