// Which publishers does a list show?
import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Publisher, PublisherKind } from './publisher';

@InputType({
  description:
    'Which publishers to list. Conditions that are left out or null do not narrow the list; those given must all hold.',
})
export class PublisherFilter {
  @Field(() => Boolean, { nullable: true, description: 'True for the Big Five only, false for all others.' })
  bigFive?: boolean | null;

  @Field(() => [PublisherKind], { nullable: true, description: 'Only these kinds; an empty list finds nothing.' })
  kinds?: PublisherKind[] | null;

  @Field(() => String, { nullable: true, description: 'Part of a name, alias or id, in any case; at most 100 characters.' })
  @IsOptional()
  @MaxLength(100)
  text?: string | null;
}

/** The list that a filter describes, by name and then by id. */
export function publishersMatching(filter: PublisherFilter | null) {
  return {
    entity: Publisher,
    where: `($1::boolean IS NULL OR big_five = $1) AND ($2::text[] IS NULL OR kind = ANY($2))
      AND ($3::text IS NULL OR strpos(lower(concat_ws(chr(10), id, name, array_to_string(aliases, chr(10)))), lower($3)) > 0)`,
    parameters: [filter?.bigFive ?? null, filter?.kinds ?? null, filter?.text ?? null],
    order: ['name', 'id'],
  };
}
