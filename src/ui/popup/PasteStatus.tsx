import type { Missing } from '../../token';
import type { PopupModel } from '../model/popup';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { translateResult } from '../format/params';
import { describeMalformed } from '../format/malformed';
import { searchedAtMost } from '../model/popup';

/** What was found in the pasted text and what was taken off it, or what is wrong with it. */
export function PasteMessage({ model }: { readonly model: PopupModel }) {
  const say = useTranslate();
  return (
    <div class="paste-news" id="paste-news" role="status">
      {describeNews(say, model).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

function describeNews(say: Translate, model: PopupModel): readonly string[] {
  if (model.isSearching.value) return [say('popup_searching')];
  const { text, found, isCut, missing } = model.search.value;
  const chosen = found[model.chosen.value];
  return [
    missing && describeMissing(say, missing),
    chosen?.token.kind === 'malformed' && describeMalformed(say, chosen.token),
    found.length > 1 && translateCount(say, 'popup_found', found.length),
    ...(chosen?.notes ?? []).map((note) => translateResult(say, `note_${note.code}`, note.params)),
    text.length > searchedAtMost &&
      say('popup_cut', describeNumber(searchedAtMost), describeNumber(text.length)),
    isCut && say('popup_limit_reached'),
    model.draft.complaint.value,
  ].filter((sentence) => typeof sentence === 'string');
}

/** A text that is almost a token is explained by what is wrong with the token. */
function describeMissing(say: Translate, { reason, params, token }: Missing): string {
  if (reason !== 'malformed') return translateResult(say, `missing_${reason}`, params);
  return token === undefined ? '' : describeMalformed(say, token);
}
