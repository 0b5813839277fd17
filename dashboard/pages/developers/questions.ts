// What developers try first: five questions with answers, and the operations that stand as tabs in the explorer.
import { CompareLendingDocument } from '../../../schema/typed/CompareLending';
import { LibraryPageDocument } from '../../../schema/typed/LibraryPage';
import { PetitionsDocument } from '../../../schema/typed/Petitions';
import { PublisherPoliciesDocument } from '../../../schema/typed/PublisherPolicies';
import { SeekingSistersDocument } from '../../../schema/typed/SeekingSisters';
import { type Ask, ask } from '../../page';

const publisherIds = ['macmillan', 'hachette', 'penguin-random-house', 'simon-schuster', 'harpercollins'];
const scenario = { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 };

const variables = {
  PublisherPolicies: { on: '2019-11-15' },
  CompareLending: { input: { publisherIds, on: '2019-11-15', format: 'EBOOK', scenario } },
  Petitions: { first: 3 },
  SeekingSisters: { filter: {}, first: 3 },
  LibraryPage: { id: 'demo-helsinki-fi' },
} as const;

/** In the order in which they are told. */
export const questions = {
  policies: ask(PublisherPoliciesDocument, () => variables.PublisherPolicies),
  compare: ask(CompareLendingDocument, () => ({ input: { ...variables.CompareLending.input, publisherIds } })),
  petitions: ask(PetitionsDocument, () => variables.Petitions),
  seeking: ask(SeekingSistersDocument, () => variables.SeekingSisters),
  library: ask(LibraryPageDocument, () => variables.LibraryPage),
} as const satisfies Readonly<Record<string, Ask<unknown>>>;

/** The variables of each question. */
export const asked: { readonly [Name in keyof typeof questions]: object } = {
  policies: variables.PublisherPolicies,
  compare: variables.CompareLending,
  petitions: variables.Petitions,
  seeking: variables.SeekingSisters,
  library: variables.LibraryPage,
};

/** The petition whose count is shown as it moves. */
export const livePetition = 'fair-ebook-terms';

/** By operation: the questions, a count as it moves, and a signature. */
export const examples: Readonly<Record<string, object>> = {
  LivePetition: { id: livePetition },
  ...variables,
  SignPetition: { input: { petitionId: livePetition, name: 'Ann Reader', email: 'ann@library.example', country: 'PT' } },
};
