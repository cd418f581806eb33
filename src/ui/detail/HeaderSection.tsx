import { CopyButton } from '../element/CopyButton';
import type { DetailModel } from '../model/detail';
import { useSay } from '../translate';
import { describeJson } from '../words/json';
import { MemberTable } from './MemberTable';
import { Section } from './Section';

/** The JOSE header. */
export function HeaderSection({ model }: { readonly model: DetailModel }) {
  const say = useSay();
  const token = model.token.value;
  const header = token?.header;
  return (
    <Section
      name="header"
      folds={model.folds}
      actions={
        header && (
          <CopyButton copying={model.copying} name={say('copy_header')} text={() => describeJson(header)} />
        )
      }
    >
      {header ? (
        <MemberTable
          key={token.raw}
          name={say('section_header')}
          members={header}
          part="header"
          copying={model.copying}
          now={model.now}
        />
      ) : (
        <p class="quiet">{say(token ? 'header_unreadable' : 'header_none')}</p>
      )}
    </Section>
  );
}
