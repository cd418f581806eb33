import type { FileProblem } from '../../traffic';
import { sayCount, type Say } from '../translate';

/** What is to be known of a file, or why it could not be read, in a sentence. */
export function describeFileProblem(say: Say, problem: FileProblem): string {
  switch (problem.code) {
    case 'too large':
      return say('file_too_large');
    case 'not JSON':
      return say('file_not_json');
    case 'no requests':
      return say('file_no_requests');
    case 'unreadable':
      return say('file_unreadable');
    case 'withheld':
      return say('file_withheld');
    case 'unreadable entries':
      return sayCount(say, 'file_unreadable_entries', problem.count);
  }
}
