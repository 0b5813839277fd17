// What sister libraries do together, for which goals, and how often they are in touch.
import { enumOf } from '#kit/words/enums';
export const ActivityKind = enumOf('ActivityKind', 'A kind of thing that sister libraries do together.', {
  VIRTUAL_CONVERSATION: 'A talk by video, telephone or chat, for instance once a month.',
  MATERIAL_EXCHANGE: 'Books, newspapers or other materials sent to each other, or given.',
  STAFF_EXCHANGE: 'Staff who work in the other library for a while.',
  TRAINING: 'Courses, conferences and teaching of each other.',
  READING_CLUB: 'Readers in both libraries who read the same books.',
  CHILDREN_PROGRAMME: 'Programmes for children and pupils.',
  DISPLAY_EXCHANGE: 'Exhibitions and displays about each other.',
  PEN_PALS: 'Letters or e-mail between readers or staff.',
  INTERLIBRARY_LOAN: 'Loans from one library to the other.',
  PURCHASE_ASSISTANCE: "Help to buy what is hard to get in the partner's country.",
  TECHNOLOGY_SHARING: 'Sharing techniques and tools to solve a problem.',
  DIGITIZATION: 'Digitizing collections together.',
  LOCAL_HISTORY: 'Work on the history of both places.',
  NEWCOMER_SERVICES: 'Services for people who came from another country.',
  COMMUNITY_PROGRAMME: 'Festivals, shared holidays and other programmes for everyone.',
  LIBRARY_DEVELOPMENT: 'Helping to found or expand a library.',
  PUBLICITY: 'Making the partnership known.',
  EVALUATION: 'Evaluating together what the partnership achieved.',
  STUDY_VISIT: 'A short visit to learn how the other library works.',
});
export type ActivityKind = keyof typeof ActivityKind;

export const PartnershipGoal = enumOf(
  'PartnershipGoal',
  'A goal of a partnership, in the terms of the call for partnerships of 2019.',
  {
    BROADEN_STAFF_VIEW: "Broaden the staff's view of the library profession.",
    CULTURAL_KNOWLEDGE: 'Increase staff and community knowledge of other cultures.',
    EXCHANGE_RESOURCES: 'Exchange information, resources, expertise and training.',
    SHARE_TECHNOLOGY: 'Share techniques and technologies to help solve problems.',
    IMPROVE_ACCESS: 'Improve access to information in both countries.',
    PROMOTE_AWARENESS: 'Promote awareness of libraries and their international reach.',
    RAISE_ISSUES: 'Raise awareness of issues and needs facing libraries in various countries.',
  },
);
export type PartnershipGoal = keyof typeof PartnershipGoal;

export const MeetingRhythm = enumOf('MeetingRhythm', 'How often sister libraries intend to be in touch.', {
  WEEKLY: 'Once a week.',
  FORTNIGHTLY: 'Every two weeks.',
  MONTHLY: 'Once a month.',
  QUARTERLY: 'Every three months.',
  YEARLY: 'Once a year.',
});
export type MeetingRhythm = keyof typeof MeetingRhythm;

/** How long each rhythm is, by the calendar. */
export const rhythmLengths = {
  WEEKLY: { weeks: 1 },
  FORTNIGHTLY: { weeks: 2 },
  MONTHLY: { months: 1 },
  QUARTERLY: { months: 3 },
  YEARLY: { years: 1 },
} as const satisfies Record<MeetingRhythm, object>;
