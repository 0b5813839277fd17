// How does the committee write and remove tips?
import { IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { NotFound } from '#kit/words/problem';
import { SomeLines } from '#kit/words/texts';
import { Tip } from './tip';

@InputType({ description: 'A tip on finding and keeping a sister library.' })
export class WriteTipInput {
  @Field(() => ID, { nullable: true, description: 'The tip that is rewritten; a new one without it.' })
  @IsOptional()
  @MaxLength(100)
  id?: string | null;

  @Field({ description: 'The advice in Markdown, at most 2000 characters.' })
  @SomeLines(2_000)
  text!: string;

  @Field(() => Int, { description: 'Where it stands in the list, from 1; equal places are sorted by id.' })
  @Min(1)
  place!: number;
}

/** Adds a tip, or rewrites one. @throws NotFound */
export async function writeTip({ database, identity, clock }: Request, input: WriteTipInput): Promise<Tip> {
  const { id, text, place } = input;
  return database.transaction(async (manager) => {
    const known = id ? await manager.findOne(Tip, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
    if (id && !known) throw new NotFound('tip', id);
    const before = known && { text: known.text, place: known.place };
    const tip = await manager.save(Object.assign(known ?? manager.create(Tip, { id: uuid(), sourceIds: [] }), { text, place }));
    const entry = { at: clock(), subject: identity.subject, action: 'writeTip', recordId: tip.id };
    await audit(manager, { ...entry, before, after: { text, place } });
    return tip;
  });
}

/** Removes a tip; the record of writes keeps its text. @throws NotFound */
export async function removeTip({ database, identity, clock }: Request, id: string): Promise<Tip> {
  return database.transaction(async (manager) => {
    const tip = await manager.findOne(Tip, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!tip) throw new NotFound('tip', id);
    await manager.delete(Tip, { id });
    const before = { text: tip.text, place: tip.place };
    await audit(manager, { at: clock(), subject: identity.subject, action: 'removeTip', recordId: id, before, after: null });
    return tip;
  });
}
