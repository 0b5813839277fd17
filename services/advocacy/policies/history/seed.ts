// Which policies does the record begin with, and which changes are their history?
import type { EntityManager } from 'typeorm';
import { addDays } from '#advocacy/licensing/calendar';
import { Publisher } from '#advocacy/publishers/index';
import { addMissing, readFacts } from '#kit/words/facts';
import { PolicyChange } from '../changes/policyChange';
import { PolicyPeriod } from '../periods/policyPeriod';
import type { PolicyFact } from './policyFact';
import { recordedChanges } from './recordedChanges';
import { recordedHistory } from './recordedHistory';

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
