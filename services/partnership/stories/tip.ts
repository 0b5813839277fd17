// Tips on finding and keeping a sister library: what they say, and how the committee writes them.
import { IsOptional, MaxLength, Min } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { change } from '#kit/data/change';
import { FirstFiftyArgs } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import { Source } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import { SomeLines } from '#kit/words/validation';
import { renderMarkdown } from './story';

@ObjectType({ description: 'A piece of advice on finding and keeping a sister library.' })
@Entity()
export class Tip {
  @Field(() => ID, { description: 'A readable id such as tip-travel.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The advice in one sentence, as Markdown source. Treat it as untrusted; textHtml is rendered and safe.' })
  @Column('text')
  text!: string;

  /** Its place in the list, from 1. */
  @Column('integer')
  place!: number;

  @Column('text', { array: true })
  sourceIds!: string[];
}

@InputType({ description: 'A tip on finding and keeping a sister library.' })
class WriteTipInput {
  @Field(() => ID, { nullable: true, description: 'The id of the tip to rewrite. Leave it out to add a new one.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field({ description: 'The advice in Markdown, at most 2000 characters.' })
  @SomeLines(2_000)
  text!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1. Tips in the same place are sorted by id.' })
  @Min(1)
  place!: number;
}

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';

@Resolver(() => Tip)
export class TipResolver {
  @Audience(anyone)
  @Query(() => [Tip], { description: 'Advice on finding and keeping a sister library, in the order of the programme.' })
  tips(@Args(() => FirstFiftyArgs) { first }: FirstFiftyArgs, @Ctx() { database }: Request): Promise<Tip[]> {
    return database.getRepository(Tip).find({ order: { place: 'ASC', id: 'ASC' }, take: first });
  }

  @FieldResolver(() => String, {
    description: 'The advice as sanitized HTML: no scripts, images or styles. Safe to insert into a page.',
  })
  textHtml(@Root() { text }: Tip): string {
    return renderMarkdown(text);
  }

  @FieldResolver(() => [Source], { description: 'The sources it was taken from; empty for one written here.' })
  sources(@Root() { sourceIds }: Tip, @Ctx() { loaders }: Request): Promise<Source[]> {
    return loaders.all(Source, sourceIds);
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Adds a tip, or rewrites one. ${refusals}.` })
  writeTip(
    @Arg('input', () => WriteTipInput, { description: 'The tip.' }) { id, text, place }: WriteTipInput,
    @Ctx() request: Request,
  ): Promise<Tip> {
    return change(request, 'writeTip', async (writing) => {
      const { manager } = writing;
      const known = id ? await writing.lock(Tip, 'tip', id) : null;
      const before = known && auditable(known);
      const tip = await manager.save(Object.assign(known ?? manager.create(Tip, { id: uuid(), sourceIds: [] }), { text, place }));
      await writing.record(tip.id, before, auditable(tip));
      return tip;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => Tip, { description: `Removes a tip and answers with what it was. The audit log keeps its text. ${refusals}.` })
  removeTip(@Arg('id', () => ID, { description: 'The id of the tip.' }) id: string, @Ctx() request: Request): Promise<Tip> {
    return change(request, 'removeTip', async (writing) => {
      const tip = await writing.lock(Tip, 'tip', id);
      await writing.manager.delete(Tip, { id });
      await writing.record(id, auditable(tip), null);
      return tip;
    });
  }
}

const auditable = ({ text, place }: Tip) => ({ text, place });
