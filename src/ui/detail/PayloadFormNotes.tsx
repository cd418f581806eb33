import type { PayloadForm } from '../../token';
import { Icon } from '../components/Icon';
import { describeNumber, useTranslate } from '../format/translate';

const formats = { deflate: 'DEFLATE', zlib: 'zlib', gzip: 'gzip' } as const;

/** How the payload had to be read, if it isn't plain JSON in UTF-8: many libraries can't read it. */
export function PayloadFormNotes({ form: { compression, text } }: { readonly form: PayloadForm }) {
  const t = useTranslate();
  return (
    <>
      {compression && <p>{t('payload_compressed', formats[compression.format])}</p>}
      {text && (
        <p class="verdict verdict-warning">
          <Icon name="warning" />
          <span>
            {t(
              `payload_text_${text.problem}`,
              text.problem === 'invalid_bytes'
                ? describeNumber(text.offset + 1, t.language)
                : // People know its subset by this name.
                  text.encoding.replace('windows-1252', 'Latin-1 (windows-1252)'),
            )}
          </span>
        </p>
      )}
    </>
  );
}
