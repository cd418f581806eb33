import type { Disclosed, KeyBindingProblem, OpenedDisclosure, SdJwt } from '../../token';
import { HostileText } from '../element/HostileText';
import { Icon } from '../element/Icon';
import { LongText } from '../element/LongText';
import type { DetailModel } from '../model/detail';
import { describeNumber, sayCount, useSay, type MessageKey, type Say } from '../translate';
import { writeHostile } from '../words/hostile';
import { describeJson } from '../words/json';
import { NestedToken } from './NestedToken';
import { Section } from './Section';

/** A hostile token brings tens of thousands. */
const shownAtMost = 300;

const problems: Record<NonNullable<OpenedDisclosure['problem']>, MessageKey> = {
  malformed: 'disclosure_problem_malformed',
  unreferenced: 'disclosure_problem_unreferenced',
  duplicate_digest: 'disclosure_problem_duplicate',
  name_taken: 'disclosure_problem_name_taken',
};

const bindingProblems: Record<KeyBindingProblem, MessageKey> = {
  malformed: 'key_binding_malformed',
  typ: 'key_binding_typ',
  sd_hash: 'key_binding_sd_hash',
  claims: 'key_binding_claims',
  no_cnf: 'key_binding_no_cnf',
  signature: 'key_binding_signature',
};

/** What an SD-JWT discloses, what it keeps to itself, and who presents it. */
export function DisclosuresSection({ model }: { readonly model: DetailModel }) {
  const say = useSay();
  const token = model.token.value;
  const disclosed = model.disclosures.disclosed.value;
  return (
    <Section name="disclosures" folds={model.folds}>
      {token?.kind === 'sd-jwt' && disclosed ? (
        <Disclosures key={token.raw} model={model} token={token} disclosed={disclosed} />
      ) : (
        <p class="quiet">{say('disclosures_pending')}</p>
      )}
    </Section>
  );
}

interface DisclosuresProps {
  readonly model: DetailModel;
  readonly token: SdJwt;
  readonly disclosed: Disclosed;
}

function Disclosures({ model, token, disclosed }: DisclosuresProps) {
  const say = useSay();
  const shown = disclosed.disclosures.slice(0, shownAtMost);
  return (
    <>
      <p>{describeCounts(say, disclosed)}</p>
      {shown.length > 0 && (
        <table class="members" aria-label={say('section_disclosures')}>
          <tbody>
            {shown.map((opened, index) => (
              <DisclosureRow key={index} opened={opened} />
            ))}
          </tbody>
        </table>
      )}
      {disclosed.disclosures.length > shown.length && (
        <p class="quiet">
          {say('disclosures_cut', describeNumber(shown.length), describeNumber(disclosed.disclosures.length))}
        </p>
      )}
      <KeyBinding model={model} token={token} disclosed={disclosed} />
    </>
  );
}

function DisclosureRow({ opened }: { readonly opened: OpenedDisclosure }) {
  const say = useSay();
  const { disclosure, pointer, problem } = opened;
  const name = disclosure.name ?? say('disclosure_element');
  return (
    <tr>
      <th scope="row" class="hue-payload">
        <HostileText text={name.slice(0, 200)} />
      </th>
      <td>
        <span class="value">
          <LongText
            text={
              disclosure.problem === undefined
                ? describeJson(disclosure.value)
                : disclosure.text.slice(0, 200)
            }
            keepLines
          />
        </span>
        {problem !== undefined && (
          <p class="verdict verdict-invalid">
            <Icon name="wrong" />
            <span>{say(problems[problem])}</span>
          </p>
        )}
      </td>
      <td class="meaning">
        <span>
          {pointer !== undefined && <HostileText text={say('disclosure_at', pointer.slice(0, 200))} />}
        </span>
      </td>
    </tr>
  );
}

function describeCounts(say: Say, { disclosures, undisclosed, hash }: Disclosed): string {
  return [
    sayCount(say, 'disclosures_count', disclosures.filter(({ problem }) => problem === undefined).length),
    sayCount(say, 'undisclosed_count', undisclosed.length),
    say('disclosures_hash', writeHostile(hash.slice(0, 50))),
  ].join(' ');
}

/** Whether the one who presents the token holds the key that its issuer named. */
function KeyBinding({ model, token, disclosed }: DisclosuresProps) {
  const say = useSay();
  const { keyBinding } = disclosed;
  if (!keyBinding || !token.keyBinding) return <p class="quiet">{say('key_binding_none')}</p>;
  return (
    <>
      {keyBinding.problems.length === 0 ? (
        <p class="verdict verdict-valid">
          <Icon name="valid" />
          <span>{say('key_binding_good')}</span>
        </p>
      ) : (
        keyBinding.problems.map((problem) => (
          <p key={problem} class="verdict verdict-invalid">
            <Icon name="wrong" />
            <span>{say(bindingProblems[problem])}</span>
          </p>
        ))
      )}
      <NestedToken walk={model.walk} token={token.keyBinding} />
    </>
  );
}
