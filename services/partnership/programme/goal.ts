// What do two libraries become sisters for? The seven reasons of the call for partnerships of 2019-11-11.
import { registerEnumType } from 'type-graphql';

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
