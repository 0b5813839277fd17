// Promises of: the schema of the partnership subgraph, built without a database.
import type { Subgraph } from '#kit/subgraph/federate';
import { buildPartnership } from '#partnership/subgraph';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await buildPartnership();
});

describe('the partnership schema', () => {
  it('gives a key to the types that other subgraphs refer to', () => {
    const keyed = [...subgraph.sdl.matchAll(/type (\w+)\s+@key\(fields: "id"\)/g)].map(([, name]) => name);
    expect(keyed.sort()).toEqual(['Library', 'Listing', 'Partnership', 'ProgrammeCall', 'SuccessStory']);
  });

  it('shows no column that is not meant for readers', () => {
    expect(subgraph.sdl).not.toMatch(/searchText|sortName|listedOn|listedAt|sourceIds|libraryA|countryA|asOfDay/);
  });
});
