import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { loadDescriptions, type Descriptions, type Token } from '../../../token';

export interface ExplanationsModel {
  /** Undefined until they are loaded, which begins with the first token. */
  readonly descriptions: ReadonlySignal<Descriptions | undefined>;
  end(): void;
}

/** `language` is that of the UI (BCP 47). */
export function createExplanations(
  token: ReadonlySignal<Token | undefined>,
  language: string | undefined,
): ExplanationsModel {
  const descriptions = signal<Descriptions | undefined>(undefined);
  let isAsked = false;
  let isEnded = false;
  const stop = effect(() => {
    if (token.value === undefined || isAsked) return;
    isAsked = true;
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
