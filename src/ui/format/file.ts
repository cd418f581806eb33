import type { FileProblem, OpenFile } from '../../traffic';
import { translateCount, type Translate } from './translate';

/** What is to be known of a file, or why it could not be read, in a sentence. */
export function describeFileProblem(say: Translate, problem: FileProblem): string {
  switch (problem.code) {
    case 'too large':
      return say('file_too_large');
    case 'not JSON':
      return say('file_not_json');
    case 'no requests':
      return say('file_no_requests');
    case 'unreadable':
      return say('file_unreadable');
    case 'archive':
      return say('file_archive');
    case 'cut':
      return say('file_cut');
    case 'credentials redacted':
      return say('file_withheld');
    case 'unreadable entries':
      return translateCount(say, 'file_unreadable_entries', problem.count);
  }
}

/** Whether something of the files couldn't be read, or isn't in them. */
export function hasFileProblem(files: readonly OpenFile[]): boolean {
  return files.some(({ problems }) => problems.length > 0);
}

/** That no token was found, and whether that says that there is none. */
export function describeFilesEmpty(say: Translate, files: number, isAllSearched: boolean): string {
  if (!isAllSearched) return say('list_file_empty_partly');
  return translateCount(say, 'list_file_empty', files);
}
