import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { loadDescriptions, type Descriptions, type Token } from '../../../token';

/** The explanations of claims and headers in the UI's language. */
export interface ExplanationsModel {
  /** Undefined until loaded, which starts when the first token is shown. */
  readonly descriptions: ReadonlySignal<Descriptions | undefined>;
  end(): void;
}

/** `language` is that of the UI (BCP 47). */
export function createExplanations(
  token: ReadonlySignal<Token | undefined>,
  language: string | undefined,
): ExplanationsModel {
  const descriptions = signal<Descriptions | undefined>(undefined);
  let isLoading = false;
  let isEnded = false;
  const stop = effect(() => {
    if (token.value === undefined || isLoading) return;
    isLoading = true;
    void loadDescriptions(language).then((loaded) => {
      if (!isEnded) descriptions.value = loaded;
    });
  });
  return {
    descriptions,
    end() {
      isEnded = true;
      stop();
    },
  };
}
