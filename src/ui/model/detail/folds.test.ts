import { expect, it } from 'vitest';
import { createLayoutSignal } from '../screen-layout';
import { createFolds } from './folds';

it('folds the lifetime and the signature until the user unfolds them', () => {
  const folds = createFolds(createLayoutSignal(() => {}));
  expect([folds.isFolded('lifetime'), folds.isFolded('signature'), folds.isFolded('claims')]).toEqual([
    true,
    true,
    false,
  ]);
  folds.toggle('signature');
  folds.leave();
  expect(folds.isFolded('signature')).toBe(false);
  folds.toggle('signature');
  expect(folds.isFolded('signature')).toBe(true);
});

it('unfolds a section for an action until another token is shown', () => {
  const folds = createFolds(createLayoutSignal(() => {}));
  folds.enter('signature');
  expect([folds.isFolded('signature'), folds.entering.value]).toEqual([false, 'signature']);
  folds.entered();
  expect([folds.isFolded('signature'), folds.entering.value]).toEqual([false, undefined]);
  folds.enter('signature');
  folds.leave();
  expect([folds.isFolded('signature'), folds.entering.value]).toEqual([true, undefined]);
  folds.show('signature');
  folds.toggle('signature');
  expect(folds.isFolded('signature')).toBe(true);
});

it('keeps a section unfolded that the user had unfolded before an action', () => {
  const folds = createFolds(createLayoutSignal(() => {}));
  folds.unfold('signature');
  folds.enter('signature');
  folds.leave();
  expect(folds.isFolded('signature')).toBe(false);
});
