// The policies and changes that the record begins with.

import type { EntityManager } from 'typeorm';
import { addDays } from '#kit/words/days';
import { addMissing, readFacts } from '#kit/words/facts';
import { Publisher, PublisherKind } from '../publishers/index';
import { beginningOf, type CurrentLine, correctionOf, endOf, type NewChange } from './changesOf';
import { believedAt } from './inForce';
import { PolicyChange } from './policyChange';
import { PolicyPeriod, PolicyRevision } from './policyPeriod';
import { type PolicyFact, recordedHistory } from './recordedHistory';

/** All versions of one policy, the first one first. */
export type History = readonly PolicyPeriod[];

/** The changes that histories tell, in the order in which they became known; each names the versions then believed. */
export function recordedChanges(histories: readonly History[], publishers: readonly Publisher[]): NewChange[] {
  const byId = new Map(histories.map((history) => [history[0]!.id, history]));
  const current = histories.map((history) => history.at(-1)!);
  const houses = new Map(publishers.map((publisher) => [publisher.id, publisher]));
  const asBelieved = (entry: NewChange): NewChange => {
    const version = (id: string | null) =>
      id === null ? null : (byId.get(id)?.find(believedAt(entry.recordedAt))?.version ?? 1);
    return { ...entry, fromVersion: version(entry.fromId), toVersion: version(entry.toId) };
  };
  const changes = histories.flatMap((history) => {
    const period = history.at(-1)!;
    const others = lineOf(period.publisherId, houses).map((id) =>
      current.filter((p) => p.publisherId === id && p.id !== period.id),
    );
    const end = endOf(period, others, successors(period, houses, current));
    const learnedEnd = history.find(({ revision }) => revision === PolicyRevision.END_RECORDED) ?? history[0]!;
    return [
      asBelieved({ ...beginningOf(period, others), recordedAt: history[0]!.recordedAt }),
      ...history.flatMap((version, i) =>
        version.revision === PolicyRevision.CORRECTED ? [correctionOf(history[i - 1]!, version)] : [],
      ),
      ...(end ? [asBelieved({ ...end, recordedAt: learnedEnd.recordedAt })] : []),
    ];
  });
  return changes.sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
}

/** A publisher and those it inherits from, the nearest first. Only imprints inherit. */
export function lineOf(publisherId: string, houses: ReadonlyMap<string, Publisher>): string[] {
  const house = houses.get(publisherId);
  if (house?.kind !== PublisherKind.IMPRINT || house.parentId === null) return [publisherId];
  return [publisherId, ...lineOf(house.parentId, houses)];
}

/** The policies of the house that one was merged into. */
function successors(
  { publisherId }: PolicyPeriod,
  houses: ReadonlyMap<string, Publisher>,
  current: CurrentLine[number],
): PolicyPeriod[] {
  const house = houses.get(publisherId);
  return house?.kind === PublisherKind.PREDECESSOR ? current.filter((period) => period.publisherId === house.parentId) : [];
}

/** Adds the policies of the facts that are not there yet, in all versions and with their changes. Publishers must be there already. */
export async function seedPolicies(manager: EntityManager): Promise<void> {
  const { policies } = readFacts<{ policies: PolicyFact[] }>('policies.json');
  const publishers = await manager.find(Publisher);
  const parents = new Map(publishers.map(({ id, parentId }) => [id, parentId]));
  const related = (a: string, b: string) => a === b || parents.get(a) === b || parents.get(b) === a;
  const { sources } = readFacts<{ sources: { id: string; publishedOn?: string; publishedAfter?: string }[] }>('sources.json');
  const published = new Map(
    sources.map(({ id, publishedOn, publishedAfter }) => [id, publishedOn ?? (publishedAfter && addDays(publishedAfter, 1))]),
  );
  const histories = policies.map((fact) => recordedHistory(fact, policies, related, published));
  const known = await manager.find(PolicyPeriod, { select: { id: true } });
  const ids = new Set(known.map(({ id }) => id));
  const missing = histories.filter(([first]) => !ids.has(first!.id));
  await addMissing(manager, PolicyPeriod, missing.flat());
  const changes = recordedChanges(histories as never, publishers).filter(({ fromId, toId }) => !ids.has((toId ?? fromId)!));
  if (changes.length > 0) await manager.insert(PolicyChange, changes as never);
}
