// Which petitions does a list show?
import type DataLoader from 'dataloader';
import { Field, InputType } from 'type-graphql';
import type { Loaders } from '#kit/data/loaders';
import type { List } from '#kit/data/page';
import { Petition } from './petition';
import { PetitionState } from './states';

@InputType({ description: 'Which petitions to list. Conditions that are given must all hold.' })
export class PetitionFilter {
  @Field(() => PetitionState, { nullable: true, description: 'Only those in this state.' })
  state?: PetitionState | null;

  @Field(() => Boolean, { nullable: true, description: 'True for demonstration petitions only, false to leave them out.' })
  demo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for petitions of the past only, false to leave them out.' })
  historical?: boolean | null;
}

/** Petitions by launch, the latest first; drafts never. */
export function petitionList({ state = null, demo = null, historical = null }: PetitionFilter): List<Petition> {
  return {
    entity: Petition,
    where: `state <> 'DRAFT' AND ($1::text IS NULL OR state = $1) AND ($2::boolean IS NULL OR demo = $2) AND ($3::boolean IS NULL OR historical = $3)`,
    parameters: [state, demo, historical],
    order: ['listed_on', 'id'],
    descending: true,
  };
}

/** The first petitions about policies, by policy id, the latest launched first; drafts never. */
export const petitionsAbout = (loaders: Loaders, first: number): DataLoader<string, Petition[]> =>
  loaders.children(Petition, {
    parent: 'related_policy_ids',
    isList: true,
    where: `state <> 'DRAFT'`,
    order: 'listed_on DESC, id',
    first,
  });
