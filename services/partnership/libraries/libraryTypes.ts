// Which kinds of library are there, and how well are their place and their ISIL known?
import { registerEnumType } from 'type-graphql';

export enum LibraryType {
  PUBLIC = 'PUBLIC',
  SCHOOL = 'SCHOOL',
  ACADEMIC = 'ACADEMIC',
  SPECIAL = 'SPECIAL',
  NATIONAL = 'NATIONAL',
}
registerEnumType(LibraryType, {
  name: 'LibraryType',
  description: 'Whom a library is for.',
  valuesConfig: {
    PUBLIC: { description: 'For everyone in a place.' },
    SCHOOL: { description: 'For the pupils of a school.' },
    ACADEMIC: { description: 'For a university or college.' },
    SPECIAL: { description: 'For one subject or institution.' },
    NATIONAL: { description: 'For a whole country.' },
  },
});

export enum CoordinatePrecision {
  BUILDING = 'BUILDING',
  CITY = 'CITY',
}
registerEnumType(CoordinatePrecision, {
  name: 'CoordinatePrecision',
  description: 'What a position stands for.',
  valuesConfig: {
    BUILDING: { description: 'The building itself.' },
    CITY: { description: 'The centre of its city, so it may be some kilometres off.' },
  },
});

export enum IsilConfidence {
  VERIFIED = 'VERIFIED',
  MEMORY = 'MEMORY',
}
registerEnumType(IsilConfidence, {
  name: 'IsilConfidence',
  description: 'How well an ISIL is known.',
  valuesConfig: {
    VERIFIED: { description: 'Seen in a published record.' },
    MEMORY: { description: 'Not checked against a record.' },
  },
});
