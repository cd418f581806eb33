import { openInChromium } from '../e2e/workbench/open';
import { hasVectors, readVectorText } from '../e2e/workbench/vectors';
import { benches } from './in-page';

const words = 'jwt-secrets/jwt.secrets.list';

/** `npm run bench`, part 2: the benchmarks that run in a page, in real Chromium. The workbench must be built. */
export async function benchInChromium(): Promise<void> {
  const workbench = await openInChromium((line) => console.log(line));
  try {
    for (const bench of Object.keys(benches)) {
      if (bench === 'secrets' && !hasVectors) {
        console.log('weak secrets: not measured, ../shared/vectors is not there');
        continue;
      }
      await workbench.ask({ bench, ...(bench === 'secrets' && { input: readVectorText(words) }) });
    }
  } finally {
    await workbench.close();
  }
}
