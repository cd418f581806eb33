import type { CopyingModel } from '../model/detail/copying';
import { useTranslate } from '../format/translate';

/** Shows that something was copied, or why it wasn't. Not a `status`: that role is for verdicts and pasted text. */
export function CopyStatus({ copying }: { readonly copying: CopyingModel }) {
  const t = useTranslate();
  const copied = copying.copied.value;
  return (
    <div class="copy-status" aria-live="polite">
      {copied && (copied.reason ?? copied.note ?? t('copy_done'))}
    </div>
  );
}
