// `npm run build`: both browsers, into dist/chrome and dist/firefox.
import { builds } from './steps.mjs';

for (const step of builds) {
  if ((await step.run()) !== 0) {
    console.error(`Failed: ${step.name}`);
    process.exit(1);
  }
}
console.log('Built dist/chrome and dist/firefox.');
