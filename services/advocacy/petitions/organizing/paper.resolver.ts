// How do organizers send in signatures on paper?
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Upload } from '#kit/subgraph/uploads';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import type { PetitionRequest } from '../context';
import { importPaperSignatures, PaperFault, type PaperProgress } from './importPaperSignatures';

@InputType({ description: 'Signatures on paper.' })
export class ImportPaperSignaturesInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN or CLOSED.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description:
      'CSV whose first row names the columns sheet, line, name, country and, if there are, region and signed_on. Names are not kept: ' +
      'a line of a sheet is counted once, however often it is sent. Files of more than a few thousand rows are sent by POST to ' +
      '/petitions/{id}/paper-signatures as text/csv, which answers with its progress.',
  })
  csv!: string;
}

@ObjectType({ description: 'What became of the rows of a file; rows is the sum of the other four.' })
export class PaperReport {
  @Field(() => Int, { description: 'How many rows the file has.' })
  rows!: number;

  @Field(() => Int, { description: 'Signatures that were counted now.' })
  added!: number;

  @Field(() => Int, { description: 'Signatures that were counted before and corrected now.' })
  changed!: number;

  @Field(() => Int, { description: 'Signatures that were counted before and are the same.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Rows that were not counted; see faults.' })
  refused!: number;

  @Field(() => [PaperFault], { description: 'The first thousand rows that were not counted, and why.' })
  faults!: PaperFault[];
}

@Resolver()
export class PaperResolver {
  @Audience(Role.ORGANIZER)
  @Mutation(() => PaperReport, {
    description:
      'Counts signatures on paper, apart from those given here; see paperCount. For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, ' +
      'NOT_FOUND, WRONG_STATE, BAD_USER_INPUT.',
  })
  async importPaperSignatures(
    @Arg('input', () => ImportPaperSignaturesInput, { description: 'The rows.' }) input: ImportPaperSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperReport> {
    const faults: PaperFault[] = [];
    let last: PaperProgress | undefined;
    for await (last of importPaperSignatures(input.petitionId, textOf(input.csv), request)) faults.push(...last.faults);
    return { ...(last as PaperProgress), faults };
  }
}

async function* textOf(text: string) {
  yield text;
}

/** The same for files of any length. */
export const paperUpload: Upload<PetitionRequest> = {
  path: '/petitions/:id/paper-signatures',
  contentType: 'text/csv',
  receive: ({ params, file, context }) => importPaperSignatures(params.id ?? '', file, context),
};
