// A supergraph composed of given subgraphs, as a gateway announces it.
import { ApolloGateway } from '@apollo/gateway';
import type { SupergraphUpdate } from '#gateway/graph/supergraph';
import { Documents } from '#gateway/operation/admission';
import { silentLog } from '#kit/words/log';
import { composed } from '../../support/composed';

/** Composes subgraphs by name and loads them into a real gateway. */
export async function supergraphOf(subgraphs: Readonly<Record<string, string>>): Promise<SupergraphUpdate> {
  const gateway = new ApolloGateway({ supergraphSdl: composed(subgraphs), logger: silentLog });
  const updates: SupergraphUpdate[] = [];
  gateway.onSchemaLoadOrUpdate((update) => updates.push(update));
  await gateway.load();
  await gateway.stop();
  return updates[0] as SupergraphUpdate;
}

/** An empty cache of documents, without registered ones. */
export const freshDocuments = () => new Documents({ folder: '', registeredOnly: false, automatic: false, maxTokens: 2_000 });
