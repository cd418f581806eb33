import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { JsonObject } from '../../token';
import { CopyButton } from '../element/CopyButton';
import { HostileText } from '../element/HostileText';
import { LongText } from '../element/LongText';
import type { CopyingModel } from '../model/copying';
import { describeNumber, useSay } from '../translate';
import type { Explanation } from '../words/explanation';
import { writeHostile } from '../words/hostile';
import { describeJson } from '../words/json';
import { isDate } from '../words/members';
import { MemberTip } from './MemberTip';
import { MomentText } from './MomentText';

/** Members drawn at first, and with each further step: a hostile token has tens of thousands. */
const step = 300;

export interface MemberTableProps {
  readonly name: string;
  readonly members: JsonObject;
  /** Members that are no text, as they were signed; until it is read they are shown as JavaScript has them. */
  readonly exact: ReadonlyMap<string, string> | undefined;
  readonly part: 'header' | 'payload';
  readonly copying: CopyingModel;
  readonly now: ReadonlySignal<number>;
  /** Undefined until what explains is loaded. */
  readonly explain: ((member: string, value: unknown) => Explanation) | undefined;
  /** Called with the member that is looked at, and with undefined when none is. */
  readonly onPoint: (member: string | undefined) => void;
}

/** The members of a header or of claims, in their own order: name, value, and what they mean. */
export function MemberTable({
  name,
  members,
  exact,
  part,
  copying,
  now,
  explain,
  onPoint,
}: MemberTableProps) {
  const say = useSay();
  const [limit, setLimit] = useState(step);
  const [open, setOpen] = useState<string | undefined>(undefined);
  const entries = Object.entries(members);
  const point = (member: string | undefined) => {
    setOpen(member);
    onPoint(member);
  };
  return (
    <>
      <table
        class="members"
        aria-label={name}
        onMouseLeave={() => point(undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(undefined);
        }}
      >
        <tbody>
          {entries.slice(0, limit).map(([member, value]) => (
            <tr
              key={member}
              onMouseEnter={() => point(member)}
              onFocusIn={() => point(member)}
              onFocusOut={() => point(undefined)}
            >
              <th scope="row" class={`hue-${part}`}>
                <HostileText text={member.slice(0, 200)} />
              </th>
              <td>
                <div class="member-value">
                  <MemberValue value={value} exact={exact?.get(member)} />
                  {part === 'payload' && isDate(member, value) && <MomentText seconds={value} now={now} />}
                </div>
              </td>
              <td class="meaning">
                <span>{explain?.(member, value).meaning}</span>
              </td>
              <td class="member-copy">
                <CopyButton
                  copying={copying}
                  name={say(
                    part === 'header' ? 'copy_header_member' : 'copy_claim',
                    writeHostile(member.slice(0, 200)),
                  )}
                  text={() =>
                    typeof value === 'string' ? value : (exact?.get(member) ?? describeJson(value))
                  }
                />
                {open === member && explain && <MemberTip explanation={explain(member, value)} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > limit && (
        <button type="button" class="text-button" onClick={() => setLimit(limit + step)}>
          {say('members_more', describeNumber(limit), describeNumber(entries.length))}
        </button>
      )}
    </>
  );
}

interface MemberValueProps {
  readonly value: unknown;
  readonly exact: string | undefined;
}

function MemberValue({ value, exact }: MemberValueProps) {
  if (typeof value === 'string') {
    return (
      <span class="value value-string">
        <LongText text={value} />
      </span>
    );
  }
  const isNested = typeof value === 'object' && value !== null;
  return (
    <span class={`value value-${value === null ? 'null' : typeof value}`}>
      <LongText text={exact ?? describeJson(value)} keepLines={isNested} />
    </span>
  );
}
