import type { FileProblem, OpenFile } from '../../../traffic';
import { describeNumber, translateCount, type Translate } from '../translate';

/** A sentence about what a file lacks or why it couldn't be read. */
export function describeFileProblem(t: Translate, problem: FileProblem): string {
  switch (problem.code) {
    case 'too large':
      return t('file_too_large');
    case 'not JSON':
      return t('file_not_json');
    case 'no requests':
      return t('file_no_requests');
    case 'unreadable':
      return t('file_unreadable');
    case 'no tokens':
      return t('file_no_tokens');
    case 'archive':
      return t('file_archive');
    case 'cut':
      return t('file_cut', describeNumber(problem.count, t.language));
    case 'credentials redacted':
      return t('file_redacted');
    case 'sanitized':
      return t('file_sanitized');
    case 'unreadable entries':
      return translateCount(t, 'file_unreadable_entries', problem.count);
  }
}

/** Whether a part of the files couldn't be read or is missing. */
export function hasFileProblem(files: readonly OpenFile[]): boolean {
  return files.some(({ problems }) => problems.some(({ code }) => code !== 'sanitized'));
}

/** The text for an empty list: no tokens in the files, or none in the part that was searched. */
export function describeFilesEmpty(t: Translate, files: number, isAllSearched: boolean): string {
  if (!isAllSearched) return t('list_file_empty_partly');
  return translateCount(t, 'list_file_empty', files);
}
