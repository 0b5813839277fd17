// What do sister libraries do together?
import { registerEnumType } from 'type-graphql';

export enum ActivityKind {
  VIRTUAL_CONVERSATION = 'VIRTUAL_CONVERSATION',
  MATERIAL_EXCHANGE = 'MATERIAL_EXCHANGE',
  STAFF_EXCHANGE = 'STAFF_EXCHANGE',
  TRAINING = 'TRAINING',
  READING_CLUB = 'READING_CLUB',
  CHILDREN_PROGRAMME = 'CHILDREN_PROGRAMME',
  DISPLAY_EXCHANGE = 'DISPLAY_EXCHANGE',
  PEN_PALS = 'PEN_PALS',
  INTERLIBRARY_LOAN = 'INTERLIBRARY_LOAN',
  PURCHASE_ASSISTANCE = 'PURCHASE_ASSISTANCE',
  TECHNOLOGY_SHARING = 'TECHNOLOGY_SHARING',
  DIGITIZATION = 'DIGITIZATION',
  LOCAL_HISTORY = 'LOCAL_HISTORY',
  NEWCOMER_SERVICES = 'NEWCOMER_SERVICES',
  COMMUNITY_PROGRAMME = 'COMMUNITY_PROGRAMME',
  LIBRARY_DEVELOPMENT = 'LIBRARY_DEVELOPMENT',
  PUBLICITY = 'PUBLICITY',
  EVALUATION = 'EVALUATION',
  STUDY_VISIT = 'STUDY_VISIT',
}
registerEnumType(ActivityKind, {
  name: 'ActivityKind',
  description: 'A kind of thing that sister libraries do together.',
  valuesConfig: {
    VIRTUAL_CONVERSATION: { description: 'A talk by video, telephone or chat, for instance once a month.' },
    MATERIAL_EXCHANGE: { description: 'Books, newspapers or other materials sent to each other, or given.' },
    STAFF_EXCHANGE: { description: 'Staff who work in the other library for some time.' },
    TRAINING: { description: 'Courses, conferences and teaching of each other.' },
    READING_CLUB: { description: 'A club of readers in both libraries that read the same.' },
    CHILDREN_PROGRAMME: { description: 'Programmes for children and pupils.' },
    DISPLAY_EXCHANGE: { description: 'Exhibitions and displays about each other.' },
    PEN_PALS: { description: 'Letters or e-mail between readers or staff.' },
    INTERLIBRARY_LOAN: { description: 'Loans from one library to the other.' },
    PURCHASE_ASSISTANCE: { description: "Help to buy what is hard to get in the partner's country." },
    TECHNOLOGY_SHARING: { description: 'Techniques and tools shared to solve a problem.' },
    DIGITIZATION: { description: 'Making collections digital together.' },
    LOCAL_HISTORY: { description: 'Work on the history of both places.' },
    NEWCOMER_SERVICES: { description: 'Services for people who came from another country.' },
    COMMUNITY_PROGRAMME: { description: 'Festivals, shared holidays and other programmes for everyone.' },
    LIBRARY_DEVELOPMENT: { description: 'Helping to found or build up a library.' },
    PUBLICITY: { description: 'Making the partnership known.' },
    EVALUATION: { description: 'Looking together at what the partnership achieved.' },
    STUDY_VISIT: { description: 'A short visit to learn how the other library works.' },
  },
});

export enum PartnershipGoal {
  BROADEN_STAFF_VIEW = 'BROADEN_STAFF_VIEW',
  CULTURAL_KNOWLEDGE = 'CULTURAL_KNOWLEDGE',
  EXCHANGE_RESOURCES = 'EXCHANGE_RESOURCES',
  SHARE_TECHNOLOGY = 'SHARE_TECHNOLOGY',
  IMPROVE_ACCESS = 'IMPROVE_ACCESS',
  PROMOTE_AWARENESS = 'PROMOTE_AWARENESS',
  RAISE_ISSUES = 'RAISE_ISSUES',
}
registerEnumType(PartnershipGoal, {
  name: 'PartnershipGoal',
  description: 'What a partnership is for, in the terms of the call for partnerships of 2019.',
  valuesConfig: {
    BROADEN_STAFF_VIEW: { description: "Broaden the staff's view of the library profession." },
    CULTURAL_KNOWLEDGE: { description: 'Increase staff and community knowledge of other cultures.' },
    EXCHANGE_RESOURCES: { description: 'Exchange information, resources, expertise and training.' },
    SHARE_TECHNOLOGY: { description: 'Share techniques and technologies to help solve problems.' },
    IMPROVE_ACCESS: { description: 'Improve access to information in both countries.' },
    PROMOTE_AWARENESS: { description: 'Promote awareness of libraries and their international reach.' },
    RAISE_ISSUES: { description: 'Raise awareness of issues and needs facing libraries in various countries.' },
  },
});

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
