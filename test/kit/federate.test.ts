// What federate() wants of the root fields of a subgraph.
import { Mutation, Query, Resolver } from 'type-graphql';
import { federate } from '#kit/subgraph/federate';
import { Audience, anyone, dependsOnReader } from '#kit/words/audience';
import { Role } from '#kit/words/identity';

describe('a subgraph', () => {
  it('lets each query and mutation be null by itself, whatever its resolver declares', async () => {
    @Resolver()
    class Said {
      @Audience(anyone)
      @Query(() => [Boolean], { nullable: false })
      said(): boolean[] {
        return [true];
      }

      @Audience(Role.STAFF, Role.COMMITTEE)
      @Mutation(() => Boolean, { nullable: false })
      say(): boolean {
        return true;
      }
    }
    const { sdl } = await federate([{ resolvers: [Said] }]);
    expect(sdl).toContain('said: [Boolean!] @tag(name: "audience-anyone")');
    expect(sdl).toContain('say: Boolean @tag(name: "audience-staff-or-committee")');
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
