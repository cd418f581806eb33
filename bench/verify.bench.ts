import { importBuiltTokenModule } from './token-module-build';
import { compareVerify } from './verify-work';

/** `npm run bench`: verifying, compared with bare WebCrypto. */
export async function bench(): Promise<void> {
  const { tokenModule, end } = await importBuiltTokenModule();
  await compareVerify(tokenModule);
  end();
}
