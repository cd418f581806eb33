import type { Missing } from '../../token';
import type { PopupModel } from '../model/popup';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import { describeMalformed } from '../format/malformed';
import { searchedAtMost } from '../model/popup';

/** What was found in the pasted text and what was taken off it, or what is wrong with it. */
export function PasteStatus({ model }: { readonly model: PopupModel }) {
  const t = useTranslate();
  return (
    <div class="paste-status" id="paste-status" role="status">
      {describeStatus(t, model).map((sentence) => (
        <p key={sentence}>{writeHostile(sentence)}</p>
      ))}
    </div>
  );
}

function describeStatus(t: Translate, model: PopupModel): readonly string[] {
  if (model.isSearching.value) return [t('popup_searching')];
  const { text, found, isCut, missing } = model.search.value;
  const selected = found[model.selectedIndex.value];
  return [
    missing && describeMissing(t, missing),
    selected?.token.kind === 'malformed' && describeMalformed(t, selected.token),
    found.length > 1 && translateCount(t, 'popup_found', found.length),
    ...(selected?.notes ?? []).map((note) => t(`note_${note.code}`, ...note.params)),
    text.length > searchedAtMost &&
      t('popup_cut', describeNumber(searchedAtMost), describeNumber(text.length)),
    isCut && t('popup_limit_reached'),
    model.draft.errorMessage.value,
  ].filter((sentence) => typeof sentence === 'string');
}

/** A text that is almost a token is explained by what is wrong with the token. */
function describeMissing(t: Translate, { reason, params, token }: Missing): string {
  return reason === 'malformed' && token ? describeMalformed(t, token) : t(`missing_${reason}`, ...params);
}
