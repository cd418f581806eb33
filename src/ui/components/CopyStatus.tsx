import type { CopyingModel } from '../model/detail/copying';
import { useTranslate } from '../format/translate';

/** Says quietly that something was copied, or why not. No `status` role: those are for verdicts and pasted text. */
export function CopyStatus({ copying }: { readonly copying: CopyingModel }) {
  const t = useTranslate();
  const copied = copying.copied.value;
  return (
    <div class="copy-status" aria-live="polite">
      {copied && (copied.reason ?? t('copy_done'))}
    </div>
  );
}
