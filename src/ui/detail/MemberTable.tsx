import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { JsonObject } from '../../token';
import { CopyButton } from '../element/CopyButton';
import { HostileText } from '../element/HostileText';
import { LongText } from '../element/LongText';
import type { CopyingModel } from '../model/copying';
import { describeNumber, useSay } from '../translate';
import { writeHostile } from '../words/hostile';
import { describeJson } from '../words/json';
import { describeMember, isDate } from '../words/members';
import { MomentText } from './MomentText';

/** Members drawn at first, and with each further step: a hostile token has tens of thousands. */
const step = 300;

export interface MemberTableProps {
  readonly name: string;
  readonly members: JsonObject;
  readonly part: 'header' | 'payload';
  readonly copying: CopyingModel;
  readonly now: ReadonlySignal<number>;
}

/** The members of a header or of claims, in their own order: name, value, and what the registered ones mean. */
export function MemberTable({ name, members, part, copying, now }: MemberTableProps) {
  const say = useSay();
  const [limit, setLimit] = useState(step);
  const entries = Object.entries(members);
  return (
    <>
      <table class="members" aria-label={name}>
        <tbody>
          {entries.slice(0, limit).map(([member, value]) => (
            <tr key={member}>
              <th scope="row" class={`hue-${part}`} title={describeMember(say, part, member)}>
                <HostileText text={member.slice(0, 200)} />
              </th>
              <td>
                <div class="member-value">
                  <MemberValue value={value} />
                  {part === 'payload' && isDate(member, value) && <MomentText seconds={value} now={now} />}
                </div>
              </td>
              <td class="meaning">{describeMember(say, part, member)}</td>
              <td class="member-copy">
                <CopyButton
                  copying={copying}
                  name={say(
                    part === 'header' ? 'copy_header_member' : 'copy_claim',
                    writeHostile(member.slice(0, 200)),
                  )}
                  text={() => (typeof value === 'string' ? value : describeJson(value))}
                />
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

function MemberValue({ value }: { readonly value: unknown }) {
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
      <LongText text={describeJson(value)} keepLines={isNested} />
    </span>
  );
}
