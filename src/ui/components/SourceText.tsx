import { splitSource } from '../format/source-links';

/** The source of a fact: sections of RFCs are links, which are opened only by a click. */
export function SourceText({ text }: { readonly text: string }) {
  return (
    <>
      {splitSource(text).map(({ text: part, url }, index) =>
        url === undefined ? (
          part
        ) : (
          <a key={index} class="source-link" href={url} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ),
      )}
    </>
  );
}
