// A supergraph composed of given subgraphs, as a gateway announces it.
import { composeServices } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { parse } from 'graphql';
import type { SupergraphUpdate } from '#gateway/graph/supergraph';
import { Documents } from '#gateway/operation/admission';
import { silentLog } from '#kit/words/log';

/** Composes subgraphs by name and loads them into a real gateway. */
export async function supergraphOf(subgraphs: Readonly<Record<string, string>>): Promise<SupergraphUpdate> {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(String(errors));
  const gateway = new ApolloGateway({ supergraphSdl, logger: silentLog });
  const updates: SupergraphUpdate[] = [];
  gateway.onSchemaLoadOrUpdate((update) => updates.push(update));
  await gateway.load();
  await gateway.stop();
  return updates[0] as SupergraphUpdate;
}

/** An empty cache of documents, without registered ones. */
export const freshDocuments = () => new Documents({ folder: '', registeredOnly: false, automatic: false, maxTokens: 2_000 });
