// In which states can a petition be, and what do they mean?
import { registerEnumType } from 'type-graphql';

export enum PetitionState {
  DRAFT = 'DRAFT',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  DELIVERED = 'DELIVERED',
}
registerEnumType(PetitionState, {
  name: 'PetitionState',
  description: 'Where a petition stands in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody can sign yet.' },
    OPEN: { description: 'Can be signed.' },
    CLOSED: { description: 'No longer takes signatures.' },
    DELIVERED: { description: 'Handed to those it addresses; see its deliveries.' },
  },
});

export enum Confirmation {
  NONE = 'NONE',
  EMAIL = 'EMAIL',
}
registerEnumType(Confirmation, {
  name: 'Confirmation',
  description: 'What it takes for a signature to count.',
  valuesConfig: {
    NONE: { description: 'Nothing more: it counts at once.' },
    EMAIL: { description: 'It counts when the person has opened the link in a mail to the address they gave.' },
  },
});

export enum PetitionOutcome {
  POLICY_WITHDRAWN = 'POLICY_WITHDRAWN',
  POLICY_CHANGED = 'POLICY_CHANGED',
  POLICY_KEPT = 'POLICY_KEPT',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(PetitionOutcome, {
  name: 'PetitionOutcome',
  description: 'What became of what a petition asked for. It says what happened, not what caused it.',
  valuesConfig: {
    POLICY_WITHDRAWN: { description: 'The policy it opposed was withdrawn.' },
    POLICY_CHANGED: { description: 'The policy it opposed was changed.' },
    POLICY_KEPT: { description: 'The policy it opposed stayed.' },
    UNKNOWN: { description: 'Our sources do not say.' },
  },
});

export enum CountQualifier {
  EXACT = 'EXACT',
  ABOUT = 'ABOUT',
  NEARLY = 'NEARLY',
  MORE_THAN = 'MORE_THAN',
  AT_LEAST = 'AT_LEAST',
  DERIVED = 'DERIVED',
}
registerEnumType(CountQualifier, {
  name: 'CountQualifier',
  description: 'How the source put a number.',
  valuesConfig: {
    EXACT: { description: 'Printed as that number.' },
    ABOUT: { description: 'About that number.' },
    NEARLY: { description: 'A little less than that number.' },
    MORE_THAN: { description: 'More than that number.' },
    AT_LEAST: { description: 'That number or more.' },
    DERIVED: { description: 'Worked out from other numbers; the note says how.' },
  },
});

export enum CountMetric {
  SIGNATURES = 'SIGNATURES',
  SYSTEMS = 'SYSTEMS',
  SYSTEMS_WASHINGTON = 'SYSTEMS_WASHINGTON',
  LOCATIONS = 'LOCATIONS',
  STATES = 'STATES',
  POPULATION_SERVED = 'POPULATION_SERVED',
}
registerEnumType(CountMetric, {
  name: 'CountMetric',
  description: 'What a reported number counts.',
  valuesConfig: {
    SIGNATURES: { description: 'Signatures.' },
    SYSTEMS: { description: 'Library systems.' },
    SYSTEMS_WASHINGTON: { description: 'Library systems of the state of Washington.' },
    LOCATIONS: { description: 'Library buildings.' },
    STATES: { description: 'States with at least one library that takes part.' },
    POPULATION_SERVED: { description: 'People whom the libraries serve.' },
  },
});
