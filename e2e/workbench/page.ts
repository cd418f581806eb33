// The one page of the workbench: it answers what is written into its first box by what it writes into its second, since
// the document is what both browsers' remote controls can reach.
import * as token from '../../src/token';
import { benches } from '../../bench/in-page';
import type { Answer, Question } from './question';
import { suites } from './suites';

const question = document.querySelector<HTMLTextAreaElement>('#question');
const answer = document.querySelector<HTMLTextAreaElement>('#answer');
if (question === null || answer === null) throw new Error('The boxes are not there.');

async function run(asked: Question): Promise<Answer> {
  if ('suite' in asked) {
    const suite = suites[asked.suite];
    if (suite === undefined) throw new Error(`No suite is called ${asked.suite}.`);
    return { rows: await suite.run(asked.vectors, token) };
  }
  const bench = benches[asked.bench];
  if (bench === undefined) throw new Error(`No benchmark is called ${asked.bench}.`);
  await bench(asked.input);
  return { rows: [] };
}

question.addEventListener('change', async () => {
  answer.value = '';
  const asked = JSON.parse(question.value) as Question;
  const told = await run(asked).catch((error: unknown): Answer => ({
    error: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
  }));
  answer.value = JSON.stringify(told);
  answer.dispatchEvent(new Event('change'));
});
