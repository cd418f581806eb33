import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** No data: URLs, which the pages' content security policy blocks. */
const theme = EditorView.theme({
  '&': {
    color: 'var(--text)',
    background: 'var(--background)',
    border: '1px solid var(--line-strong)',
    borderRadius: '3px',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { font: 'var(--font-code)', maxHeight: 'var(--editor-height)' },
  '.cm-content': { padding: '4px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 6px' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--background-selected)' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none' },
  '.cm-match': { background: 'light-dark(#fff6d6, #3f3a22)' },
  '.cm-match-current': {
    background: 'light-dark(#ffebb0, #3f3a22)',
    outline: '1px solid var(--warning)',
  },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--wrong)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warning)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--wrong)' },
  '.cm-tooltip': {
    background: 'var(--background-bar)',
    border: '1px solid var(--line-strong)',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    font: 'var(--font-code)',
    maxHeight: '180px',
    maxWidth: 'min(460px, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '2px 6px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--background-selected)',
    color: 'var(--text)',
    outline: '1px solid transparent',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { font: 'var(--font)', fontStyle: 'normal', color: 'var(--text-quiet)' },
  '.cm-specialChar': { color: 'var(--warning)' },
});

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-name)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--json-word)' },
]);

/** The look of the editor, from the page's custom properties. */
export const editorTheme = [theme, syntaxHighlighting(highlight)];
