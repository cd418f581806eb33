import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { loadDescriptions, type Token } from '../../../token';

/** What explains claims, header parameters and values: functions of the token room. */
export type Descriptions = Awaited<ReturnType<typeof loadDescriptions>>;

export interface ExplanationsModel {
  /** Undefined until they are loaded, which begins with the first token. */
  readonly descriptions: ReadonlySignal<Descriptions | undefined>;
  end(): void;
}

export function createExplanations(token: ReadonlySignal<Token | undefined>): ExplanationsModel {
  const descriptions = signal<Descriptions | undefined>(undefined);
  let isLoading = false;
  let isEnded = false;
  const stop = effect(() => {
    if (token.value === undefined || isLoading) return;
    isLoading = true;
    void loadDescriptions().then((loaded) => {
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
