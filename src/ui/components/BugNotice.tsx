import { useState } from 'preact/hooks';
import { describeBug, noBugs } from '../../traffic';
import type { CopyCommands, Result } from '../commands';
import { writeBugReport } from '../format/bug-report';
import { useTranslate } from '../format/translate';
import type { Bugs } from '../model/bugs';
import { DismissButton } from './DismissButton';
import { Icon } from './Icon';

/** Shows nothing while the count of `bugs` is 0. */
export interface BugNoticeProps {
  readonly bugs: Bugs;
  readonly copyText: CopyCommands['copyText'];
  readonly onDismiss: () => void;
}

/** Shows that a bug of the extension occurred, and how to report it. The report can't contain token text. */
export function BugNotice({ bugs, copyText, onDismiss }: BugNoticeProps) {
  const t = useTranslate();
  const [copying, setCopying] = useState<{ readonly of: Bugs; readonly result: Result } | undefined>(
    undefined,
  );
  if (bugs.count === 0) return null;
  const facts = bugs.error === undefined ? (bugs.facts ?? noBugs) : describeBug(bugs.error);
  const report = writeBugReport(facts);
  const copied = copying?.of === bugs ? copying.result : undefined;
  return (
    <div class="notice notice-warning">
      <Icon name="warning" />
      <span>
        {t('bug', facts.errorName)} {t('bug_report')}
        {copied && <strong> {copied.ok ? t('copy_done') : copied.reason}</strong>}
      </span>
      <button
        type="button"
        class="button"
        title={report}
        onClick={() => void copyText(report).then((result) => setCopying({ of: bugs, result }))}
      >
        {t('bug_copy')}
      </button>
      <DismissButton onDismiss={onDismiss} />
    </div>
  );
}
