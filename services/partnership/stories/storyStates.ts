// In which states can a story be?
import { enumOf } from '#kit/words/enums';
export const StoryState = enumOf('StoryState', 'Where a story stands. Only published stories are public.', {
  DRAFT: 'Being written by the committee.',
  PUBLISHED: 'Can be read by anyone.',
  RETRACTED: 'Was published, and taken back.',
});
export type StoryState = keyof typeof StoryState;
