import { Distinction, SubjectText } from '../components/TokenName';
import { HostileText } from '../components/HostileText';
import { createFacts } from '../model/detail/entry';
import { findDistinctions } from '../model/lists/distinctions';
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
  const listed = found.slice(0, maxListed).map(({ token, path }, index) => ({
    row: { id: index + 1 },
    facts: createFacts(token, undefined, [{ kind: '', name: '', path }]),
    path,
  }));
  const distinctions = findDistinctions(listed);
  return (
    <nav class="found" aria-label={t('found_name')}>
      {listed.map(({ row: { id }, facts, path }, index) => (
        <button
          type="button"
          key={id}
          aria-current={index === selectedIndex}
          onClick={() => model.select(index)}
        >
          <span class="found-type">{t(typeLabels[facts.type].short)}</span>
          <span class="found-subject">
            <SubjectText facts={facts} />
            <Distinction text={distinctions.get(id)} />
          </span>
          <span class="found-path quiet">
            <HostileText text={path.join(' › ').slice(0, 200)} />
          </span>
        </button>
      ))}
      {found.length > maxListed && (
        <p class="quiet">
          {t('found_more', describeNumber(maxListed, t.language), describeNumber(found.length, t.language))}
        </p>
      )}
    </nav>
  );
}
