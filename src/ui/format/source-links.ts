/** A part of a source, with the address of what it refers to. */
export interface SourcePart {
  readonly text: string;
  readonly url?: string;
}

/** An RFC or another section of the same one: `RFC 7519 §4.1.4, §5`. */
const reference =
  /RFC (?<rfc>\d{3,5})(?: §(?<section>\w+(?:\.\d+)*)| appendix (?<appendix>[A-Z](?:\.\d+)*))?|(?<=, )§(?<next>\w+(?:\.\d+)*)/g;

/** Splits a source into text and references to RFCs. */
export function splitSource(text: string): readonly SourcePart[] {
  const parts: SourcePart[] = [];
  let end = 0;
  let rfc: string | undefined;
  for (const match of text.matchAll(reference)) {
    const { rfc: named, section, appendix, next } = match.groups ?? {};
    const before = text.slice(end, match.index);
    // After another document, a section isn't one of the RFC.
    if (/[;·]/.test(before)) rfc = undefined;
    rfc = named ?? rfc;
    if (rfc === undefined) continue;
    if (before !== '') parts.push({ text: before });
    parts.push({ text: match[0], url: writeUrl(rfc, section ?? next ?? appendix) });
    end = match.index + match[0].length;
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts;
}

function writeUrl(rfc: string, section: string | undefined): string {
  const page = `https://www.rfc-editor.org/rfc/rfc${rfc}`;
  if (section === undefined) return page;
  return `${page}#${/^[A-Z]/.test(section) ? 'appendix' : 'section'}-${section}`;
}
