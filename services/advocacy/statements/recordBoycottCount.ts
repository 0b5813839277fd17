// How does an editor record a dated number of a boycott?
import { Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CountMetric, CountQualifier, ReportedCount } from '#advocacy/petitions/index';
import { Sourced, settleSources } from '#advocacy/policies/index';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { refuseFuture } from '#kit/words/future';
import { NotFound } from '#kit/words/problem';
import { DateScalar } from '#kit/words/scalars';
import { Boycott } from './boycott';

@InputType({ description: 'A number that a source reported of a boycott.' })
export class BoycottCountInput extends Sourced {
  @Field(() => ID, { description: 'The boycott.' })
  boycottId!: string;

  @Field(() => CountMetric, { description: 'What is counted.' })
  metric!: CountMetric;

  @Field(() => DateScalar, { description: 'The day for which the number was reported.' })
  on!: string;

  @Field(() => DatePrecision, { defaultValue: DatePrecision.DAY, description: 'How exactly that day is known.' })
  precision!: DatePrecision;

  @Field(() => Int, { description: 'The number.' })
  @Min(0)
  @Max(2_000_000_000)
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put it.' })
  qualifier!: CountQualifier;

  @Field(() => Confidence, { description: 'How well it is supported.' })
  confidence!: Confidence;
}

/** Records it, or corrects that of the same day and metric. @throws BadInput, NotFound */
export async function recordBoycottCount(input: BoycottCountInput, request: Request): Promise<Boycott> {
  const { boycottId: subjectId, sourceIds, newSources, ...count } = input;
  refuseFuture('on', input.on, request.clock());
  return request.database.transaction(async (manager) => {
    const boycott = await manager.findOneBy(Boycott, { id: subjectId });
    if (!boycott) throw new NotFound('boycott', subjectId);
    await settleSources(manager, sourceIds, newSources);
    const before = await manager.findOneBy(ReportedCount, { subjectId, metric: input.metric, on: input.on });
    const after = { ...count, subjectId, sourceIds };
    await manager.save(ReportedCount, { ...after, note: null });
    const entry = { at: request.clock(), subject: request.identity.subject, action: 'recordBoycottCount', recordId: subjectId };
    await audit(manager, { ...entry, before, after });
    return boycott;
  });
}
