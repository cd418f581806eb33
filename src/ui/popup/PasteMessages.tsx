import type { PopupModel } from '../model/popup';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { translateResult } from '../format/params';
import { describeTextOrigin } from '../format/text-origin';
import { describeMalformed } from '../format/malformed';
import { describeMissing } from '../format/sources/missing';
import { describeShortened } from '../components/TextBox';
import { maxSearchedLength } from '../model/popup';

/** What was found in the pasted text and removed from it, or why no token was found. */
export function PasteMessages({ model }: { readonly model: PopupModel }) {
  const t = useTranslate();
  return describeStatus(t, model).map((sentence) => <p key={sentence}>{sentence}</p>);
}

function describeStatus(t: Translate, model: PopupModel): readonly string[] {
  if (model.isSearching.value) return [t('popup_searching')];
  const { text, found, isCut, missing } = model.search.value;
  const selected = found[model.selectedIndex.value];
  return [
    missing && describeMissing(t, missing),
    selected?.token.kind === 'malformed' && describeMalformed(t, selected.token),
    found.length > 1 && translateCount(t, 'popup_found', found.length),
    selected && selected.token.kind !== 'malformed' && describeTextOrigin(t, text, selected),
    ...(selected?.notes ?? []).map((note) => translateResult(t, `note_${note.code}`, note.params)),
    describeShortened(t, text),
    text.length > maxSearchedLength &&
      t('popup_cut', describeNumber(maxSearchedLength, t.language), describeNumber(text.length, t.language)),
    isCut && t('popup_limit_reached'),
    model.draft.errorMessage.value,
  ].filter((sentence) => typeof sentence === 'string');
}
