import { HostileText } from '../components/HostileText';
import { SubjectText } from '../components/SubjectText';
import { createFacts } from '../model/detail/entry';
import type { PopupModel } from '../model/popup';
import { describeNumber, useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';

/** Listed at most; the others are counted. */
const listedAtMost = 50;

/** The tokens found in one text, in its order. */
export function FoundList({ model }: { readonly model: PopupModel }) {
  const say = useTranslate();
  const { found } = model.search.value;
  const chosen = model.chosen.value;
  return (
    <nav class="found" aria-label={say('found_name')}>
      {found.slice(0, listedAtMost).map(({ token, path }, index) => {
        const facts = createFacts(token);
        return (
          <button
            type="button"
            key={index}
            aria-current={index === chosen}
            onClick={() => model.choose(index)}
          >
            <span class="found-kind">{say(typeLabels[facts.kind].short)}</span>
            <span class="found-subject">
              <SubjectText facts={facts} />
            </span>
            <span class="found-path quiet">
              <HostileText text={path.join(' › ').slice(0, 200)} />
            </span>
          </button>
        );
      })}
      {found.length > listedAtMost && (
        <p class="quiet">{say('found_more', describeNumber(listedAtMost), describeNumber(found.length))}</p>
      )}
    </nav>
  );
}
