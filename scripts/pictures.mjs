// `npm run pictures`: writes the images of README to docs/images, from the real panel and popup, and those of the first-run
// page, from the preview.
import { pathToFileURL } from 'node:url';
import { root, run } from './run.mjs';
import { describeFound, setup } from './setup.mjs';
import { chromeBuild } from './steps.mjs';

const found = await setup({ quiet: true });
const env = describeFound(found);
Object.assign(process.env, env);
const { runnerImport } = await import('vite');
const options = { root, configFile: false, logLevel: 'error' };
const { module } = await runnerImport(pathToFileURL(`${root}e2e/pictures.ts`).href, options);
const written = await module.writePictures(`${root}src/ui/welcome/pictures`);
for (const [name, bytes] of Object.entries(written)) console.log(`${name}: ${bytes} bytes`);

if ((await chromeBuild.run()) !== 0) {
  console.error('The build failed; see the errors above.');
  process.exit(1);
}
process.exitCode = await run(
  'playwright',
  ['test', 'e2e/pictures.spec.ts', '--update-snapshots=all', '--workers=1', '--reporter=list'],
  env,
);
