// The supergraph of given subgraphs. Composing takes longer than most tests that need one: it is done once per process.
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** A subgraph to compose, at an address that nobody serves where only its schema is given. */
export type Composable = string | { readonly sdl: string; readonly url: string };

// What tests import is loaded anew for each file; what is global stays for the process.
const shared = globalThis as typeof globalThis & { composedSupergraphs?: Map<string, string> };
shared.composedSupergraphs ??= new Map();
const known = shared.composedSupergraphs;

const placeOf = (name: string) => `http://${name}/`;

/** @throws when the subgraphs do not compose, saying why */
export function composed(subgraphs: Readonly<Record<string, Composable>>): string {
  const services = Object.entries(subgraphs).map(([name, given]) => ({
    name,
    ...(typeof given === 'string' ? { sdl: given, url: placeOf(name) } : given),
  }));
  const key = JSON.stringify(services.map(({ name, sdl }) => [name, sdl]));
  const supergraph = known.get(key) ?? compose(services);
  known.set(key, supergraph);
  return services.reduce((text, { name, url }) => text.replaceAll(`url: "${placeOf(name)}"`, `url: "${url}"`), supergraph);
}

function compose(services: readonly { readonly name: string; readonly sdl: string }[]): string {
  const { supergraphSdl, errors } = composeServices(
    services.map(({ name, sdl }) => ({ name, url: placeOf(name), typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
