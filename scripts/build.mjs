// `npm run build`: builds both browsers into dist/chrome and dist/firefox. Installs the npm packages if needed.
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';
import { builds } from './steps.mjs';

await installPackages(root);
for (const step of builds) {
  if ((await step.run()) !== 0) {
    console.error(`Failed: ${step.name}`);
    process.exit(1);
  }
}
console.log('Built dist/chrome and dist/firefox.');
