// How organizers send signatures on paper: as text in a mutation, or as a file of any length with progress as the answer.
import { IsIn, IsOptional, MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { Upload } from '#kit/subgraph/uploads';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { CountryCode } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { importPaper, type PaperProgress } from './importPaper';
import { PaperFault, PaperReport } from './paperReport';
import { type DateOrder, dateOrders } from './paperRow';
import { wishesIn } from './paperWishes';

@InputType({ description: 'Signatures on paper.' })
class ImportPaperSignaturesInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN or CLOSED.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description:
      'CSV, separated by commas, semicolons or tabs. A row at its top names the columns: name, country and, where there are, sheet, ' +
      'line, region, signed_on and email, or what other programs call them; or, for totals, a place and its count. Names are not kept, ' +
      'of addresses only a keyed hash. A line of a sheet counts once, however often it is sent; rows without sheet and line are known ' +
      'again by what they say. Send files of more than a few thousand rows by POST to /petitions/{id}/paper-signatures as text/csv, ' +
      'which reports its progress.',
  })
  csv!: string;

  @Field({ defaultValue: false, description: 'True to read everything, write nothing and get the report.' })
  preview!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The order of dates such as 10/3/2026: YMD, MDY or DMY. Without it, only dates that begin with the year are read.',
  })
  @IsOptional()
  @IsIn(dateOrders, { message: `dates must be one of ${dateOrders.join(', ')}` })
  dates?: DateOrder | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country of rows that name none.' })
  country?: string | null;
}

@Resolver()
export class PaperResolver {
  @Audience(Role.ORGANIZER)
  @Mutation(() => PaperReport, {
    description:
      'Counts signatures on paper, separately from those given online; see paperCount. For its organizer. Errors: UNAUTHENTICATED, ' +
      'FORBIDDEN, NOT_FOUND, WRONG_STATE, BAD_USER_INPUT.',
  })
  async importPaperSignatures(
    @Arg('input', () => ImportPaperSignaturesInput, { description: 'The rows.' })
    { petitionId, csv, preview, dates = null, country = null }: ImportPaperSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperReport> {
    const [faults, changes]: [PaperFault[], PaperFault[]] = [[], []];
    let last: PaperProgress | undefined;
    const wishes = { preview, dates, country, sheet: null, columns: {}, hasHeader: true, everyFault: false };
    for await (last of importPaper(petitionId, textOf(csv), wishes, request)) {
      faults.push(...last.faults);
      changes.push(...last.changes);
    }
    return { ...(last as PaperProgress), faults, changes };
  }
}

async function* textOf(text: string) {
  yield text;
}

/** The same for files of any length. */
export const paperUpload: Upload<PetitionRequest> = {
  path: '/petitions/:id/paper-signatures',
  contentTypes: ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/csv', 'application/vnd.ms-excel'],
  receive: ({ params, query, charset, file, context }) => importPaper(params.id ?? '', file, wishesIn(query, charset), context),
};
