import type { CopyingModel } from '../model/detail/copying';
import { useTranslate } from '../format/translate';

/** Says quietly that something was copied, or why not. No `status` role: those are for verdicts and pasted text. */
export function CopyMessage({ copying }: { readonly copying: CopyingModel }) {
  const say = useTranslate();
  const copied = copying.copied.value;
  return (
    <div class="copy-news" aria-live="polite">
      {copied && (copied.reason ?? say('copy_done'))}
    </div>
  );
}
