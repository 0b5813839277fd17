// In which order do the partnership tables come to be?
import { Sources1700000000000 } from './1700000000000-Sources';
import { ProgrammeCalls1700000001000 } from './1700000001000-ProgrammeCalls';
import { Libraries1700000002000 } from './1700000002000-Libraries';
import { Listings1700000003000 } from './1700000003000-Listings';
import { Partnerships1700000004000 } from './1700000004000-Partnerships';
import { Stories1700000005000 } from './1700000005000-Stories';
import { Agreements1700000006000 } from './1700000006000-Agreements';
import { Submissions1700000007000 } from './1700000007000-Submissions';
import { AuditOnlyAdded1700000007500 } from './1700000007500-AuditOnlyAdded';
import { Suggestions1700000008000 } from './1700000008000-Suggestions';
import { StoryStates1700000009000 } from './1700000009000-StoryStates';
import { ListingSearch1700000010000 } from './1700000010000-ListingSearch';
import { Meetings1700000011000 } from './1700000011000-Meetings';
import { ListingMoments1700000012000 } from './1700000012000-ListingMoments';

export const migrations = [
  Sources1700000000000,
  ProgrammeCalls1700000001000,
  Libraries1700000002000,
  Listings1700000003000,
  Partnerships1700000004000,
  Stories1700000005000,
  Agreements1700000006000,
  Submissions1700000007000,
  AuditOnlyAdded1700000007500,
  Suggestions1700000008000,
  StoryStates1700000009000,
  ListingSearch1700000010000,
  Meetings1700000011000,
  ListingMoments1700000012000,
];
