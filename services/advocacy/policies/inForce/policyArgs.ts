// Of which day, moment, format and territory does a question about policies speak?
import { ArgsType, Field } from 'type-graphql';
import { CountryCode, DateScalar } from '#kit/words/scalars';
import { MaterialFormat } from '../terms/policyWords';

@ArgsType()
export class BeliefArgs {
  @Field(() => Date, {
    nullable: true,
    description:
      'Answer as it was believed at this moment; as it is known now without it. Before 2011 it is refused with the code BEFORE_RECORDS.',
  })
  asKnownOn?: Date | null;

  @Field(() => MaterialFormat, { nullable: true, description: 'Only policies for this format; all formats without it.' })
  format?: MaterialFormat | null;

  @Field(() => CountryCode, {
    nullable: true,
    description: 'Only policies documented for this country; all countries without it.',
  })
  territory?: string | null;
}

@ArgsType()
export class PolicyArgs extends BeliefArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only policies that held on this day, which leaves proposals out; all without it.',
  })
  on?: string | null;
}

@ArgsType()
export class InForceArgs extends BeliefArgs {
  @Field(() => DateScalar, { description: 'The day in question.' })
  on!: string;
}

/** The question that arguments ask, with null for what was left out. */
export function questionOf<On>({ asKnownOn, format, territory }: BeliefArgs, on: On) {
  return { on, asKnownOn: asKnownOn ?? null, format: format ?? null, territory: territory ?? null };
}
