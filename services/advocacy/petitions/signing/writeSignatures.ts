// How do the signatures of a batch reach their table, and what is heard of those that found their place taken?
import type { DataSource, ObjectLiteral } from 'typeorm';
import { arrayParameter as array } from '#kit/data/arrayParameter';
import { hydrate, queryPrepared } from '#kit/data/database';
import { Petition } from '../petition';
import { Signature } from './signature';
import { commitSignatures, readSignatures } from './signaturesSql';

/** One that did not go in, with the row in its place; nulls when the statement saw none. */
export interface Displaced {
  readonly id: string;
  readonly standing: string | null;
  readonly clientMutationId: string | null;
}

export interface Written {
  /** Those that did not go in, by the id they would have had. */
  readonly lost: ReadonlyMap<string, Displaced>;
  /** The petitions that exist, as they are after the commit. */
  readonly petitions: ReadonlyMap<string, Petition>;
}

/** Where a signature goes: one address signs a petition once. */
export const placeOf = ({ petitionId, emailHash }: Signature): string => `${petitionId}\0${emailHash.toString('latin1')}`;

/** Commits signatures of different places with all their counts, in one statement; can be repeated. */
export async function writeSignatures(
  database: DataSource,
  batch: readonly { readonly signature: Signature; readonly confirmed: boolean }[],
  now: Date,
): Promise<Written> {
  const column = <T>(read: (signature: Signature) => T) => batch.map(({ signature }) => read(signature));
  const petitionIds = column((one) => one.petitionId);
  const [written = {}] = await queryPrepared(database, 'commit signatures', commitSignatures, [
    array('text', [...new Set(petitionIds)]),
    now,
    array('text', petitionIds),
    array(
      'bytea',
      column((one) => one.emailHash),
    ),
    array(
      'uuid',
      column((one) => one.id),
    ),
    array(
      'text',
      column((one) => one.name),
    ),
    array(
      'text',
      column((one) => one.country),
    ),
    array(
      'text',
      column((one) => one.region),
    ),
    array(
      'boolean',
      column((one) => one.consentToShowName),
    ),
    array(
      'boolean',
      column((one) => one.updatesConsent),
    ),
    array(
      'text',
      column((one) => one.clientMutationId),
    ),
    array(
      'timestamptz',
      column((one) => one.signedAt),
    ),
    array(
      'integer',
      column((one) => one.consentVersion),
    ),
    array(
      'bytea',
      column((one) => one.address),
    ),
    array(
      'boolean',
      batch.map(({ confirmed }) => confirmed),
    ),
  ]);
  const petitions = hydrate(database, Petition, written.petitions as ObjectLiteral[]);
  return {
    lost: new Map((written.lost as Displaced[]).map((one) => [one.id, one])),
    petitions: new Map(petitions.map((petition) => [petition.id, petition])),
  };
}

/** The rows that stand in the places of signatures, as far as there are any, by place. */
export async function readStored(
  database: DataSource,
  signatures: readonly Signature[],
): Promise<ReadonlyMap<string, Signature>> {
  const keys = [signatures.map(({ petitionId }) => petitionId), signatures.map(({ emailHash }) => emailHash)];
  const rows = hydrate(database, Signature, await database.query(readSignatures, keys));
  return new Map(rows.map((row) => [placeOf(row), row]));
}
