// What federate() wants of the root fields of a subgraph.
import { Query, Resolver } from 'type-graphql';
import { federate } from '#kit/subgraph/federate';
import { Audience, anyone, dependsOnReader } from '#kit/words/audience';

describe('a subgraph', () => {
  it('is built when each root field says who reads it', async () => {
    @Resolver()
    class Said {
      @Audience(anyone)
      @Query(() => Boolean)
      said(): boolean {
        return true;
      }
    }
    const { sdl } = await federate([{ resolvers: [Said] }]);
    expect(sdl).toMatch(/said: Boolean!? @tag\(name: "audience-anyone"\)/);
  });

  it('is refused when a root field does not say who reads it', async () => {
    @Resolver()
    class Unsaid {
      @Query(() => Boolean)
      unsaid(): boolean {
        return true;
      }
    }
    await expect(federate([{ resolvers: [Unsaid] }])).rejects.toThrow('Query.unsaid must say once who reads it. Give its method');
  });

  it('is refused when a root field says it twice', async () => {
    @Resolver()
    class Twice {
      @Audience(anyone)
      @Audience(dependsOnReader)
      @Query(() => Boolean)
      twice(): boolean {
        return true;
      }
    }
    await expect(federate([{ resolvers: [Twice] }])).rejects.toThrow('Query.twice must say once who reads it.');
  });
});
