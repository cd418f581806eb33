import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { diagnosticCount, linter, setDiagnostics } from '@codemirror/lint';
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useTranslate, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import { createCompletion } from './complete-json';
import { describeJsonProblem } from './describe-creation';
import { editorTheme } from './editor-theme';
import type { EditorModel } from './editor';
import type { JsonDocument } from './json-document';
import { isError } from './json-problems';
import { markMatches, matchMarks } from './match-marks';

interface JsonEditorProps {
  readonly model: EditorModel;
  readonly document: JsonDocument;
  /** Its accessible name. */
  readonly name: string;
}

/**
 * The text of one part. In a shadow root, because CodeMirror adds its styles to a document as a style element, which the
 * content security policy blocks, but to a shadow root as a style sheet object.
 */
export function JsonEditor({ model, document, name }: JsonEditorProps) {
  const t = useTranslate();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const parent = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    let view: EditorView | undefined;
    const disconnect = document.connect(
      (options) => (view = new EditorView({ ...options, parent })),
      createExtensions(model, document, name, t),
    );
    const stop = effect(() => {
      const problems = document.problems.value;
      const length = document.text.value.length;
      if (problems === undefined || view === undefined) return;
      const diagnostics = problems.map((problem) => ({
        from: Math.min(problem.at.start, length),
        to: Math.min(problem.at.end, length),
        severity: isError(problem) ? ('error' as const) : ('warning' as const),
        message: describeJsonProblem(t, document.text.peek(), problem),
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    });
    const { matches, index } = model.find;
    const stopFind = effect(() => {
      const ofPart = matches.value.filter(({ part }) => part === document.part);
      if (view !== undefined) markMatches(view, ofPart, matches.value[index.value]);
    });
    // Keys such as Escape mean something else in the details around the text box.
    const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
    element.addEventListener('keydown', keepKeys);
    return () => {
      element.removeEventListener('keydown', keepKeys);
      stop();
      stopFind();
      disconnect();
    };
  }, [model, document, name, t]);
  return <div class="json-editor" ref={host} />;
}

function createExtensions(model: EditorModel, document: JsonDocument, name: string, t: Translate) {
  const complete = createCompletion({
    part: document.part,
    t,
    isEncryption: () => model.isEncryption.peek(),
    descriptions: () => model.descriptions.peek(),
    values: () => ({ header: model.values.header.peek(), claims: model.values.claims.peek() }),
    quickChanges: model.quickChanges,
  });
  return [
    json(),
    editorTheme,
    EditorView.lineWrapping,
    matchMarks,
    // The find box covers the end of the details.
    EditorView.scrollMargins.of(() => (model.find.isOpen.peek() ? { bottom: 32 } : null)),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    highlightSpecialChars({
      render(code) {
        const element = window.document.createElement('span');
        element.className = 'cm-specialChar';
        element.textContent = writeHostile(String.fromCodePoint(code));
        return element;
      },
    }),
    EditorView.domEventHandlers({
      drop: ({ dataTransfer }) => {
        const files = [...(dataTransfer?.files ?? [])];
        if (files.length > 0) model.openFiles(files);
        // Otherwise CodeMirror would insert the text of the files.
        return files.length > 0;
      },
    }),
    // The page shows the problems below the text, so no tooltip repeats them.
    linter(null, { tooltipFilter: () => [] }),
    // A suggestion is accepted at once: a line break instead would be in the middle of a name or value.
    autocompletion({
      override: [complete],
      icons: false,
      activateOnTypingDelay: 50,
      interactionDelay: 0,
    }),
    EditorView.contentAttributes.of((view) => ({
      'aria-label': name,
      'aria-invalid': String(diagnosticCount(view.state) > 0),
      spellcheck: 'false',
      autocapitalize: 'off',
      translate: 'no',
    })),
    // Tab isn't bound, so that it leaves the text box.
    keymap.of([
      {
        key: 'Mod-Enter',
        run: () => {
          model.create();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...completionKeymap,
      {
        key: 'Escape',
        run: () => {
          const wasOpen = model.find.isOpen.peek();
          model.find.close();
          return wasOpen;
        },
      },
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}
