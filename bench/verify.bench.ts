import { importWholeTokenModule } from './built-whole';
import { compareVerify } from './verify-work';

/** `npm run bench`: verifying, beside bare WebCrypto. */
export async function bench(): Promise<void> {
  const { door, end } = await importWholeTokenModule();
  await compareVerify(door);
  end();
}
