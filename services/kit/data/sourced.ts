// Which sources does a write of the record name, and which of them are new?
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { DatePrecision, Source } from '../words/facts';
import { BadInput } from '../words/problem';
import { because, DateScalar, OneLine, WebAddress } from '../words/validation';

@InputType({ description: 'A source that the record does not have yet.' })
export class NewSource {
  @Field(() => ID, { description: 'A short readable name for it: small letters, digits and hyphens, at most 60 characters.' })
  @Matches(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    because('ID_WRONG', 'id must be a readable name of small letters, digits and single hyphens, such as ala-2020.'),
  )
  @MaxLength(60)
  id!: string;

  @Field({ description: 'Title of the page or document, at most 300 characters.' })
  @OneLine(300)
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its address, http or https, at most 2,000 characters; null when it has none.',
  })
  @IsOptional()
  @WebAddress()
  url?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When it was published, or a day of the month or year if that is all we know; null when not known.',
  })
  publishedOn?: string | null;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly publishedOn is known.' })
  publishedPrecision!: DatePrecision;
}

/** Every mutation that writes names its sources. */
@InputType({ description: 'What all writes of the record have in common.' })
export abstract class Sourced {
  @Field(() => [ID], { description: 'The ids of its sources, the most important first; from 1 to 50.' })
  @ArrayMinSize(1, { message: 'sourceIds must name at least one source.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  sourceIds!: string[];

  @Field(() => [NewSource], {
    defaultValue: [],
    description: 'Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too.',
  })
  @ArrayMaxSize(50)
  newSources!: NewSource[];
}

/** Adds new sources and makes sure that all named ones are there. @throws BadInput */
export async function settleSources(
  manager: EntityManager,
  sourceIds: readonly string[],
  newSources: readonly NewSource[],
): Promise<void> {
  const there = async (ids: readonly string[]) =>
    new Set((await manager.createQueryBuilder(Source, 's').where('s.id = ANY(:ids)', { ids }).getMany()).map(({ id }) => id));
  const taken = await there(newSources.map(({ id }) => id));
  const stray = newSources.find(({ id }) => taken.has(id) || !sourceIds.includes(id));
  if (stray && taken.has(stray.id))
    throw new BadInput('newSources', `The source ${stray.id} is on record already. Name it in sourceIds only.`, {
      reason: 'SOURCE_TWICE',
    });
  if (stray)
    throw new BadInput('newSources', `The new source ${stray.id} is not among sourceIds. Add it there.`, {
      reason: 'SOURCE_UNNAMED',
    });
  if (newSources.length > 0)
    await manager.insert(
      Source,
      newSources.map(({ id, title, url = null, publishedOn = null, publishedPrecision }) => ({
        id,
        title,
        url,
        publishedDay: publishedOn,
        publishedPrecision: publishedOn === null ? null : publishedPrecision,
      })),
    );
  const known = await there(sourceIds);
  const unknown = sourceIds.find((id) => !known.has(id));
  if (unknown)
    throw new BadInput('sourceIds', `No source has the id ${JSON.stringify(unknown)}. Describe it in newSources.`, {
      reason: 'SOURCE_UNKNOWN',
    });
}
