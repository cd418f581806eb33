import { HostileText } from '../components/HostileText';
import { SubjectText } from '../components/SubjectText';
import { createFacts } from '../model/detail/entry';
import type { PopupModel } from '../model/popup';
import { describeNumber, useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';

/** Further tokens are only counted. */
const maxListed = 50;

/** The tokens found in the text, in their order. */
export function FoundList({ model }: { readonly model: PopupModel }) {
  const t = useTranslate();
  const { found } = model.search.value;
  const selectedIndex = model.selectedIndex.value;
  return (
    <nav class="found" aria-label={t('found_name')}>
      {found.slice(0, maxListed).map(({ token, path }, index) => {
        const facts = createFacts(token, undefined, [{ kind: '', name: '', path }]);
        return (
          <button
            type="button"
            key={index}
            aria-current={index === selectedIndex}
            onClick={() => model.select(index)}
          >
            <span class="found-type">{t(typeLabels[facts.type].short)}</span>
            <span class="found-subject">
              <SubjectText facts={facts} />
            </span>
            <span class="found-path quiet">
              <HostileText text={path.join(' › ').slice(0, 200)} />
            </span>
          </button>
        );
      })}
      {found.length > maxListed && (
        <p class="quiet">
          {t('found_more', describeNumber(maxListed, t.language), describeNumber(found.length, t.language))}
        </p>
      )}
    </nav>
  );
}
