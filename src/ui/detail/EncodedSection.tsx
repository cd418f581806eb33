import { useMemo, useState } from 'preact/hooks';
import { createLocator, locate, receivedText, type Token } from '../../token';
import { HostileText } from '../components/HostileText';
import { useTranslate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { DetailModel } from '../model/detail/detail';
import { createEncodedMembers, type EncodedMembers } from '../model/detail/encoded-members';
import type { HighlightedMember } from '../model/detail/member-highlight';
import { revealMember } from '../model/detail/reveal-member';
import { EncodedText, type Mark } from './EncodedText';
import { Section } from './Section';

interface EncodedSectionProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/**
 * The token as it was received. The characters of the highlighted member are marked, and the mouse or the keyboard on
 * characters highlights their member.
 */
export function EncodedSection({ model, token }: EncodedSectionProps) {
  const t = useTranslate();
  const { highlight, exactJson, folds } = model;
  const locators = useMemo(
    () => ({ header: createLocator(token, 'header'), claims: createLocator(token, 'claims') }),
    [token],
  );
  const header = exactJson.header.value;
  const claims = exactJson.claims.value;
  const disclosed = model.disclosures.disclosed.value;
  const members = useMemo(
    () => createEncodedMembers({ token, parts: { header, claims }, locators, disclosed }),
    [token, header, claims, locators, disclosed],
  );
  const stops = useMemo(() => members.list(), [members]);
  const [stopAt, setStopAt] = useState(0);
  const pointed = highlight.member.value;
  const at = pointed?.isFromText === true ? members.describe(pointed) : '';
  return (
    <Section name="encoded" folds={folds}>
      <EncodedText
        key={token.raw}
        raw={receivedText(token)}
        mark={findMark(token, locators, members, pointed)}
        onPoint={(offset) => highlight.set(offset === undefined ? undefined : members.findAt(offset))}
        onPick={() => {
          const picked = highlight.member.peek();
          if (picked) revealMember(model, picked);
        }}
        stops={
          stops.length === 0
            ? undefined
            : {
                name: t('encoded_members'),
                count: stops.length,
                at: Math.min(stopAt, stops.length - 1),
                text: writeHostile(at),
                onStop(next) {
                  setStopAt(next);
                  highlight.set(stops[next]);
                },
                onLeave: () => highlight.set(undefined),
              }
        }
      />
      <p class="encoded-at quiet" aria-hidden="true">
        {at !== '' && <HostileText text={at} />}
      </p>
    </Section>
  );
}

/** The range to mark: the error of a malformed token, otherwise the highlighted member. */
function findMark(
  token: Token,
  locators: Parameters<typeof createEncodedMembers>[0]['locators'],
  members: EncodedMembers,
  highlighted: HighlightedMember | undefined,
): Mark | undefined {
  if (token.kind === 'malformed') return { start: token.offset, end: token.offset + 1, isError: true };
  if (highlighted === undefined) return undefined;
  const { name, member, node, span } = highlighted;
  if (span !== undefined) return { ...span, isError: false };
  const locateNode = locators[name];
  if (node !== undefined) return locateNode && { ...locateNode(node), isError: false };
  if (member === undefined) return undefined;
  const range = locate(token, name, [member]);
  const found = range
    ? { start: (range.name ?? range.value).start, end: range.value.end }
    : name === 'claims'
      ? members.locateDisclosure(member)
      : undefined;
  return found && { ...found, isError: false };
}
