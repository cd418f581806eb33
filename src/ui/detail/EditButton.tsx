import { useTranslate } from '../format/translate';
import type { EditingModel } from '../model/detail/editing';

/** Opens the editor of the shown token in place of its details, or closes it. Nothing if the token can't be edited. */
export function EditButton({ editing }: { readonly editing: EditingModel }) {
  const t = useTranslate();
  const isOpen = editing.editor.value !== undefined;
  if (!isOpen && !editing.isPossible.value) return null;
  return (
    <button type="button" class="button" onClick={isOpen ? editing.close : editing.open}>
      {t(isOpen ? 'editor_close' : 'editor_open')}
    </button>
  );
}
