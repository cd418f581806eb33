// The page of the workbench. It reads a question from its first text box and writes the reply into the second, because
// the remote controls of both browsers can access the document.
import * as token from '../../src/token';
import { benches } from '../../bench/in-page';
import type { Reply, Question } from './question';
import { suites } from './suites';

const question = document.querySelector<HTMLTextAreaElement>('#question');
const reply = document.querySelector<HTMLTextAreaElement>('#reply');
if (question === null || reply === null) throw new Error('The text boxes do not exist.');

async function run(asked: Question): Promise<Reply> {
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
  reply.value = '';
  const asked = JSON.parse(question.value) as Question;
  const result = await run(asked).catch((error: unknown): Reply => ({
    error: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
  }));
  reply.value = JSON.stringify(result);
  reply.dispatchEvent(new Event('change'));
});
