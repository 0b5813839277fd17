// How often do sister libraries want to be in touch?
import { registerEnumType } from 'type-graphql';

export enum MeetingRhythm {
  WEEKLY = 'WEEKLY',
  FORTNIGHTLY = 'FORTNIGHTLY',
  MONTHLY = 'MONTHLY',
  QUARTERLY = 'QUARTERLY',
  YEARLY = 'YEARLY',
}
registerEnumType(MeetingRhythm, {
  name: 'MeetingRhythm',
  description: 'How often libraries mean to be in touch.',
  valuesConfig: {
    WEEKLY: { description: 'Once a week.' },
    FORTNIGHTLY: { description: 'Every two weeks.' },
    MONTHLY: { description: 'Once a month.' },
    QUARTERLY: { description: 'Every three months.' },
    YEARLY: { description: 'Once a year.' },
  },
});
