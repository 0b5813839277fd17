// In which states can a story be?
import { registerEnumType } from 'type-graphql';

export enum StoryState {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  RETRACTED = 'RETRACTED',
}
registerEnumType(StoryState, {
  name: 'StoryState',
  description: 'Where a story stands. Only published stories are public.',
  valuesConfig: {
    DRAFT: { description: 'Being written by the committee.' },
    PUBLISHED: { description: 'Can be read by anyone.' },
    RETRACTED: { description: 'Was published, and taken back.' },
  },
});
