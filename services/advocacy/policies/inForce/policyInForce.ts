// How is an applying policy shown?
import { Field, ObjectType } from 'type-graphql';
import { Publisher } from '#advocacy/publishers/index';
import { flagsOf, PolicyFlag } from '../flags/policyFlag';
import { PolicyPeriod } from '../periods/policyPeriod';
import { MaterialFormat } from '../terms/policyWords';
import { isOption, policiesInForce, type Question } from './inForce';

@ObjectType({ description: 'A policy that applied to a publisher on a day.' })
export class PolicyInForce {
  @Field(() => PolicyPeriod, { description: 'The policy, in the version that was believed.' })
  period!: PolicyPeriod;

  /** Shown as the publisher of that id. */
  inheritedFromId!: string | null;

  @Field(() => Publisher, {
    nullable: true,
    description: 'The house whose policy an imprint without its own follows; null for a policy of its own.',
  })
  inheritedFrom?: Publisher | null;

  @Field(() => [MaterialFormat], { description: 'The formats, of those asked for, to which it applied.' })
  formats!: readonly MaterialFormat[];

  @Field({
    description: 'True when it was one of several terms to choose from, or a temporary option beside the standing policy.',
  })
  asOption!: boolean;

  @Field(() => [PolicyFlag], {
    nullable: true,
    description:
      'What a law on reasonable terms would bar in it, given what else applied on the day; empty when nothing is found, null when its terms are not known.',
  })
  flags!: PolicyFlag[] | null;
}

/** What applied, as it is shown. @throws BeforeRecords */
export function shown(line: readonly (readonly PolicyPeriod[])[], question: Question): PolicyInForce[] {
  const applied = policiesInForce(line, question);
  const periods = applied.map(({ period }) => period);
  return applied.map((one) => ({ ...one, asOption: isOption(one.period), flags: flagsOf(one.period, periods) }));
}
